import type { IncomingMessage } from 'node:http';
import type { FetchedBody, Validators } from './fetcher.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of a header field: UTF-8 where its bytes are that (many servers send it), else Latin-1 (RFC 9110 §5.5). */
export function fieldText(value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return value;
  try {
    return utf8.decode(Buffer.from(value, 'latin1'));
  } catch {
    return value;
  }
}

/** What a page's header fields say of it. */
export function answerFields(
  message: IncomingMessage,
  url: URL,
): Pick<FetchedBody, 'mediaType' | 'charset' | 'validators' | 'headers'> {
  const stated = message.headers['content-type'] ?? '';
  const charset = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;"]+))/i.exec(stated);
  const named = (charset?.[1] ?? charset?.[2] ?? '').trim().toLowerCase();
  return {
    mediaType: stated.split(';')[0]?.trim().toLowerCase() ?? '',
    ...(named !== '' && { charset: named }),
    validators: validatorsOf(message, url),
    headers: Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [
        name,
        fieldText(Array.isArray(value) ? value.join(', ') : (value ?? '')),
      ]),
    ),
  };
}

/** As they stood, byte for byte: they are sent back so. */
function validatorsOf({ headers }: IncomingMessage, url: URL): Validators {
  const etag = headers.etag;
  const lastModified = headers['last-modified'];
  if (etag === undefined && lastModified === undefined) return {};
  return {
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
    url: url.href,
  };
}
