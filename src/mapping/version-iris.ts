import type { Iri } from '../vocabulary/iri.ts';

/**
 * Addresses of what a document was over time. `document` is `{base}doc/{rest}`; {rest} stays as it is, so that who knows
 * one address knows the others.
 */

/** All versions of the document: `{base}version/{rest}`. */
export function historyIri(document: Iri): Iri {
  return beside(document, 'version');
}

/** One version for ever: `{base}version/{rest}/{sequence}`. */
export function versionIri(document: Iri, sequence: number): Iri {
  return `${historyIri(document)}/${sequence}` as Iri;
}

/** Where a time is negotiated (RFC 7089 §4): `{base}timegate/{rest}`. */
export function timeGateIri(document: Iri): Iri {
  return beside(document, 'timegate');
}

/** The list of versions with their times (RFC 7089 §5). */
export function timeMapIri(document: Iri, form: 'link' | 'json'): Iri {
  return beside(document, `timemap/${form}`);
}

/** What the second version has otherwise than the first: `{base}difference/{rest}/{from}/{to}`. */
export function differenceIri(document: Iri, from: number, to: number): Iri {
  return `${beside(document, 'difference')}/${from}/${to}` as Iri;
}

/** A base has no segment `doc` (`config/setting-values.ts`), so that the first one begins the document's own part. */
function beside(document: Iri, space: string): Iri {
  const path = document.indexOf('/', document.indexOf('://') + 3);
  const at = document.indexOf('/doc/', path);
  if (at < 0) throw new TypeError(`${document} is no document of the portal.`);
  return `${document.slice(0, at)}/${space}/${document.slice(at + '/doc/'.length)}` as Iri;
}
