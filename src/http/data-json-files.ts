import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DumpFile, type WholeDump } from '../feeds/dump-file.ts';
import { DumpShelf } from '../feeds/dump-shelf.ts';
import type { DumpIdentity } from '../feeds/dump-snapshot.ts';
import { DumpUnavailable } from '../feeds/dump-store.ts';
import type { Language } from '../model/text.ts';
import type { DataJsonTask, FromDataJsonThread } from '../profiles/dcat-us/data-json-messages.ts';
import type { RecordReader } from '../store/record-store.ts';
import { startThread } from '../thread.ts';

export const dataJsonKinds = ['json', 'json.gz'] as const;
/** Plain, or compressed. */
export type DataJsonKind = (typeof dataJsonKinds)[number];

export interface DataJsonOptions {
  readonly store: RecordReader;
  /** Data folder of the record store; the files go into a folder of it. */
  readonly folder: string;
  readonly base: string;
  readonly language: Language;
  readonly log: { error(details: object, message: string): void };
  /** Milliseconds that a file may be behind the store where records are committed all the time. */
  readonly maxAge?: number;
}

/** Commits may come between looking at the number and opening the snapshot. */
const attempts = 20;

/**
 * The whole catalogue as `data.json`, written by a thread once for each commit that is asked for; who asks meanwhile
 * reads along. What an earlier run wrote is not taken up.
 */
export class DataJsonFiles {
  readonly #options: DataJsonOptions;
  readonly #folder: string;
  readonly #run = randomUUID();
  readonly #shelves: ReadonlyMap<DataJsonKind, DumpShelf>;
  /** Productions that are under way or wait, one after the other. */
  #line: Promise<void> = Promise.resolve();
  readonly #stop = new Int32Array(new SharedArrayBuffer(4));
  #closed = false;
  #cleaned = false;

  constructor(options: DataJsonOptions) {
    this.#options = options;
    this.#folder = join(options.folder, 'data-json');
    const { maxAge = 60_000 } = options;
    this.#shelves = new Map(
      dataJsonKinds.map((kind) => [kind, new DumpShelf(maxAge, () => performance.now())]),
    );
  }

  /** What {@link open} would give, without making it. */
  identify(kind: DataJsonKind): DumpIdentity {
    const wanted = this.#wanted(kind);
    return this.#shelf(kind).serving(wanted)?.identity ?? wanted;
  }

  /**
   * The file of the newest commit, or one that is at most `maxAge` behind where making them has taken its share of the
   * time. It is held for the caller, who has to release it, and there is something to read in it.
   * @throws DumpUnavailable
   */
  async open(kind: DataJsonKind): Promise<DumpFile> {
    const shelf = this.#shelf(kind);
    let file = shelf.serving(this.#wanted(kind));
    if (!file && !shelf.failure) {
      shelf.pending ??= this.#lineUp(kind, shelf);
      file = (await shelf.pending) ?? shelf.whole;
    }
    if (!file) throw new DumpUnavailable(shelf.failure?.message, { cause: shelf.failure });
    file.hold();
    await file.begun();
    if (!file.failure) return file;
    file.release();
    throw new DumpUnavailable(file.failure.message, { cause: file.failure });
  }

  /** Gives up what is being written. Waits until nobody reads. */
  async close(): Promise<void> {
    this.#closed = true;
    // Not terminated: LMDB takes the process with it where a thread ends in the middle of closing.
    Atomics.store(this.#stop, 0, 1);
    await this.#line;
    await Promise.all([...this.#shelves.values()].map((shelf) => shelf.close()));
  }

  #shelf(kind: DataJsonKind): DumpShelf {
    return this.#shelves.get(kind) as DumpShelf;
  }

  /**
   * The number alone would not do for a strong tag: a data folder that is made anew counts from 1 again, another version
   * of the software may describe the same records otherwise, and names of publishers are those at the time of writing. So
   * it holds for one run of the server.
   */
  #wanted(kind: DataJsonKind): DumpIdentity {
    const { store } = this.#options;
    const sequence = store.sequence();
    const last = sequence > 0 ? store.changes(sequence - 1, 1)[0] : undefined;
    const hash = createHash('sha256').update(JSON.stringify([kind, this.#run, last]));
    return {
      sequence,
      ...(last && { modified: last.time }),
      name: `${sequence}-${hash.digest('hex').slice(0, 16)}`,
    };
  }

  /** Resolves when the file is there to be read; `undefined` where there will be none. */
  #lineUp(kind: DataJsonKind, shelf: DumpShelf): Promise<DumpFile | undefined> {
    return new Promise((resolve) => {
      this.#line = this.#line
        .then(() => this.#make(kind, shelf, resolve))
        .catch((thrown: unknown) => {
          const error = thrown instanceof Error ? thrown : new Error(String(thrown));
          shelf.fail(error);
          if (!this.#closed) this.#options.log.error({ err: error }, 'data.json could not be written');
          resolve(undefined);
        });
    });
  }

  async #make(kind: DataJsonKind, shelf: DumpShelf, begun: (file: DumpFile) => void): Promise<void> {
    shelf.pending = undefined;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const identity = this.#wanted(kind);
      const same = shelf.find(identity);
      if (same) {
        begun(same);
        return;
      }
      if (await this.#write(kind, shelf, identity, begun)) return;
    }
    throw new Error('Records are being committed faster than a snapshot can be opened.');
  }

  /** @returns whether it was written: the store had not gone on before the snapshot was opened */
  async #write(
    kind: DataJsonKind,
    shelf: DumpShelf,
    identity: DumpIdentity,
    begun: (file: DumpFile) => void,
  ): Promise<boolean> {
    const { file, descriptor } = this.#create(kind, identity);
    const { folder, base, language } = this.#options;
    file.hold();
    let started = false;
    try {
      const task = {
        folder,
        base,
        language,
        address: `${base}data.json`,
        sequence: identity.sequence,
        stop: this.#stop,
      };
      const whole = await this.#produce({ ...task, gzip: kind === 'json.gz', descriptor }, (bytes) => {
        file.grow(bytes);
        if (started) return;
        started = true;
        shelf.begin(file);
        begun(file);
      });
      if (!whole) {
        file.retire();
        return false;
      }
      file.complete(whole);
      shelf.finish(file);
      return true;
    } catch (error) {
      file.fail(error instanceof Error ? error : new Error(String(error)));
      throw error;
    } finally {
      file.release();
    }
  }

  #create(kind: DataJsonKind, identity: DumpIdentity): { file: DumpFile; descriptor: number } {
    if (!this.#cleaned) rmSync(this.#folder, { recursive: true, force: true });
    this.#cleaned = true;
    mkdirSync(this.#folder, { recursive: true });
    const path = join(this.#folder, `${identity.name}.${randomUUID().slice(0, 8)}.${kind}`);
    const descriptor = openSync(path, 'wx+');
    const paths = { temporary: path, file: path, checksumFile: `${path}.sha256` };
    return { file: new DumpFile(identity, descriptor, paths), descriptor };
  }

  #produce(task: DataJsonTask, grow: (bytes: number) => void): Promise<WholeDump | undefined> {
    if (this.#closed) return Promise.reject(new Error('The server is stopping.'));
    const thread = startThread('../profiles/dcat-us/data-json-thread', import.meta.url, task);
    let whole: WholeDump | undefined;
    let moved = false;
    return new Promise<WholeDump | undefined>((resolve, reject) => {
      thread
        .on('message', (message: FromDataJsonThread) => {
          if (message.type === 'written') grow(message.bytes);
          else if (message.type === 'done') whole = message;
          else moved = true;
        })
        .on('error', reject)
        .on('exit', (code) => {
          if (whole || moved) resolve(whole);
          else reject(new Error(`The thread that writes data.json ended with ${code}.`));
        });
    });
  }
}
