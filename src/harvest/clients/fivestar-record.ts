import type { Quad } from '@rdfjs/types';
import { usualDocument } from '../../mapping/alternate-iris.ts';
import { Iris } from '../../mapping/iris.ts';
import type { GraphRecord } from '../../model/record.ts';
import { nQuadLine } from '../../rdf/n-quads.ts';
import { kindOfQuads, withoutCatalogRecord } from '../../sources/rdf-graph-view.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import type { HarvestItem } from '../harvest-client.ts';

/** A document of the other portal. */
export interface ForeignDocument {
  /** Base of the other portal, as its IRIs have it. */
  readonly base: string;
  readonly document: string;
  readonly topic: string;
  /** The whole document, in any graph. */
  readonly quads: readonly Quad[];
}

/**
 * A document that stands beside the usual one of its topic, because the portal has the same thing from another source
 * too. Only the usual one is taken over: a source says one thing of one topic.
 */
export function isAlternate(document: string): boolean {
  return usualDocument(document as Iri) !== document;
}

/**
 * What a document of another portal says of its topic, under the topic's own IRI; what that portal states of the
 * document itself comes from its log, and is not carried over. It has no blank nodes: they were named when it was
 * published there.
 */
export function recordOfDocument({ base, document, topic, quads }: ForeignDocument): HarvestItem {
  const content = withoutCatalogRecord(quads, document);
  const data: GraphRecord = {
    topic,
    recordKind: kindOfQuads(content, `<${topic}>`, base),
    parts: [],
    triples: [...new Set(content.map((quad) => nQuadLine(quad, '')))].join(''),
  };
  const place = { file: document, path: topic };
  return {
    type: 'record',
    key: topic,
    record: { profile: 'dcat', kind: 'graph', operation: 'upsert', place, data },
    origin: { url: document, catalogue: new Iris(base).portal() },
  };
}
