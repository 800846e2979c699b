import { on } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { Failure } from '../model/failure.ts';
import { startThread } from '../thread.ts';
import type { Table, TableItem } from './row.ts';
import type { FromTableThread, ToTableThread } from './table-thread-messages.ts';

export interface TableThreadOptions {
  /** What is read, for messages. */
  readonly file: string;
  /** Megabytes that the thread may take. */
  readonly memory: number;
  /** Milliseconds that it may take to answer. */
  readonly patience: number;
  /** Called when the thread has ended. */
  readonly released: () => Promise<void>;
}

/**
 * A table that a thread of its own reads, so that a hostile input takes neither the process's memory nor its time.
 * @param module as for {@link startThread}
 * @throws Failure `too-large` where the thread takes more memory or time than it may; what the thread throws
 */
export async function openInThread(
  module: string,
  from: string,
  data: unknown,
  options: TableThreadOptions,
): Promise<Table> {
  const thread = new TableThread(startThread(module, from, data, memoryOf(options)), options);
  const head = await thread.next();
  if (head.type === 'head') return { head: head.head, rows: thread.items() };
  await thread.close();
  throw new Error(`The thread of a table began with "${head.type}".`);
}

function memoryOf({ memory }: TableThreadOptions) {
  return { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: Math.min(64, memory) };
}

class TableThread {
  readonly #worker: Worker;
  readonly #options: TableThreadOptions;
  readonly #messages: AsyncIterator<[FromTableThread]>;
  readonly #ended: Promise<never>;

  constructor(worker: Worker, options: TableThreadOptions) {
    this.#worker = worker;
    this.#options = options;
    this.#messages = on(worker, 'message')[Symbol.asyncIterator]() as AsyncIterator<[FromTableThread]>;
    this.#ended = new Promise((_, reject) => {
      worker.once('error', (cause) => reject(this.#lost(cause)));
      worker.once('exit', (code) => reject(this.#lost(new Error(`its thread ended with code ${code}`))));
    });
    this.#ended.catch(() => undefined);
  }

  /** @throws Failure also where the thread says that it failed; it is closed then */
  async next(): Promise<FromTableThread> {
    const { promise: late, cancel } = this.#patience();
    try {
      const next = await Promise.race([this.#messages.next(), this.#ended, late]);
      const [message] = next.value as [FromTableThread];
      if (message.type === 'failed') throw new Failure(message.code, message.message);
      return message;
    } catch (error) {
      await this.close();
      throw error instanceof Failure ? error : this.#lost(error as Error);
    } finally {
      cancel();
    }
  }

  async *items(): AsyncGenerator<TableItem> {
    try {
      for (;;) {
        this.#worker.postMessage({ type: 'more' } satisfies ToTableThread);
        const message = await this.next();
        if (message.type !== 'items') return;
        yield* message.items;
      }
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
    await this.#options.released();
  }

  #patience(): { promise: Promise<never>; cancel: () => void } {
    let timer: NodeJS.Timeout | undefined;
    const promise = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const seconds = Math.round(this.#options.patience / 1000);
        reject(
          new Failure('too-large', `${this.#options.file} takes more than ${seconds} s to read. Split it.`),
        );
      }, this.#options.patience);
    });
    return { promise, cancel: () => clearTimeout(timer) };
  }

  #lost(cause: Error): Failure {
    const { file, memory } = this.#options;
    if ((cause as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') {
      const text = `${file} takes more than ${memory} MB of memory to read. Split it, or save it as CSV, which has no such limit.`;
      return new Failure('too-large', text, { cause });
    }
    return new Failure('unreadable-input', `${file} could not be read: ${cause.message}.`, { cause });
  }
}
