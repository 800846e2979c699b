import type { RecordHead, RecordReader } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { type DocumentFormat, formatOfPath } from './formats.ts';
import type { Site } from './site.ts';

export type FoundDocument =
  | { readonly type: 'found'; readonly head: RecordHead; readonly format?: DocumentFormat }
  | { readonly type: 'absent' }
  | { readonly type: 'malformed' };

/**
 * The document that a path names, and the format where the path ends with one. Keys may contain dots, so a document
 * of exactly that name comes first: of `rainfall` and `rainfall.rdf`, `…/rainfall.rdf` is the second one's document.
 */
export function findDocument(store: RecordReader, site: Site, path: string): FoundDocument {
  const iris = site.irisOf(path);
  if (!iris) return { type: 'malformed' };
  const exact = headOf(store, iris);
  if (exact) return { type: 'found', head: exact };
  const ending = formatOfPath(path);
  const head = ending && headOf(store, site.irisOf(ending.rest) ?? []);
  return head ? { type: 'found', head, format: ending.format } : { type: 'absent' };
}

function headOf(store: RecordReader, iris: readonly Iri[]): RecordHead | undefined {
  for (const iri of iris) {
    const head = store.head(iri);
    if (head) return head;
  }
  return undefined;
}
