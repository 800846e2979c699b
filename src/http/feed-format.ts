import type { IncomingMessage } from 'node:http';
import { jsonLd, nQuads, nTriples, type RdfFormat, rdfXml, triG, turtle } from '../rdf/formats.ts';
import { contentType } from './formats.ts';
import { negotiateFormat } from './negotiate-format.ts';
import { ProblemError } from './problem.ts';
import { notAcceptable } from './problems.ts';

/** Those with graphs first: only they tell two versions of one document apart. */
export const streamFormats: readonly RdfFormat[] = [triG, jsonLd, nQuads, turtle, nTriples, rdfXml];

export interface ChosenFormat {
  readonly format: RdfFormat;
  readonly mediaType: string;
  /** `.ttl` and the like where the address names the format, else `''`: addresses of other nodes keep it. */
  readonly suffix: string;
  /** `Content-Type`, `Vary` and `Link`. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * @param reference of the resource, without extension
 * @param extension as the address has it; one of those of {@link streamFormats}
 * @throws ProblemError 406
 */
export function chooseStreamFormat(
  request: IncomingMessage,
  reference: string,
  extension: string | undefined,
): ChosenFormat {
  const links = streamFormats.map((one) => ({
    mediaType: one.mediaType,
    href: `${reference}.${one.extension}`,
  }));
  const named = streamFormats.find((one) => one.extension === extension);
  const chosen = named
    ? { format: named, mediaType: named.mediaType }
    : negotiateFormat(request.headers.accept, streamFormats);
  if (!chosen) throw new ProblemError(notAcceptable(links));
  const others = links.filter((one) => one.mediaType !== chosen.format.mediaType);
  return {
    ...chosen,
    suffix: named ? `.${named.extension}` : '',
    headers: {
      'Content-Type': contentType(chosen.mediaType),
      ...(named === undefined && { Vary: 'Accept' }),
      Link: others.map((one) => `<${one.href}>; rel="alternate"; type="${one.mediaType}"`).join(', '),
    },
  };
}

/** Relations of a page to others of its row (RFC 8288), before the links that are there. */
export function withLinks(
  headers: Readonly<Record<string, string>>,
  relations: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const links = Object.entries(relations).flatMap(([relation, target]) =>
    target === undefined ? [] : [`<${target}>; rel="${relation}"`],
  );
  const all = [...links, ...(headers['Link'] === undefined ? [] : [headers['Link']])];
  return { ...headers, ...(all.length > 0 && { Link: all.join(', ') }) };
}
