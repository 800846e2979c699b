import type { IncomingMessage } from 'node:http';
import type { Problem } from './problem.ts';
import { bodyTooLarge } from './problems.ts';
import type { ServerLimits } from './server-limits.ts';
import { headTooLarge, oneHost, otherTransferCoding, otherVersion } from './server-problems.ts';

/** Why a request that could be parsed is refused before anything looks at it; `undefined`: it is not. */
export function refusalOf(request: IncomingMessage, limits: ServerLimits): Problem | undefined {
  const { rawHeaders, headers, httpVersion } = request;
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return otherVersion(httpVersion);
  let bytes = 0;
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    // Colon, blank and line end count too.
    bytes += name.length + (rawHeaders[index + 1] ?? '').length + 4;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  if (rawHeaders.length > limits.fields * 2 || bytes > limits.fieldBytes) return headTooLarge(limits);
  if (hosts > 1 || (hosts === 0 && httpVersion === '1.1')) return oneHost();
  const coding = headers['transfer-encoding'];
  // A proxy that knows no chunks of HTTP/1.0 would see other requests than this server (RFC 9112 §6.1).
  if (coding !== undefined && (httpVersion === '1.0' || coding.trim().toLowerCase() !== 'chunked'))
    return otherTransferCoding();
  const length = headers['content-length'];
  return length !== undefined && Number(length) > limits.bodyBytes
    ? bodyTooLarge(limits.bodyBytes)
    : undefined;
}

/** Whether bytes follow the header fields (RFC 9112 §6). */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
