import type { Memory, Processes } from './processes.ts';

export interface Published {
  /** Of the whole command. */
  readonly seconds: number;
  readonly records: number;
  /** The last lines of what the command said. */
  readonly summary: string;
  readonly memory?: Memory;
}

/** Publishes `files` by the built command line. @throws Error where it ends with anything but "accepted" or "some refused" */
export async function timedPublish(
  processes: Processes,
  files: readonly string[],
  options: readonly string[],
): Promise<Published> {
  const started = performance.now();
  const process = processes.fivestar('publish', ...files, ...options, '--base', base, '--lang', 'en');
  const code = await process.end();
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0 && code !== 1)
    throw new Error(`publish ended with ${code}:\n${process.output.slice(-2000)}`);
  const records = /^([\d,]+) records read$/m.exec(process.output);
  if (!records) throw new Error(`publish gave no summary:\n${process.output.slice(-2000)}`);
  return {
    seconds,
    records: Number(records[1]?.replaceAll(',', '')),
    summary: process.output.slice(records.index),
    ...(process.peak && { memory: process.peak }),
  };
}

/** Base of everything that the bench publishes. */
export const base = 'http://localhost:8080/';
