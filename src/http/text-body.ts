import type { Request } from 'express';
import type { Text } from '../model/text.ts';
import { ProblemError } from './problem.ts';
import { badRequest, unsupportedMediaType } from './problems.ts';

/** Media type of the request body, without parameters, in lower case; '' where none is named. */
export function mediaTypeOf(request: Pick<Request, 'headers'>): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/**
 * The body as text. Everything here is UTF-8 (SPARQL 1.1 Protocol §2.1.3, RFC 3629).
 * @param supported what is to be sent instead, for the answer
 * @throws ProblemError 415 where another charset is named, 400 where the bytes are no UTF-8
 */
export function textBody(request: Request, supported: string): string {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(charset)) {
    throw new ProblemError(
      unsupportedMediaType(`${mediaTypeOf(request)} in ${charset}`, `${supported} in UTF-8`),
    );
  }
  const bytes: unknown = request.body;
  try {
    return bytes instanceof Uint8Array ? new TextDecoder('utf-8', { fatal: true }).decode(bytes) : '';
  } catch {
    throw new ProblemError(notUtf8('The request body', 'अनुरोध की सामग्री'));
  }
}

/**
 * The parameters of a query string or a form (`application/x-www-form-urlencoded`).
 * @throws ProblemError 400 where a percent sign encodes no byte, or the bytes are no UTF-8
 */
export function strictParameters(text: string): URLSearchParams {
  try {
    decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new ProblemError(notUtf8('A parameter', 'कोई पैरामीटर'));
  }
  return new URLSearchParams(text);
}

function notUtf8(en: string, hi: string) {
  const detail: Text = {
    en: `${en} has bytes that are not UTF-8, or a percent sign that encodes no byte.`,
    hi: `${hi} में ऐसे बाइट हैं जो UTF-8 नहीं हैं, या ऐसा प्रतिशत चिह्न है जो कोई बाइट नहीं दर्शाता।`,
  };
  return badRequest('not-utf-8', detail, {
    en: 'Write it in UTF-8; in a form or an address encode each byte as %XX, and a percent sign itself as %25.',
    hi: 'इसे UTF-8 में लिखें; फ़ॉर्म या पते में हर बाइट को %XX, और प्रतिशत चिह्न को %25 लिखें।',
  });
}
