import type { QueryPageData } from '../model/query-page.ts';
import type { ShortNames } from './short-names.ts';
import type { Speech } from './words.ts';

/** What every part of the page works with. */
export interface PageTools {
  readonly data: QueryPageData;
  readonly speech: Speech;
  readonly names: ShortNames;
}

/**
 * Where a link to an IRI leads: things of the portal are served from where this page comes, whatever their base.
 * `undefined` for schemes that could run a script or open another program.
 */
export function hrefOf({ data }: Pick<PageTools, 'data'>, iri: string): string | undefined {
  const local = iri.startsWith(data.base) ? iri.slice(data.base.length) : undefined;
  // `//` would begin the name of another host (RFC 3986 §4.2).
  if (local !== undefined && !/^[/\\]/.test(local)) return data.path + local;
  return /^(?:https?:\/\/|mailto:)/i.test(iri) ? iri : undefined;
}
