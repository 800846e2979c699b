/** What a page was when it was last read; sent back so that its server may say that it is still the same. */
export interface Validators {
  /** As it stood in `ETag` (RFC 9110 §8.8.3), quotes and `W/` included. */
  readonly etag?: string;
  /** As it stood in `Last-Modified` (RFC 9110 §8.8.2). */
  readonly lastModified?: string;
  /**
   * The page that they belong to. Where a redirect leads to another one than before they are not sent: two pages may
   * well have the same ETag or date. Absent: they are sent wherever the request leads.
   */
  readonly url?: string;
}

export interface FetchRequest {
  readonly url: string;
  /** `Accept`; absent: anything. */
  readonly accept?: string;
  /** More header fields, such as `Authorization`. They are not sent to another origin that is redirected to. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly validators?: Validators;
  /** Absent: GET without a body. */
  readonly post?: { readonly contentType: string; readonly body: string | Uint8Array };
  readonly signal?: AbortSignal;
}

/** An answer with a body, to be read once and to its end, or closed. */
export interface FetchedBody {
  readonly type: 'body';
  /** Where the answer was found in the end, after redirects. */
  readonly url: string;
  readonly status: number;
  /** In lower case, without parameters; empty where none is stated. */
  readonly mediaType: string;
  /** The parameter `charset` of the media type, in lower case. */
  readonly charset?: string;
  readonly validators: Validators;
  /** Field names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Decompressed. Throws Failure `source-failed` where the body ends early, is too long, too slow, or unpacks to too
   * much: what was given before is then not the whole.
   */
  readonly body: AsyncIterable<Uint8Array>;
  /** Lets go of the connection where the body is not read. */
  close(): void;
}

export type FetchAnswer =
  | FetchedBody
  /** 304: the page is what it was. */
  | { readonly type: 'not-modified'; readonly url: string }
  /** 404 or 410. */
  | { readonly type: 'absent'; readonly url: string; readonly status: 404 | 410 };

/** What all requests of a run came to. */
export interface FetchCounts {
  readonly requests: number;
  /** As they came over the wire, before unpacking. */
  readonly bytes: number;
}

/**
 * Fetches pages of other servers, guarded: only http and https; no private, loopback or link-local address unless it is
 * listed, after DNS and after each redirect; limits on size, time, redirects and decompression; turns at each host.
 */
export interface Fetcher {
  /**
   * @throws Failure `source-refused` where the guard or robots.txt forbids it; `source-failed` where the server fails, is
   * too slow, answers with another status than 200, 304, 404 or 410, or in no way that can be used. The message says which.
   */
  fetch(request: FetchRequest): Promise<FetchAnswer>;
  counts(): FetchCounts;
  close(): Promise<void>;
}

export interface FetchLimits {
  /** Bytes of one page, unpacked. */
  readonly pageBytes: number;
  /** Bytes of all pages of a run, unpacked. */
  readonly totalBytes: number;
  /** Requests of a run. */
  readonly requests: number;
  /** Milliseconds from request to last byte of one page. */
  readonly pageTime: number;
  /** Milliseconds without a byte. */
  readonly idleTime: number;
  readonly redirects: number;
  /** How many times more bytes a page may have than came over the wire (packed pages beyond 1 MB). */
  readonly ratio: number;
  /** How often a page is asked for again where its server is overloaded or the connection fails. */
  readonly retries: number;
}

export const defaultFetchLimits: FetchLimits = Object.freeze({
  pageBytes: 1024 ** 3,
  totalBytes: 16 * 1024 ** 3,
  requests: 200_000,
  pageTime: 10 * 60_000,
  idleTime: 30_000,
  redirects: 5,
  ratio: 200,
  retries: 3,
});
