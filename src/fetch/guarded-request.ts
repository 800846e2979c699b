import type * as http from 'node:http';
import { Failure } from '../model/failure.ts';
import { type Guard, sendGuarded } from './send-guarded.ts';

/** What is asked of an address, and of each that it redirects to. */
export interface GuardedRequest {
  readonly address: string;
  readonly accept: string;
  readonly signal: AbortSignal;
  /** The address as it is requested, with what a query adds to it. Absent: as it is. */
  readonly urlOf?: (address: URL) => URL;
  /** Takes from the target of a redirect what `urlOf` adds again, before the target is looked up in the list. */
  readonly strip?: (target: URL) => void;
  /** A form; with one the method is POST. */
  readonly form?: string;
}

export interface GuardedAnswer {
  /** The address that answered, after redirects. */
  readonly url: URL;
  /** Media type without parameters, in lower case; empty where none is stated. */
  readonly mediaType: string;
  readonly message: http.IncomingMessage;
  readonly signal: AbortSignal;
}

export interface BodyLimit {
  readonly maxBytes: number;
  /** The failure of a body that has more. */
  readonly tooLarge: (url: URL) => Failure;
}

/** What befalls the requests of a query that is over; nobody needs to know. */
export class StaleRequest extends Error {}

const maxRedirects = 3;
/** Bytes of an error page that are read for the message. */
const excerptBytes = 300;

/**
 * Requests what is listed. The address, every redirect's and every IP address that a name resolves to are checked, and
 * the connection goes to the addresses that were checked: a name cannot resolve to another one in between.
 * @returns an answer with status 200, its body unread
 * @throws Failure `endpoint-refused`, `endpoint-failed`; StaleRequest once the signal has stopped it
 */
export async function guardedRequest(request: GuardedRequest, rules: Guard): Promise<GuardedAnswer> {
  let url = rules.allowed.check(request.address);
  for (let redirects = 0; ; redirects++) {
    const message = await send(url, request, rules);
    const { location } = message.headers;
    if (location === undefined || !isRedirect(message.statusCode))
      return accepted({ url, mediaType: mediaTypeOf(message), message, signal: request.signal });
    message.destroy();
    if (redirects === maxRedirects) throw unusable(url, `it redirects more than ${maxRedirects} times`);
    url = nextUrl(url, location, request, rules);
  }
}

/**
 * The body, as it comes; what is left of it is dropped where the reader stops.
 * @throws Failure `tooLarge`, or `endpoint-failed` where the connection breaks off; StaleRequest
 */
export async function* guardedBody(
  { url, message, signal }: GuardedAnswer,
  { maxBytes, tooLarge }: BodyLimit,
): AsyncGenerator<Buffer> {
  let size = 0;
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge(url);
      yield chunk;
    }
  } catch (error) {
    throw whatFailed(error, url, 'the connection broke off', signal);
  } finally {
    message.destroy();
  }
}

/** An answer that is of no use. */
export function unusable(url: URL, reason: string, cause?: unknown): Failure {
  return new Failure('endpoint-failed', `<${url.href}> gave no answer to use: ${reason}.`, { cause });
}

/** Method and form stay the same on every hop: what moved still needs the whole request. */
function isRedirect(status: number | undefined): boolean {
  return status === 301 || status === 302 || status === 307 || status === 308;
}

function nextUrl(from: URL, location: string, { strip }: GuardedRequest, { allowed }: Guard): URL {
  if (!URL.canParse(location, from.href)) throw unusable(from, 'it redirects to what is no URL');
  const target = new URL(location, from);
  strip?.(target);
  try {
    return allowed.check(target.href);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure('endpoint-refused', `<${from.href}> redirects. ${error.message}`);
  }
}

async function send(address: URL, request: GuardedRequest, rules: Guard): Promise<http.IncomingMessage> {
  const { accept, form, signal, urlOf } = request;
  const headers: http.OutgoingHttpHeaders = { accept, 'accept-encoding': 'identity' };
  if (form !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded';
  const method = form === undefined ? 'GET' : 'POST';
  const url = urlOf?.(address) ?? address;
  try {
    return await sendGuarded(
      { url, method, headers, signal, ...(form !== undefined && { body: form }) },
      rules,
    );
  } catch (error) {
    throw whatFailed(error, address, error instanceof Error ? error.message : String(error), signal);
  }
}

async function accepted(answer: GuardedAnswer): Promise<GuardedAnswer> {
  const { url, message } = answer;
  const status = message.statusCode ?? 0;
  if (status !== 200) throw unusable(url, `it answered with status ${status}${await excerpt(message)}`);
  const coding = message.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (coding === '' || coding === 'identity') return answer;
  message.destroy();
  throw unusable(url, `it answered in the coding "${coding}", which was not asked for`);
}

function mediaTypeOf(message: http.IncomingMessage): string {
  return (message.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

async function excerpt(message: http.IncomingMessage): Promise<string> {
  let text = '';
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      text += chunk.toString('utf8');
      if (text.length >= excerptBytes) break;
    }
  } catch {
    // Whatever came before the connection broke is excerpt enough.
  }
  const words = text.replace(/\s+/g, ' ').trim().slice(0, excerptBytes);
  return words ? `: ${words}` : '';
}

function whatFailed(error: unknown, url: URL, reason: string, signal: AbortSignal): Error {
  if (signal.aborted) return new StaleRequest();
  return error instanceof Failure ? error : unusable(url, reason, error);
}
