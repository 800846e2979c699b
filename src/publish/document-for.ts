import { alternateIri } from '../mapping/alternate-iris.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';

type Heads = Pick<RecordReader, 'head'>;

/**
 * Where a source's record is written, so that it overwrites no other's: its alternate where that is live (once beside, it
 * stays there though the usual document become free); else the usual document where that is free or its own.
 * @param document the usual document of the record's topic
 */
export function placeFor(store: Heads, document: Iri, source: string): Iri {
  const alternate = alternateIri(document, source);
  if (belongsTo(store, alternate, source)) return alternate;
  const isFree = store.head(document)?.state !== 'live';
  if (isFree || belongsTo(store, document, source)) return document;
  return placeFor(store, alternate, source);
}

/** The live document that a source's record has here; `undefined` where it has none. */
export function documentFor(store: Heads, document: Iri, source: string): Iri | undefined {
  const place = placeFor(store, document, source);
  return belongsTo(store, place, source) ? place : undefined;
}

function belongsTo(store: Heads, document: Iri, source: string): boolean {
  const head = store.head(document);
  return head?.state === 'live' && head.origin?.source === source;
}
