import type { Iri } from '../vocabulary/iri.ts';

/**
 * A thing has one usual document. What a source says of a thing whose usual document is another's stands beside it under
 * `{document}@{source}`: no key that the portal mints holds an `@`, and every path may.
 */
export function alternateIri(document: Iri, source: string): Iri {
  return `${document}@${source}` as Iri;
}

/** The usual document of the thing that an alternate is about. */
export function usualDocument(alternate: Iri): Iri {
  return alternate.replace(/(?:@[a-z0-9-]+)+$/, '') as Iri;
}
