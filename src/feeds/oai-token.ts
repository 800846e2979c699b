import { createHash } from 'node:crypto';

export const listVerbs = ['ListIdentifiers', 'ListRecords', 'ListSets'] as const;
export type ListVerb = (typeof listVerbs)[number];

/** All that is needed to go on with a list: the server remembers nothing of it (OAI-PMH 2.0 §3.5). */
export interface ListState {
  readonly verb: ListVerb;
  /** Of lists of records. */
  readonly metadataPrefix?: string;
  readonly set?: string;
  readonly until?: string;
  /** The last that was given: a commit and its time, or the address of the document that names a set. */
  readonly after: number | string;
  readonly time?: string;
  /** How many were given so far. */
  readonly cursor: number;
  /** Milliseconds since 1970 after which the token is refused. */
  readonly expires: number;
}

const checkLength = 12;

/** An opaque text of letters, digits, `-` and `_`. */
export function writeToken(state: ListState): string {
  const { verb, metadataPrefix, set, until, after, time, cursor, expires } = state;
  const fields = [verb, metadataPrefix ?? 0, set ?? 0, until ?? 0, after, time ?? 0, cursor, expires];
  const body = Buffer.from(JSON.stringify(fields)).toString('base64url');
  return body + checkOf(body);
}

/** `undefined` where this is no token that was given out, whole and unaltered. */
export function readToken(text: string): ListState | undefined {
  const body = text.slice(0, -checkLength);
  if (text !== body + checkOf(body)) return undefined;
  const fields = parse(body);
  if (!Array.isArray(fields) || fields.length !== 8) return undefined;
  const [verb, metadataPrefix, set, until, after, time, cursor, expires] = fields as unknown[];
  const known = listVerbs.find((one) => one === verb);
  const isPlace = isCount(after) || typeof after === 'string';
  if (!known || !isPlace || !isCount(cursor) || !isCount(expires)) return undefined;
  return {
    verb: known,
    ...(typeof metadataPrefix === 'string' && { metadataPrefix }),
    ...(typeof set === 'string' && { set }),
    ...(typeof until === 'string' && { until }),
    after,
    ...(typeof time === 'string' && { time }),
    cursor,
    expires,
  };
}

/** Tells slips of copying from a token; it is no secret, and need not be one: what it leads to is public. */
function checkOf(body: string): string {
  return createHash('sha256').update(`oai ${body}`).digest('base64url').slice(0, checkLength);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(Buffer.from(body, 'base64url').toString());
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
