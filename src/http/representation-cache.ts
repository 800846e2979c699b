import { LRUCache } from 'lru-cache';

/** A representation ready to be sent. */
export interface Representation {
  /** Field names and values, alternating, as `writeHead` takes them. */
  readonly headers: readonly string[];
  readonly etag: string;
  /** ISO time of `Last-Modified`; absent where the representation also shows other records. */
  readonly lastModified?: string;
  readonly body: Buffer;
  /** The same under the content coding gzip, once it was asked for; a promise while it is being made. */
  gzip?: Representation | Promise<Representation>;
}

interface Entry {
  readonly validator: string;
  readonly representation: Representation;
  /** Requests that are known to get it. */
  readonly requests: string[];
}

interface Known {
  readonly key: string;
  readonly sequence: number;
  readonly representation: Representation;
}

/** What an entry costs besides its body: strings of the key, header fields and requests. */
const overhead = 2048;
const mostRequests = 8;
/** Characters of the fields of a request that is remembered. */
const longestRequest = 1_024;

/**
 * Least recently used representations, bounded by bytes. An entry answers only for the validator it was stored with.
 * Requests that were answered with it once are known by their very fields, and need no negotiation while nothing was committed.
 */
export class RepresentationCache {
  readonly #entries: LRUCache<string, Entry> | undefined;
  readonly #requests = new Map<string, Known>();

  /** @param limit bytes; 0 keeps nothing */
  constructor(limit: number) {
    if (limit < 1) return;
    this.#entries = new LRUCache({
      maxSize: limit,
      // One giant must not throw out everything else.
      maxEntrySize: Math.max(1, Math.floor(limit / 8)),
      sizeCalculation: ({ representation }, key) => sizeOf(representation) + key.length * 2,
      dispose: ({ requests }) => {
        for (const request of requests) this.#requests.delete(request);
      },
    });
  }

  /** Bytes of what is kept. */
  get bytes(): number {
    return this.#entries?.calculatedSize ?? 0;
  }

  get(key: string, validator: string): Representation | undefined {
    const entry = this.#entries?.get(key);
    if (!entry) return undefined;
    if (entry.validator === validator) return entry.representation;
    this.#entries?.delete(key);
    return undefined;
  }

  set(key: string, validator: string, representation: Representation): void {
    this.#entries?.set(key, { validator, representation, requests: [] });
  }

  /** What a request with these very fields was answered with, where nothing was committed since. */
  recall(request: string, sequence: number): Representation | undefined {
    const known = this.#requests.get(request);
    if (known === undefined || known.sequence !== sequence) return undefined;
    this.#entries?.get(known.key);
    return known.representation;
  }

  /**
   * @param sequence commit for which it is known that the request is answered with this
   * @param representation that of the entry `key`, in the content coding of the request
   */
  remember(request: string, key: string, sequence: number, representation: Representation): void {
    const entry = this.#entries?.peek(key);
    if (!entry || request.length > longestRequest) return;
    if (this.#requests.get(request)?.key !== key) {
      entry.requests.push(request);
      const forgotten = entry.requests.length > mostRequests ? entry.requests.shift() : undefined;
      if (forgotten !== undefined) this.#requests.delete(forgotten);
    }
    this.#requests.set(request, { key, sequence, representation });
  }
}

/** A compressed form takes less than half of what it stands for. */
function sizeOf({ body }: Representation): number {
  return Math.ceil(body.length * 1.5) + overhead;
}
