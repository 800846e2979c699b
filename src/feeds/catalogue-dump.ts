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

/** What a dump is written from. */
export interface DumpContent {
  readonly portal: Portal;
  /** The portal's own catalogue ({@link describePortal}). */
  readonly description: readonly Quad[];
  /** Every other record ({@link dumpedRecords}). */
  readonly records: Iterable<StoredRecord> | AsyncIterable<StoredRecord>;
}

/**
 * Everything published, record by record, from one snapshot of the store: the portal's catalogue first, then every
 * record of every kind. At most one record and one chunk are held at a time.
 */
export function dumpCatalogue(
  store: RecordReader,
  portal: Portal,
  format: RdfFormat,
): AsyncGenerator<string> {
  const content = {
    portal,
    description: describePortal(store, portal),
    records: dumpedRecords(store, portal),
  };
  return writeDump(content, format);
}

/** Every live record but the portal's own, in one snapshot that ends with the iteration. */
export function* dumpedRecords(store: RecordReader, portal: Portal): Generator<StoredRecord> {
  const own = portalDocument(portal);
  for (const record of store.records()) {
    if (record.document !== own) yield record;
  }
}

/** The text of a dump, in chunks that depend on the content alone. */
export async function* writeDump(content: DumpContent, format: RdfFormat): AsyncGenerator<string> {
  const pieces =
    format === nQuads
      ? nQuadsOf(content)
      : serialiseStream(quadsOf(content, format), format, portalPrefixes(content.portal.base));
  let chunk = '';
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < chunkSize) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

async function* quadsOf(content: DumpContent, format: RdfFormat): AsyncGenerator<readonly Quad[]> {
  yield plainTriples([...content.description], format);
  for await (const record of content.records) {
    const quads = [...composeDocument(record), ...membership(content.portal, record)];
    // The other writers leave graph names out by themselves.
    yield format === jsonLd ? plainTriples(quads, format) : quads;
  }
}

/** Records are stored in this very syntax: nothing is parsed. */
async function* nQuadsOf(content: DumpContent): AsyncGenerator<string> {
  yield content.description.map((quad) => nQuadLine(quad)).join('');
  for await (const record of content.records) {
    const lines = membership(content.portal, record).map((quad) => nQuadLine(quad));
    yield documentNQuads(record) + lines.join('');
  }
}

/** What the record does not say itself. */
function membership(portal: Portal, record: StoredRecord): Quad[] {
  if (!members.has(record.kind)) return [];
  return membershipTriples(portal, record).filter(
    (quad) => !record.nquads.includes(nQuadLine(quad, `<${record.document}>`)),
  );
}
