import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { repository, spawnCli, succeed } from './cli.ts';
import { sheetOf } from './sheets.ts';
import { type Holdings, verifyStore } from './verify-store.ts';

const base = 'https://data.example.gov.in/';
const driver = join(import.meta.dirname, 'publish-driver.ts');
const rows = 300;
/** Of the driver. */
const batchSize = 10;
/** At least so many bytes are noted for a batch. */
const batchBytes = batchSize * `${base}id/dataset/0\n`.length;

/** What the rounds share: an older and a newer sheet, a store of the older one, and what the newer one comes to. */
export interface KillGround {
  readonly folder: string;
  readonly newer: string;
  readonly published: string;
  readonly expected: Readonly<Record<Start, Holdings>>;
  /** Milliseconds that an undisturbed run takes: the kill falls into them. */
  readonly duration: number;
}

/** `empty`: everything is created, the vocabulary too. `older`: everything is updated. */
const starts = ['empty', 'older'] as const;
type Start = (typeof starts)[number];

export interface RoundReport {
  readonly round: number;
  readonly start: Start;
  readonly publisher: 'command' | 'driver';
  /** Killed before it ended by itself. */
  readonly killed: boolean;
  readonly delay: number;
  readonly acknowledged: number;
  /** Live records found after the kill. */
  readonly found: number;
}

export async function prepareGround(folder: string): Promise<KillGround> {
  const sheet = (name: string, description: string) => {
    const path = join(folder, name);
    const numbers = Array.from({ length: rows }, (_, index) => String(index));
    writeFileSync(path, sheetOf(...numbers.map((Identifier) => ({ Identifier, Description: description }))));
    return path;
  };
  const older = sheet('older.csv', 'As it was described at first.');
  const newer = sheet('newer.csv', 'As it is described now.');
  const published = join(folder, 'older');
  await publish(published, older);
  const expected = async (start: Start) => {
    const data = join(folder, `expected-${start}`);
    if (start === 'older') cpSync(published, data, { recursive: true });
    await publish(data, newer);
    return verifyStore({ data, base });
  };
  const began = performance.now();
  const empty = await expected('empty');
  const duration = performance.now() - began;
  return { folder, newer, published, expected: { empty, older: await expected('older') }, duration };
}

/** One `kill -9` at a random moment; then the store must be sound and hold what was acknowledged, and publishing again completes it. */
export async function killRound(
  ground: KillGround,
  round: number,
  random = Math.random,
): Promise<RoundReport> {
  const start = starts[round % 2] ?? 'empty';
  const publisher = round % 4 < 2 ? 'driver' : 'command';
  const data = join(ground.folder, `round-${round}`);
  const acknowledgements = join(ground.folder, `acknowledged-${round}`);
  if (start === 'older') cpSync(ground.published, data, { recursive: true });
  else mkdirSync(data);
  const child =
    publisher === 'driver'
      ? spawnDriver(data, acknowledgements, ground.newer)
      : spawnPublish(data, ground.newer);
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const delay = random() * ground.duration;
  const batches = Math.floor((random() * rows) / batchSize);
  await Promise.race([
    ended,
    publisher === 'driver' ? reached(child, acknowledgements, batches, delay) : pause(delay),
  ]);
  child.kill('SIGKILL');
  const [code, signal] = await ended;
  const killed = signal === 'SIGKILL';
  assert.ok(killed || code === 0, `round ${round}: the run ended by itself with ${code}`);

  const acknowledged = existsSync(acknowledgements) ? linesOf(acknowledgements) : [];
  const found = existsSync(join(data, 'records/data.mdb'))
    ? await verifyStore({ data, base, acknowledged })
    : new Map();
  if (publisher === 'driver')
    assert.equal(acknowledged.length % batchSize, 0, 'whole batches were acknowledged');
  await publish(data, ground.newer);
  assert.deepEqual(await verifyStore({ data, base, acknowledged }), ground.expected[start], `round ${round}`);
  return {
    round,
    start,
    publisher,
    killed,
    delay: Math.round(delay),
    acknowledged: acknowledged.length,
    found: found.size,
  };
}

/** Waits until some batches were acknowledged, and then for a moment of the next. */
async function reached(
  child: ChildProcess,
  acknowledgements: string,
  batches: number,
  delay: number,
): Promise<void> {
  const size = () => (existsSync(acknowledgements) ? statSync(acknowledgements).size : 0);
  while (child.exitCode === null && size() < batches * batchBytes) await pause(2);
  await pause(batches > 0 ? delay % 50 : delay);
}

async function publish(data: string, sheet: string): Promise<void> {
  await succeed(['publish', '--data', data, '--base', base, '--policy', 'ndsap', sheet]);
}

function spawnPublish(data: string, sheet: string): ChildProcess {
  const child = spawnCli([
    'publish',
    '--data',
    data,
    '--base',
    base,
    '--policy',
    'ndsap',
    '--batch',
    String(batchSize),
    sheet,
  ]);
  child.stdout?.resume();
  child.stderr?.resume();
  return child;
}

function spawnDriver(data: string, acknowledgements: string, sheet: string): ChildProcess {
  const args = ['--import', 'tsx', driver, data, base, acknowledgements, sheet];
  return spawn(process.execPath, args, { cwd: repository, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** A line that was cut off in the middle was not acknowledged. */
function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n').slice(0, -1);
}
