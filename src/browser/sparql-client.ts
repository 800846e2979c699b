import { type Bindings, parseResults } from './sparql-results.ts';

/** What came of a query. */
export type Outcome =
  | (Answer & { readonly type: 'bindings'; readonly bindings: Bindings })
  | (Answer & { readonly type: 'boolean'; readonly value: boolean })
  | (Answer & { readonly type: 'graph' })
  | Refusal
  | { readonly type: 'unreachable' }
  | { readonly type: 'cancelled' };

export interface Answer {
  readonly query: string;
  /** As the server wrote it. */
  readonly text: string;
  readonly mediaType: string;
  /** From sending to having read the whole answer. */
  readonly milliseconds: number;
}

/** A problem document (RFC 9457) in the language of the page. */
export interface Refusal {
  readonly type: 'refused';
  readonly title: string;
  readonly detail?: string;
  readonly remedy?: string;
}

/** Problems must come in JSON: they stand before Turtle, which is a format of problems too. */
const accepted = 'application/sparql-results+json, application/problem+json, text/turtle;q=0.9';
/** Characters of an address that every intermediary takes; a longer query is posted. */
const longestAddress = 4_000;

export async function runQuery(
  endpoint: string,
  query: string,
  options: { signal: AbortSignal; language: string },
): Promise<Outcome> {
  const started = performance.now();
  try {
    const response = await send(endpoint, query, { ...options, accept: accepted });
    const text = await response.text();
    const mediaType = mediaTypeOf(response);
    if (!response.ok) return refusalOf(response, text);
    const answer = { query, text, mediaType, milliseconds: performance.now() - started };
    if (!mediaType.includes('json')) return { ...answer, type: 'graph' };
    const results = parseResults(text);
    if (typeof results === 'boolean') return { ...answer, type: 'boolean', value: results };
    if (results) return { ...answer, type: 'bindings', bindings: results };
    return { type: 'refused', title: `${response.status} ${mediaType}`, detail: text.slice(0, 500) };
  } catch (error) {
    return failureOf(error, options.signal);
  }
}

/** The same query in another format, whole. */
export async function fetchAs(
  endpoint: string,
  query: string,
  mediaType: string,
  options: { signal: AbortSignal; language: string },
): Promise<{ type: 'file'; blob: Blob } | Exclude<Outcome, Answer>> {
  try {
    const accept = `${mediaType}, application/problem+json;q=0.5`;
    const response = await send(endpoint, query, { ...options, accept });
    if (!response.ok) return refusalOf(response, await response.text());
    return { type: 'file', blob: await response.blob() };
  } catch (error) {
    return failureOf(error, options.signal);
  }
}

/** Another description of this server. */
export async function fetchFile(
  address: string,
  mediaType: string,
  signal: AbortSignal,
): Promise<{ type: 'file'; blob: Blob } | Exclude<Outcome, Answer>> {
  try {
    const response = await fetch(address, { headers: { Accept: mediaType }, signal });
    if (!response.ok) return refusalOf(response, await response.text());
    return { type: 'file', blob: await response.blob() };
  } catch (error) {
    return failureOf(error, signal);
  }
}

function send(
  endpoint: string,
  query: string,
  options: { signal: AbortSignal; language: string; accept: string },
): Promise<Response> {
  const { signal, language, accept } = options;
  const headers = { Accept: accept, 'Accept-Language': language };
  const body = new URLSearchParams({ query });
  const address = `${endpoint}?${body}`;
  if (address.length <= longestAddress) return fetch(address, { headers, signal });
  return fetch(endpoint, { method: 'POST', headers, body, signal });
}

function failureOf(error: unknown, signal: AbortSignal): { type: 'unreachable' } | { type: 'cancelled' } {
  if (signal.aborted) return { type: 'cancelled' };
  // What `fetch` throws where there is no answer; anything else is a mistake of this program.
  if (error instanceof TypeError) return { type: 'unreachable' };
  throw error;
}

function refusalOf(response: Response, text: string): Refusal {
  const plain = { type: 'refused', title: `${response.status} ${response.statusText}` } as const;
  if (!mediaTypeOf(response).includes('json')) return { ...plain, detail: text.slice(0, 500) };
  return readProblem(text) ?? plain;
}

/** @returns `undefined` where the text is no problem document */
export function readProblem(text: string): Refusal | undefined {
  let problem: unknown;
  try {
    problem = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof problem !== 'object' || problem === null) return undefined;
  const { title, detail, remedy } = problem as Record<string, unknown>;
  if (typeof title !== 'string') return undefined;
  return {
    type: 'refused',
    title,
    ...(typeof detail === 'string' && { detail }),
    ...(typeof remedy === 'string' && { remedy }),
  };
}

function mediaTypeOf(response: Response): string {
  return (response.headers.get('Content-Type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
