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

/** What an answer is asked with. */
export interface AnswerTerms {
  /** Milliseconds that working it out may take. Only callers who give the same time share one working. */
  readonly timeout: number;
  /** Work it out again in any case. */
  readonly fresh: boolean;
  /** Aborted: the caller is gone. */
  readonly signal?: AbortSignal;
}

interface Working {
  readonly answer: Promise<KeptAnswer>;
  readonly stop: AbortController;
  waiting: number;
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
  readonly #working = new Map<string, Working>();
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
   * @param work its signal is aborted when all who wait for it are gone
   */
  get(
    question: string,
    sequence: number,
    work: (signal: AbortSignal) => Promise<KeptAnswer>,
    { timeout, fresh, signal }: AnswerTerms,
  ): Promise<KeptAnswer> {
    const key = `${question} ${sequence}`;
    const kept = fresh ? undefined : this.#kept?.get(key);
    if (kept) {
      this.#reused += 1;
      return Promise.resolve(kept);
    }
    const sharing = `${key} ${timeout}`;
    const shared = fresh ? undefined : this.#working.get(sharing);
    if (shared) this.#reused += 1;
    const working = shared ?? this.#start(question, sharing, work);
    working.waiting += 1;
    const leave = () => {
      working.waiting -= 1;
      if (working.waiting > 0) return;
      this.#forget(sharing, working);
      working.stop.abort();
    };
    if (signal?.aborted) leave();
    else signal?.addEventListener('abort', leave, { once: true });
    return working.answer;
  }

  #start(question: string, sharing: string, work: (signal: AbortSignal) => Promise<KeptAnswer>): Working {
    const stop = new AbortController();
    const answer = work(stop.signal).then((answer) => {
      if (answer.body.length <= this.#largest) this.#kept?.set(`${question} ${answer.sequence}`, answer);
      return answer;
    });
    const working: Working = { answer, stop, waiting: 0 };
    this.#working.set(sharing, working);
    const done = () => this.#forget(sharing, working);
    answer.then(done, done);
    return working;
  }

  #forget(sharing: string, working: Working): void {
    if (this.#working.get(sharing) === working) this.#working.delete(sharing);
  }

  has(question: string, sequence: number): boolean {
    return this.#kept?.has(`${question} ${sequence}`) ?? false;
  }

  state(): CacheState {
    return {
      answers: this.#kept?.size ?? 0,
      bytes: this.#kept?.calculatedSize ?? 0,
      reused: this.#reused,
    };
  }
}
