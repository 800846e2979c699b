import type { Quad } from '@rdfjs/types';
import type { RecordKind } from '../model/record.ts';
import { jsonLd, nQuads, type RdfFormat } from '../rdf/formats.ts';
import { nQuadLine } from '../rdf/n-quads.ts';
import { plainTriples } from '../rdf/plain-triples.ts';
import { portalPrefixes, serialiseStream } from '../rdf/serialise.ts';
import { composeDocument, documentNQuads } from '../store/document.ts';
import type { RecordReader, StoredRecord } from '../store/record-store.ts';
import { describePortal, memberKinds, membershipTriples, type Portal, portalDocument } from './portal.ts';

/** Characters. */
const chunkSize = 64 * 1024;
const members: ReadonlySet<RecordKind> = new Set(memberKinds);

/**
 * Everything published, record by record, from one snapshot of the store: the portal's catalogue first, then every
 * record of every kind. At most one record and one chunk are held at a time.
 */
export async function* dumpCatalogue(
  store: RecordReader,
  portal: Portal,
  format: RdfFormat,
): AsyncGenerator<string> {
  const pieces =
    format === nQuads
      ? nQuadsOf(store, portal)
      : serialiseStream(recordsOf(store, portal, format), format, portalPrefixes(portal.base));
  let chunk = '';
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < chunkSize) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

function* recordsOf(store: RecordReader, portal: Portal, format: RdfFormat): Generator<readonly Quad[]> {
  yield plainTriples(describePortal(store, portal), format);
  for (const record of others(store, portal)) {
    const quads = [...composeDocument(record), ...membership(portal, record)];
    // The other writers leave graph names out by themselves.
    yield format === jsonLd ? plainTriples(quads, format) : quads;
  }
}

/** Records are stored in this very syntax: nothing is parsed. */
function* nQuadsOf(store: RecordReader, portal: Portal): Generator<string> {
  yield describePortal(store, portal)
    .map((quad) => nQuadLine(quad))
    .join('');
  for (const record of others(store, portal)) {
    const lines = membership(portal, record).map((quad) => nQuadLine(quad));
    yield documentNQuads(record) + lines.join('');
  }
}

function* others(store: RecordReader, portal: Portal): Generator<StoredRecord> {
  const own = portalDocument(portal);
  for (const record of store.records()) {
    if (record.document !== own) yield record;
  }
}

/** What the record does not say itself. */
function membership(portal: Portal, record: StoredRecord): Quad[] {
  if (!members.has(record.kind)) return [];
  return membershipTriples(portal, record).filter(
    (quad) => !record.nquads.includes(nQuadLine(quad, `<${record.document}>`)),
  );
}
