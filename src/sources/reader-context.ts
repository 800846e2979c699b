/** What one record may cost before it is refused, so that memory does not depend on the input. */
export interface ReadLimits {
  /** Bytes (UTF-8) of one record: a CSV row, a JSON line, an element of a JSON document. */
  readonly recordBytes: number;
  /** Objects and arrays inside each other, counted from the root of the document or line. */
  readonly depth: number;
}

export const defaultReadLimits: ReadLimits = Object.freeze({ recordBytes: 16 * 1024 * 1024, depth: 100 });

/** What every reader needs to know of the input that it reads. */
export interface ReaderContext {
  /** File name as the publisher gave it, or `-`. */
  readonly file: string;
  readonly limits: ReadLimits;
}
