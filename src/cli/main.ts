#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { Failure } from '../model/failure.ts';

/** Unreadable input, wrong usage or configuration, an unusable store. (1 says that records were refused.) */
const failed = 2;

type AddCommand = (program: Command) => void;

/** Each command with what it needs, which is loaded when it is wanted: all of them together take a second. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  publish: async () => (await import('./publish-command.ts')).publishCommand,
  validate: async () => (await import('./validate-command.ts')).validateCommand,
  serve: async () => (await import('./serve-command.ts')).serveCommand,
  withdraw: async () => (await import('./store-commands.ts')).withdrawCommand,
  export: async () => (await import('./store-commands.ts')).exportCommand,
  info: async () => (await import('./store-commands.ts')).infoCommand,
  backup: async () => (await import('./store-commands.ts')).backupCommand,
  token: async () => (await import('./token-command.ts')).tokenCommand,
  map: async () => (await import('./map-command.ts')).mapCommand,
  lift: async () => (await import('./lift-command.ts')).liftCommand,
  push: async () => (await import('./push-command.ts')).pushCommand,
  source: async () => (await import('./source-command.ts')).sourceCommand,
  demo: async () => (await import('./demo-command.ts')).demoCommand,
};

/** The command that is named; where none is, or none that exists, all: help and corrections want them. */
async function commandsFor(name: string | undefined): Promise<readonly AddCommand[]> {
  const wanted = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (wanted) return [await wanted()];
  if (name === '--version' || name === '-V') return [];
  return Promise.all(Object.values(commands).map((load) => load()));
}

async function createProgram(): Promise<Command> {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const program = new Command('fivestar')
    .description(
      'Publishes dataset metadata as linked open data: DCAT, SHACL, SPARQL, dereferenceable IRIs, feeds.',
    )
    .version(version)
    .exitOverride()
    .showHelpAfterError('(fivestar COMMAND --help shows what it takes)');
  for (const add of await commandsFor(process.argv[2])) add(program);
  for (const command of program.commands) command.exitOverride();
  return program;
}

// A reader that closes the pipe early (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await (await createProgram()).parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : failed;
  else if (error instanceof Failure) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = failed;
  } else throw error;
}
