import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export const repository = join(import.meta.dirname, '../../..');
const program = join(repository, 'dist/cli/main.js');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  /** Options of Node itself, such as `--max-old-space-size=256`. */
  readonly node?: readonly string[];
}

/** Starts the built command line program as its users do; what the surroundings configure is left out. */
export function spawnCli(args: readonly string[], options: RunOptions = {}): ChildProcess {
  assert.ok(existsSync(program), 'dist/cli/main.js is missing: run "npm run build" first');
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:FIVESTAR_|LC_|LANG$|NODE_OPTIONS$|NO_COLOR$|FORCE_COLOR$)/.test(name),
  );
  return spawn(process.execPath, [...(options.node ?? []), program, ...args], {
    cwd: options.cwd ?? repository,
    env: { ...Object.fromEntries(inherited), LANG: 'C.UTF-8', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Runs a command to its end. */
export async function runCli(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const child = spawnCli(args, options);
  // A command that refuses its arguments does not read what it is sent.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(options.stdin);
  const [stdout, stderr, [code, signal]] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
  ]);
  return { code, signal, stdout, stderr };
}

/** As {@link runCli} where nothing but the exit code 0 will do; the standard output. */
export async function succeed(args: readonly string[], options: RunOptions = {}): Promise<string> {
  const ended = await runCli(args, options);
  assert.equal(ended.code, 0, `fivestar ${args.join(' ')}\n${ended.stdout}\n${ended.stderr}`);
  return ended.stdout;
}

async function textOf(stream: AsyncIterable<Uint8Array> | null): Promise<string> {
  const chunks: Uint8Array[] = [];
  if (stream) for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address && typeof address === 'object');
  server.close();
  await once(server, 'close');
  return address.port;
}

export interface ServingCli {
  /** `http://127.0.0.1:{port}`, without slash at its end. */
  readonly origin: string;
  readonly process: ChildProcess;
  /** What it wrote so far. */
  output(): { readonly stdout: string; readonly stderr: string };
  /** Asks the process to stop; its exit code. */
  stop(): Promise<number | null>;
}

/** `fivestar serve` or `fivestar demo` with `args`, answering on `port` when this resolves. */
export async function serveCli(
  args: readonly string[],
  port: number,
  command = 'serve',
): Promise<ServingCli> {
  const child = spawnCli([command, '--port', String(port), ...args]);
  child.stdin?.end();
  const written = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    written.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    written.stderr += text;
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  const origin = `http://127.0.0.1:${port}`;
  await until(`${command} answers`, async () => {
    assert.ok(child.exitCode === null, `${command} ended:\n${written.stdout}\n${written.stderr}`);
    return (await fetch(`${origin}/health/live`).catch(() => undefined))?.ok;
  });
  return {
    origin,
    process: child,
    output: () => written,
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await closed;
      return code;
    },
  };
}

/** Waits until `test` is true, looking again and again; fails with `what` after two minutes. */
export async function until(what: string, test: () => Promise<unknown> | unknown): Promise<void> {
  for (const end = Date.now() + 120_000; Date.now() < end; await pause(50)) if (await test()) return;
  assert.fail(`Waited in vain until ${what}.`);
}
