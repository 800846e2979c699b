import type { GraphRecord, SourceRecord } from '../model/record.ts';
import type { SourceItem } from '../model/source-item.ts';
import { skolemize } from '../rdf/canonical.ts';
import { nQuadLine, parseNQuads } from '../rdf/n-quads.ts';
import { RdfError } from '../rdf/rdf-error.ts';
import { badRdf } from './bad-rdf.ts';
import { membershipProperties } from './rdf-kinds.ts';
import type { RecordNames } from './rdf-records.ts';

/**
 * Completes what `readRdf` gave: blank nodes are replaced by IRIs within the record's document (RDFC-1.0), and the other
 * things that it describes are named as its parts. Apart from reading, because it is costly and can be done in threads.
 * @returns the record, or why its blank nodes cannot be told apart
 */
export async function settleGraphRecord(record: SourceRecord, names: RecordNames): Promise<SourceItem> {
  const raw = record.data as GraphRecord;
  try {
    const triples = await withoutBlankNodes(raw, names);
    return {
      type: 'record',
      record: { ...record, data: { ...raw, triples, parts: partsOf(raw, triples, names) } },
    };
  } catch (error) {
    if (error instanceof RdfError) return badRdf(error, record.place);
    throw error;
  }
}

async function withoutBlankNodes(
  { topic, recordKind, triples }: GraphRecord,
  names: RecordNames,
): Promise<string> {
  if (!/(?:^| )_:/m.test(triples)) return triples;
  const document = names.document(recordKind, topic as Parameters<RecordNames['document']>[1]);
  const quads = parseNQuads(triples);
  const used = new Set(quads.flatMap((quad) => [quad.subject.value, quad.object.value]));
  const named = await skolemize(quads, (label) => {
    let node = names.node(document, label);
    // A record that was exported, extended and read again already has nodes of such names.
    for (let next = 1; used.has(node); next++) node = names.node(document, `${label}-${next}`);
    return node;
  });
  return [...new Set(named.map((quad) => nQuadLine(quad, '')))].join('');
}

function partsOf({ topic, recordKind }: GraphRecord, triples: string, names: RecordNames): string[] {
  const document = names.document(recordKind, topic as Parameters<RecordNames['document']>[1]);
  const parts = new Set<string>();
  for (const [, subject = '', predicate = ''] of triples.matchAll(/^<([^>]*)> <([^>]*)>/gm)) {
    if (subject === topic || subject.startsWith(`${document}#`) || membershipProperties.has(predicate))
      continue;
    parts.add(subject);
  }
  return [...parts];
}
