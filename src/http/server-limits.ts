/** What one client may ask of the listener. Times are in milliseconds, sizes in bytes. */
export interface ServerLimits {
  /** Request line and header fields together. */
  readonly headBytes: number;
  /** Header fields alone; a SPARQL query by GET needs its room in the request line. */
  readonly fieldBytes: number;
  /** Number of header fields. */
  readonly fields: number;
  /** Body, where its length is declared; routes count what comes in chunks. */
  readonly bodyBytes: number;
  /** From the first byte, or the connection, to the end of the header fields. */
  readonly headersTimeout: number;
  /** To the end of the body. */
  readonly requestTimeout: number;
  /** Between requests; longer than the 60 s after which proxies let go, so that none sends into a closing connection. */
  readonly keepAliveTimeout: number;
  /** During which a client takes nothing of an answer that waits for it. */
  readonly stalledTimeout: number;
  /** How often the first two times are looked at. */
  readonly checkInterval: number;
  /** For which a client that is refused may go on sending, so that it can read why. */
  readonly linger: number;
  /** Open at once. */
  readonly connections: number;
}

export const defaultLimits: ServerLimits = {
  headBytes: 76 * 1024,
  fieldBytes: 16 * 1024,
  fields: 100,
  bodyBytes: 64 * 1024 * 1024,
  headersTimeout: 15_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 65_000,
  stalledTimeout: 60_000,
  checkInterval: 2_000,
  linger: 2_000,
  connections: 4_096,
};
