import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineReplica, ImageMark } from '../engine/query-engine.ts';
import { Failure } from '../model/failure.ts';
import type { RecordReader } from '../store/record-store.ts';
import { contentForm } from './stored-content.ts';

/** Share of the records that may have changed before a new image is worth its writing. */
const staleShare = 0.05;
const fewestChanges = 2_000;

/**
 * Keeps one image of the query engine in a folder: the state of a replica at one sequence number of the log, from which
 * another replica starts in a second. It can be thrown away at any time.
 */
export class ImageKeeper {
  readonly #folder: string;
  #present: boolean;
  #sequence: number | undefined;
  #saving = false;
  #unwritable = false;

  constructor(folder: string) {
    this.#folder = folder;
    this.#present = existsSync(this.#file);
  }

  get #file(): string {
    return join(this.#folder, 'engine.image');
  }

  /** The image to start from, where there is one. */
  get current(): string | undefined {
    return this.#present ? this.#file : undefined;
  }

  /** Whether an image's mark names an entry of this very log. */
  belongs(mark: ImageMark, store: RecordReader): boolean {
    return mark.sequence <= store.sequence() && mark.log === logMark(store, mark.sequence);
  }

  /** An image was taken up, which is of commit `sequence`; `undefined`: there is none that could be. */
  taken(sequence: number | undefined): void {
    this.#present = sequence !== undefined;
    this.#sequence = sequence;
  }

  /**
   * Saves an image of `replica`, which reflects commit `sequence`, where the one that is there is missing or old.
   * @returns why none was taken, where the replica's memory is too worn for one
   * @throws Failure `store-unusable` where it cannot be written; it is not tried again
   */
  async keep(replica: EngineReplica, sequence: number, store: RecordReader): Promise<string | undefined> {
    const due = Math.max(fewestChanges, store.count() * staleShare);
    const fresh = this.#present && this.#sequence !== undefined && sequence - this.#sequence < due;
    if (this.#saving || this.#unwritable || fresh) return undefined;
    this.#saving = true;
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const outcome = await replica.save(this.#file, { sequence, log: logMark(store, sequence) });
      if (outcome.type === 'refused') return outcome.message;
      this.taken(sequence);
      return undefined;
    } catch (error) {
      this.#unwritable = !(error instanceof Failure) || error.code === 'store-unusable';
      throw error;
    } finally {
      this.#saving = false;
    }
  }
}

/** Tells the commit `sequence` of one history from that of another (a restored backup, a new folder). */
function logMark(store: RecordReader, sequence: number): string {
  const [entry] = sequence > 0 ? store.changes(sequence - 1, 1) : [];
  const place = entry ? `${entry.time} ${entry.kind} ${entry.document} ${entry.version}` : 'empty';
  return `${contentForm} ${place}`;
}
