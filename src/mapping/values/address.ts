import { parseIri } from '../../rdf/terms.ts';
import type { Iri } from '../../vocabulary/iri.ts';

/** A web address, and whether it had to be mended (scheme added, blanks encoded as a browser does). */
export interface AddressReading {
  readonly iri: Iri;
  readonly mended: boolean;
}

/** Schemes that run code or carry content: never published as links. */
const unsafe = /^(?:javascript|vbscript|data|file|about|blob):/i;
const longest = 4096;

/** An address of something on the web (or a URN, DOI…), or `undefined`. */
export function parseAddress(source: string): AddressReading | undefined {
  const text = source.trim().replace(/^<(.*)>$/, '$1');
  if (text.length > longest || /\p{Surrogate}/u.test(text)) return undefined;
  const iri = acceptable(text);
  if (iri) return { iri, mended: false };
  const mended = acceptable(mend(text));
  return mended ? { iri: mended, mended: true } : undefined;
}

function acceptable(text: string): Iri | undefined {
  // One letter before the colon is a drive (D:/data.csv), not a scheme.
  return unsafe.test(text) || /^[a-z]:/i.test(text) ? undefined : parseIri(text);
}

function mend(text: string): string {
  const schemed = /^(?:www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:in|com|org|net|gov|edu)(?:[/:?]|$))/i.test(text)
    ? `http://${text}`
    : text;
  // "http://a.in/x http://b.in/y" are two addresses, no blank in one.
  const single = !/\s\S*:\/\//.test(schemed) && /^https?:\/\/[^\s/]+\/\S*/i.test(schemed);
  return single ? schemed.replace(/ /g, '%20') : schemed;
}

/** `mailto:` IRI of a mail address, with or without `mailto:`, "[at]" and "(dot)" read as meant. */
export function parseMail(source: string): Iri | undefined {
  const text = source
    .trim()
    .replace(/^<|>$/g, '')
    .replace(/^mailto:\s*/i, '')
    .replace(/\s*[[(]at[\])]\s*/gi, '@')
    .replace(/\s*[[(]dot[\])]\s*/gi, '.');
  if (!/^[^\s@<>"',;:\\|{}^`?#%]+@[^\s@<>"',;:\\|{}^`?#%]+\.[\p{L}\d-]+$/u.test(text) || text.length > 254)
    return undefined;
  return parseIri(`mailto:${text}`);
}
