import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineReplica } from '../engine/query-engine.ts';
import type { RecordReader } from '../store/record-store.ts';

/** What an image says of where it stands in the log. */
export interface ImageMark {
  readonly sequence: number;
  readonly log: string;
}

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
  #failed = false;

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
    const belongs = mark.sequence <= store.sequence() && mark.log === logMark(store, mark.sequence);
    if (belongs) this.#sequence = mark.sequence;
    return belongs;
  }

  async discard(): Promise<void> {
    this.#present = false;
    await rm(this.#file, { force: true });
  }

  /** Saves an image of `replica`, which reflects commit `sequence`, where the one that is there is missing or old. */
  async keep(replica: EngineReplica, sequence: number, store: RecordReader): Promise<void> {
    const due = Math.max(fewestChanges, store.count() * staleShare);
    const fresh = this.#present && this.#sequence !== undefined && sequence - this.#sequence < due;
    if (this.#saving || this.#failed || fresh) return;
    this.#saving = true;
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await replica.save(this.#file, { sequence, log: logMark(store, sequence) });
      this.#sequence = sequence;
      this.#present = true;
    } catch (error) {
      this.#failed = true;
      throw error;
    } finally {
      this.#saving = false;
    }
  }
}

/** Tells the commit `sequence` of one history from that of another (a restored backup, a new folder). */
function logMark(store: RecordReader, sequence: number): string {
  const [entry] = sequence > 0 ? store.changes(sequence - 1, 1) : [];
  return entry ? `${entry.time} ${entry.kind} ${entry.document} ${entry.version}` : 'empty';
}
