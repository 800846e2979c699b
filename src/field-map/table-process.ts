import type { ChildProcess } from 'node:child_process';
import { Failure } from '../model/failure.ts';
import { startProcess } from '../thread.ts';
import type { Table, TableItem } from './row.ts';
import type { FromTableProcess, ToTableProcess } from './table-process-messages.ts';

export interface TableProcessOptions {
  /** What is read, for messages. */
  readonly file: string;
  /** Megabytes that the process may take. */
  readonly memory: number;
  /** Milliseconds that it may take to answer. */
  readonly patience: number;
  /** Called when the process has ended. */
  readonly released: () => Promise<void>;
}

/**
 * A table that a process of its own reads, so that a hostile input takes neither memory nor time of this one.
 * @param module its URL without extension, beside `from`, which is `import.meta.url` of the caller
 * @param task plain data, for `serveTable`
 * @throws Failure `too-large` where the process takes more memory or time than it may; what the process throws
 */
export async function openInProcess(
  module: string,
  from: string,
  task: unknown,
  options: TableProcessOptions,
): Promise<Table> {
  const reading = new TableProcess(
    startProcess(module, from, {
      memory: options.memory,
      // What parses strangers' files has no need of secrets.
      env: { PATH: process.env['PATH'] ?? '' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    }),
    options,
  );
  const head = await reading.ask({ type: 'open', task });
  if (head.type === 'head') return { head: head.head, rows: reading.items() };
  await reading.close();
  throw new Error(`The process of a table began with "${head.type}".`);
}

class TableProcess {
  readonly #child: ChildProcess;
  readonly #options: TableProcessOptions;
  readonly #exit: Promise<void>;
  #settle: ((answer: FromTableProcess | Failure) => void) | undefined;
  #lost: Failure | undefined;

  constructor(child: ChildProcess, options: TableProcessOptions) {
    this.#child = child;
    this.#options = options;
    child.on('message', (message: FromTableProcess) => this.#settle?.(message));
    this.#exit = new Promise((resolve) => {
      child.once('error', (cause) => {
        this.#end(this.#failure('unreadable-input', `could not be read: ${cause.message}`, cause));
        resolve();
      });
      child.once('exit', (code, signal) => {
        this.#end(this.#ended(code, signal));
        resolve();
      });
    });
  }

  /** @throws Failure also where the process says that it failed; it is closed then */
  async ask(question: ToTableProcess): Promise<FromTableProcess> {
    const { patience } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    const answer = await new Promise<FromTableProcess | Failure>((resolve) => {
      this.#settle = resolve;
      const seconds = Math.round(patience / 1000);
      const late = this.#failure('too-large', `takes more than ${seconds} s to read. Split it`);
      timer = setTimeout(() => resolve(late), patience);
      if (this.#lost) resolve(this.#lost);
      // Where it cannot be sent the process has ended, which is told by itself.
      else this.#child.send(question as object, () => undefined);
    });
    clearTimeout(timer);
    const failure = answer instanceof Failure ? answer : undefined;
    const failed = !failure && 'type' in answer && answer.type === 'failed' ? answer : undefined;
    if (!failure && !failed) return answer as FromTableProcess;
    await this.close();
    throw failure ?? new Failure(failed?.code ?? 'unreadable-input', failed?.message ?? '');
  }

  async *items(): AsyncGenerator<TableItem> {
    try {
      for (;;) {
        const answer = await this.ask({ type: 'more' });
        if (answer.type !== 'items') return;
        yield* answer.items;
      }
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exit;
    await this.#options.released();
  }

  #end(failure: Failure): void {
    this.#lost ??= failure;
    this.#settle?.(failure);
  }

  /** V8 aborts where memory does not suffice; the system kills. */
  #ended(code: number | null, signal: NodeJS.Signals | null): Failure {
    if (signal === 'SIGABRT' || signal === 'SIGKILL' || signal === 'SIGTRAP' || code === 134) {
      const text = `takes more than ${this.#options.memory} MB of memory to read. Split it, or save it as CSV, which has no such limit`;
      return this.#failure('too-large', text);
    }
    return this.#failure('unreadable-input', `could not be read: its process ended (${signal ?? code})`);
  }

  #failure(code: 'too-large' | 'unreadable-input', text: string, cause?: unknown): Failure {
    return new Failure(code, `${this.#options.file} ${text}.`, { cause });
  }
}
