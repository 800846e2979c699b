/** A representation ready to be sent. */
export interface Representation {
  /** Field names and values, alternating, as `writeHead` takes them. */
  readonly headers: readonly string[];
  readonly etag: string;
  /** ISO time of `Last-Modified`; absent where the representation also shows other records. */
  readonly lastModified?: string;
  readonly body: Buffer;
}

interface Entry {
  readonly validator: string;
  readonly representation: Representation;
  readonly size: number;
}

/** What an entry costs besides its body: strings of the key and header fields. */
const overhead = 2048;

/** Least recently used representations, bounded by bytes. An entry answers only for the validator it was stored with. */
export class RepresentationCache {
  readonly #limit: number;
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  /** @param limit bytes */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string, validator: string): Representation | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    if (entry.validator !== validator) {
      this.#bytes -= entry.size;
      return undefined;
    }
    this.#entries.set(key, entry);
    return entry.representation;
  }

  set(key: string, validator: string, representation: Representation): void {
    this.#remove(key);
    const size = representation.body.length + key.length * 2 + overhead;
    // One giant must not throw out everything else.
    if (size > this.#limit / 8) return;
    this.#entries.set(key, { validator, representation, size });
    this.#bytes += size;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#limit) break;
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#bytes -= entry.size;
    this.#entries.delete(key);
  }
}
