import type { Worker } from 'node:worker_threads';
import type { StoredRecord } from '../store/record-store.ts';
import { startThread } from '../thread.ts';
import type { DumpFile, WholeDump } from './dump-file.ts';
import type { DumpTask, FromDumpThread, ToDumpThread } from './dump-messages.ts';

/** Milliseconds without work after which the thread is ended. */
const idle = 30_000;
/** Milliseconds that reading records for the thread may hold up this one, and characters that it is sent at a time. */
const turn = 2;
const batchSize = 256 * 1024;

/** Writes one dump at a time, in a thread of its own, from records that are read here while nothing waits. */
export class DumpProducer {
  readonly #pace: () => Promise<void>;
  #thread: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stop: ((reason: Error) => void) | undefined;
  #closed = false;

  /** @param pace awaited before each reading of records */
  constructor(pace: () => Promise<void> = nextTurn) {
    this.#pace = pace;
  }

  /**
   * Writes `records` into `file`, which grows meanwhile.
   * @throws Error where the disk is full, the thread dies, or this is closed
   */
  async produce(task: DumpTask, records: Iterator<StoredRecord>, file: DumpFile): Promise<WholeDump> {
    clearTimeout(this.#timer);
    let sound = false;
    try {
      const whole = await this.#write(task, records, file);
      sound = true;
      return whole;
    } finally {
      records.return?.();
      this.#stop = undefined;
      // After a fault, messages of the old task may still be under way.
      if (sound) this.#timer = setTimeout(() => void this.#end(), idle).unref();
      else await this.#end();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#stop?.(new Error('The server is stopping.'));
    await this.#end();
  }

  #write(task: DumpTask, records: Iterator<StoredRecord>, file: DumpFile): Promise<WholeDump> {
    if (this.#closed) return Promise.reject(new Error('The server is stopping.'));
    const thread = this.#ready();
    const send = (message: ToDumpThread) => thread.postMessage(message);
    let end: () => void = () => undefined;
    const written = new Promise<WholeDump>((resolve, reject) => {
      this.#stop = reject;
      const feed = async () => {
        await this.#pace();
        if (this.#thread === thread) send(nextBatch(records));
      };
      const hear = (message: FromDumpThread) => {
        if (message.type === 'more') feed().catch(reject);
        else if (message.type === 'written') file.grow(message.bytes);
        else if (message.type === 'failed') reject(new Error(message.message));
        else resolve(message);
      };
      const exited = (code: number) => reject(new Error(`The thread that writes dumps ended with ${code}.`));
      thread.on('message', hear).on('error', reject).on('exit', exited);
      end = () => thread.off('message', hear).off('error', reject).off('exit', exited);
    });
    send(task);
    return written.finally(() => end());
  }

  #ready(): Worker {
    if (!this.#thread) {
      const thread = startThread('./dump-thread', import.meta.url);
      // What happens while it has no work is found out at the next task.
      thread
        .on('error', () => undefined)
        .on('exit', () => {
          if (this.#thread === thread) this.#thread = undefined;
        });
      thread.unref();
      this.#thread = thread;
    }
    return this.#thread;
  }

  async #end(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.terminate();
  }
}

function nextBatch(records: Iterator<StoredRecord>): ToDumpThread {
  const batch: StoredRecord[] = [];
  const until = performance.now() + turn;
  let characters = 0;
  while (characters < batchSize && (batch.length === 0 || performance.now() < until)) {
    const { value, done } = records.next();
    if (done) return { type: 'records', records: batch, last: true };
    batch.push(value);
    characters += value.nquads.length;
  }
  return { type: 'records', records: batch, last: false };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
