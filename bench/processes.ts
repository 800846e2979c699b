import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { cli } from './built.ts';

/** Milliseconds between two looks at the memory of a process. */
const interval = 50;

/** One process of a run: its output, its memory, its end. */
export class Process {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number>;
  /** Standard output and standard error so far. */
  output = '';
  #peak: Memory | undefined;

  constructor(command: string, args: readonly string[]) {
    this.#child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: environment() });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    this.#ended = once(this.#child, 'close').then(([code]) => (typeof code === 'number' ? code : -1));
    this.#ended.catch(() => undefined);
  }

  /** Largest memory that was seen; absent where the system does not tell (no `/proc`). */
  get peak(): Memory | undefined {
    return this.#peak;
  }

  memory(): Memory | undefined {
    const now = memoryOf(this.#child.pid);
    if (now)
      this.#peak = { peak: now.peak, own: Math.max(now.own, this.#peak?.own ?? 0), resident: now.resident };
    return now;
  }

  /** Waits for the end, watching the memory. @returns the exit code; -1 where a signal ended it */
  async end(): Promise<number> {
    const watch = setInterval(() => this.memory(), interval);
    try {
      return await this.#ended;
    } finally {
      clearInterval(watch);
    }
  }

  /** Waits until the output holds `pattern`. @throws Error where the process ends first, or after `limit` milliseconds */
  async says(pattern: RegExp, limit: number): Promise<RegExpExecArray> {
    const until = performance.now() + limit;
    let over = false;
    void this.#ended.then(() => {
      over = true;
    });
    while (performance.now() < until) {
      const match = pattern.exec(this.output);
      if (match) return match;
      if (over) break;
      await sleep(2);
    }
    throw new Error(
      `${pattern} was not said${over ? ' before the end' : ` in ${limit} ms`}:\n${this.output.slice(-2000)}`,
    );
  }

  /** Ends it at once (SIGKILL) and waits for that. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  /** Asks it to stop (SIGTERM) and waits for that. */
  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    const patience = setTimeout(() => this.#child.kill('SIGKILL'), 15_000);
    await this.#ended;
    clearTimeout(patience);
  }
}

/** Bytes. `own`: private memory, without the pages of files (the record store) that the system maps in and can drop. */
export interface Memory {
  readonly resident: number;
  readonly own: number;
  /** Highest `resident` of the process's life. */
  readonly peak: number;
}

/** The processes of a run: none outlives it. */
export class Processes {
  readonly #running: Process[] = [];

  start(command: string, args: readonly string[]): Process {
    const process = new Process(command, args);
    this.#running.push(process);
    return process;
  }

  /** The built command line, e.g. `fivestar('publish', file, '--data', folder)`. */
  fivestar(...args: readonly string[]): Process {
    return this.start(process.execPath, [cli, ...args]);
  }

  /** A TypeScript file of the bench as a process of its own. */
  script(file: URL, ...args: readonly string[]): Process {
    return this.start(process.execPath, ['--import', 'tsx', file.pathname, ...args]);
  }

  async killAll(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((process) => process.kill()));
  }
}

/** Settings of the person who runs the bench do not change what is measured. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('FIVESTAR_')));
}

function memoryOf(pid: number | undefined): Memory | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const bytes = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
    const resident = bytes('VmRSS');
    return resident > 0 ? { resident, own: bytes('RssAnon'), peak: bytes('VmHWM') } : undefined;
  } catch {
    return undefined; // no such system, or the process has just ended
  }
}
