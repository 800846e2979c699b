/** Ids that the layout and the sections of a page have. */
const taken: ReadonlySet<string> = new Set(['content', 'linked', 'search', 'search-header']);

/**
 * The element id of a thing that a page describes among others, and the fragment of links to it: the fragment of a hash
 * IRI, else what follows `/id/`, else path and query. It tells the things of one document apart as their IRIs do.
 * IRIs have no spaces, so it is a valid id (HTML §3.2.6).
 */
export function anchorOf(iri: string): string {
  const hash = iri.indexOf('#');
  const anchor = hash >= 0 && hash < iri.length - 1 ? iri.slice(hash + 1) : pathOf(iri);
  return taken.has(anchor) ? `${anchor}_` : anchor;
}

function pathOf(iri: string): string {
  const id = iri.indexOf('/id/');
  if (id >= 0 && id + 4 < iri.length) return iri.slice(id + 4);
  const path = iri.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*\/?/i, '');
  return path === '' ? iri : path;
}
