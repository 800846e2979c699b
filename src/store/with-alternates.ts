import type { Iri } from '../vocabulary/iri.ts';
import type { RecordReader } from './record-store.ts';

/** Documents that changed, and the alternates beside them: these come forward, or stand back, with them. */
export function withAlternates(
  store: Pick<RecordReader, 'head' | 'alternatesOf'>,
  documents: Iterable<Iri>,
): Set<Iri> {
  const all = new Set<Iri>();
  for (const document of documents) {
    all.add(document);
    const head = store.head(document);
    if (head) for (const alternate of store.alternatesOf(head.topic)) all.add(alternate);
  }
  return all;
}
