import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Language } from '../model/text.ts';
import { commonHeaders } from './headers.ts';
import { negotiateLanguage } from './negotiate-language.ts';
import type { Problem } from './problem.ts';

/** Answers a request that could be parsed, in the language that it asks for. The connection closes, where no body is left. */
export function refuseRequest(
  request: IncomingMessage,
  response: ServerResponse,
  problem: Problem,
  { fallback, close }: { fallback: Language; close: boolean },
): void {
  const language = negotiateLanguage(request.headers['accept-language'], null, fallback);
  const body = bodyOf(problem, language);
  response.writeHead(problem.status, {
    ...headersOf(problem, language, body),
    Vary: 'Accept-Language',
    ...(close && { Connection: 'close' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/**
 * Answers on a connection whose bytes are no request, and closes it.
 * @param linger milliseconds for which the client may go on sending: a connection that is closed over its bytes would be
 *   reset, and the answer lost
 */
export function refuseConnection(
  socket: Duplex,
  problem: Problem,
  { language, linger }: { language: Language; linger: number },
): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  // A client that is gone already misses its answer; nobody else is to be told.
  socket.on('error', () => socket.destroy());
  const body = bodyOf(problem, language);
  const headers = {
    Date: new Date().toUTCString(),
    Connection: 'close',
    ...headersOf(problem, language, body),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const status = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\n`;
  socket.end(`${status}${lines.join('')}\r\n${body}`);
  socket.resume();
  // Also where the client never closes its half.
  const timer = setTimeout(() => socket.destroy(), linger);
  socket.once('close', () => clearTimeout(timer));
}

function headersOf(problem: Problem, language: Language, body: string): Record<string, string> {
  return {
    ...commonHeaders,
    'Content-Type': 'application/problem+json',
    'Content-Language': language,
    'Cache-Control': 'no-store',
    ...problem.headers,
    'Content-Length': String(Buffer.byteLength(body)),
  };
}

function bodyOf({ status, code, title, detail, remedy }: Problem, language: Language): string {
  const document = {
    type: 'about:blank',
    title: title[language],
    status,
    detail: detail[language],
    code,
    remedy: remedy[language],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
