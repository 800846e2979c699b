import { LRUCache } from 'lru-cache';

/** An answer that was worked out at one commit. */
export interface KeptAnswer {
  readonly body: Uint8Array;
  readonly sequence: number;
  /** The same bytes compressed, made when they are first asked for. */
  gzip?: Promise<Uint8Array>;
}

export interface CacheState {
  readonly answers: number;
  readonly bytes: number;
  /** Requests that were answered without work since the start. */
  readonly reused: number;
}

/** Of the whole room, what one answer may take. */
const largestShare = 0.25;
/** Bytes that an entry costs beside its body. */
const overhead = 500;

/**
 * Answers by (query, format, commit), bounded by their bytes; equal questions at the same time are worked out once.
 * Nothing is ever outdated: another commit is another key.
 */
export class AnswerCache {
  readonly #kept: LRUCache<string, KeptAnswer> | undefined;
  readonly #working = new Map<string, Promise<KeptAnswer>>();
  readonly #largest: number;
  #reused = 0;

  /** @param bytes 0 keeps nothing; equal questions at the same time are still worked out once */
  constructor(bytes: number) {
    this.#largest = bytes * largestShare;
    if (bytes > 0) {
      this.#kept = new LRUCache({ maxSize: bytes, sizeCalculation: ({ body }) => body.length + overhead });
    }
  }

  /**
   * @param question query, dataset and format
   * @param sequence commit that the engine reflects now
   * @param fresh work it out again in any case
   */
  async get(
    question: string,
    sequence: number,
    work: () => Promise<KeptAnswer>,
    fresh: boolean,
  ): Promise<KeptAnswer> {
    const key = `${question} ${sequence}`;
    const kept = fresh ? undefined : this.#kept?.get(key);
    if (kept) {
      this.#reused += 1;
      return kept;
    }
    const shared = fresh ? undefined : this.#working.get(key);
    if (shared) {
      this.#reused += 1;
      return shared;
    }
    const working = work().then((answer) => {
      if (answer.body.length <= this.#largest) this.#kept?.set(`${question} ${answer.sequence}`, answer);
      return answer;
    });
    this.#working.set(key, working);
    const done = () => {
      if (this.#working.get(key) === working) this.#working.delete(key);
    };
    working.then(done, done);
    return working;
  }

  state(): CacheState {
    return { answers: this.#kept?.size ?? 0, bytes: this.#kept?.calculatedSize ?? 0, reused: this.#reused };
  }

  has(question: string, sequence: number): boolean {
    return this.#kept?.has(`${question} ${sequence}`) ?? false;
  }
}
