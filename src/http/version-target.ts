import type { RecordHead, RecordReader, StoredVersion } from '../store/record-store.ts';
import { type FoundDocument, findDocument } from './find-document.ts';
import { documentFormats } from './formats.ts';
import type { Site } from './site.ts';

export type VersionTarget =
  | { readonly type: 'version'; readonly version: StoredVersion; readonly extension?: string }
  | { readonly type: 'history'; readonly head: RecordHead; readonly extension?: string }
  /** The document is known, a version of this number is not. */
  | { readonly type: 'no-version'; readonly head: RecordHead }
  | { readonly type: 'absent' }
  | { readonly type: 'malformed' };

const numbered = /^(.+)\/([1-9]\d{0,15})(?:\.([a-z]+))?$/;

/**
 * What `{base}version/…` names. A version that exists comes first, because its address is for ever: a document whose key ends
 * in the number of such a version (`x/12` beside version 12 of `x`) is told of at its other addresses. Then a document of
 * exactly that name, then the extension of a format.
 */
export function findVersion(store: RecordReader, site: Site, path: string): VersionTarget {
  const local = localPart(site, 'version/', path);
  const [, rest = '', number = '', extension] = numbered.exec(local) ?? [];
  const isNumbered = rest !== '' && (extension === undefined || isExtension(extension));
  const named = isNumbered ? findExactly(store, site, rest) : undefined;
  const version = named?.type === 'found' && store.version(named.head.document, Number(number));
  if (version) return { type: 'version', version, ...(extension !== undefined && { extension }) };
  const found = findDocument(store, site, `${site.path}doc/${local}`);
  if (found.type === 'found') {
    const { head, format } = found;
    return { type: 'history', head, ...(format && { extension: format.extension }) };
  }
  if (named?.type === 'found') return { type: 'no-version', head: named.head };
  return found;
}

/** The document that the rest of a path names to the letter; no format is looked for in it. */
export function findExactly(store: RecordReader, site: Site, rest: string): FoundDocument {
  const found = findDocument(store, site, `${site.path}doc/${rest}`);
  return found.type === 'found' && found.format ? { type: 'absent' } : found;
}

/** What follows the space, e.g. `timegate/`, in a path under the base. */
export function localPart(site: Site, space: string, path: string): string {
  return path.slice(site.path.length + space.length);
}

function isExtension(text: string): boolean {
  return documentFormats.some(({ extension }) => extension === text);
}
