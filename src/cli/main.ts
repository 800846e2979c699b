#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { Failure } from '../model/failure.ts';
import { demoCommand } from './demo-command.ts';
import { liftCommand } from './lift-command.ts';
import { mapCommand } from './map-command.ts';
import { publishCommand } from './publish-command.ts';
import { pushCommand } from './push-command.ts';
import { serveCommand } from './serve-command.ts';
import { sourceCommand } from './source-command.ts';
import { backupCommand, exportCommand, infoCommand, withdrawCommand } from './store-commands.ts';
import { tokenCommand } from './token-command.ts';
import { validateCommand } from './validate-command.ts';

/** Unreadable input, wrong usage or configuration, an unusable store. (1 says that records were refused.) */
const failed = 2;

function createProgram(): Command {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const program = new Command('fivestar')
    .description(
      'Publishes dataset metadata as linked open data: DCAT, SHACL, SPARQL, dereferenceable IRIs, feeds.',
    )
    .version(version)
    .exitOverride()
    .showHelpAfterError('(fivestar COMMAND --help shows what it takes)');
  for (const add of [
    publishCommand,
    validateCommand,
    serveCommand,
    withdrawCommand,
    exportCommand,
    infoCommand,
    backupCommand,
    tokenCommand,
    mapCommand,
    liftCommand,
    pushCommand,
    sourceCommand,
    demoCommand,
  ]) {
    add(program);
  }
  for (const command of program.commands) command.exitOverride();
  return program;
}

// A reader that closes the pipe early (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await createProgram().parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : failed;
  else if (error instanceof Failure) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = failed;
  } else throw error;
}
