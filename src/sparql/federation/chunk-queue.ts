import type { Failure } from '../../model/failure.ts';

/** Bytes that one side pushes and the other takes; it may be iterated once. */
export class ChunkQueue implements AsyncIterable<Uint8Array> {
  readonly #taken: () => void;
  readonly #abandoned: () => void;
  readonly #chunks: Uint8Array[] = [];
  #ended = false;
  #failure: Failure | undefined;
  #wake: (() => void) | undefined;

  /**
   * @param on `taken`: a chunk was taken, another may come; `abandoned`: the reader left before the end
   */
  constructor(on: { readonly taken: () => void; readonly abandoned: () => void }) {
    this.#taken = on.taken;
    this.#abandoned = on.abandoned;
  }

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** What was pushed and not yet taken is dropped: an answer that cannot become whole is of no use. */
  fail(failure: Failure): void {
    if (this.#ended) return;
    this.#failure ??= failure;
    this.#wake?.();
  }

  /** Resolves when there is something to take, or the end. @throws Failure given to `fail` */
  async begun(): Promise<void> {
    while (this.#chunks.length === 0 && !this.#ended && !this.#failure) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#failure) throw this.#failure;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        await this.begun();
        const chunk = this.#chunks.shift();
        if (!chunk) return;
        this.#taken();
        yield chunk;
      }
    } finally {
      if (!this.#ended) this.#abandoned();
    }
  }
}
