import type { IncomingMessage } from 'node:http';
import { contentType, html } from './formats.ts';
import { linkField } from './link-field.ts';
import { type Negotiable, negotiateFormat } from './negotiate-format.ts';
import type { FormatLink } from './pages/format-link.ts';
import { ProblemError } from './problem.ts';
import { notAcceptable } from './problems.ts';

/** A format with an extension of its own. */
export interface NamedFormat extends Negotiable {
  readonly name: string;
  readonly extension: string;
}

export interface Chosen<F extends NamedFormat> {
  readonly format: F;
  readonly mediaType: string;
  /** The address names the format. */
  readonly byAddress: boolean;
  /** Addresses of all formats. */
  readonly links: readonly FormatLink[];
}

/**
 * The format that the extension names, else the one that `Accept` asks for.
 * @param reference of the resource, without extension
 * @throws ProblemError 406
 */
export function chooseFormat<F extends NamedFormat>(
  request: IncomingMessage,
  formats: readonly F[],
  reference: string,
  extension: string | undefined,
): Chosen<F> {
  const links = formats.map((format) => ({
    name: format.name,
    mediaType: format.mediaType,
    href: `${reference}.${format.extension}`,
  }));
  const named = formats.find((format) => format.extension === extension);
  const chosen = named
    ? { format: named, mediaType: named.mediaType }
    : negotiateFormat(request.headers.accept, formats);
  if (!chosen) throw new ProblemError(notAcceptable(links));
  return { ...chosen, byAddress: named !== undefined, links };
}

/**
 * Fields of a representation in the chosen format.
 * @param related link values, most telling first; the other formats come after them
 */
export function formatHeaders<F extends NamedFormat>(
  { format, mediaType, byAddress, links }: Chosen<F>,
  related: readonly string[],
): Record<string, string> {
  const own = links.find((one) => one.mediaType === format.mediaType);
  const others = links.filter((one) => one !== own);
  const vary = [
    ...(byAddress ? [] : ['Accept']),
    ...(format.mediaType === html.mediaType ? ['Accept-Language'] : []),
  ];
  return {
    'Content-Type': contentType(mediaType),
    ...(own && { 'Content-Location': own.href }),
    ...(vary.length > 0 && { Vary: vary.join(', ') }),
    Link: linkField([
      ...related,
      ...others.map((one) => `<${one.href}>; rel="alternate"; type="${one.mediaType}"`),
    ]),
  };
}
