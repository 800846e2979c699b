import type { Quad } from '@rdfjs/types';
import type { RecordKind } from '../model/record.ts';
import { composeDocument } from '../store/document.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, foaf, org, rdf, skos } from '../vocabulary/terms.ts';
import { memberKinds } from './portal.ts';

/** Links that lead back or down: followed, one sector would bring every dataset and every other sector. */
const notFollowed = new Set<string>([
  dcat.catalog,
  dcat.dataset,
  dcat.record,
  dcat.resource,
  dcat.service,
  foaf.primaryTopic,
  org.hasUnit,
  rdf.type,
  skos.hasTopConcept,
  skos.narrower,
  skos.related,
]);

/**
 * The documents of what `quads` refer to (publishers and their parent organisations, themes and their schemes, places),
 * and of what those refer to in turn: with them a page of the feed can be understood by itself.
 * @param given documents that are there already
 */
export function describeNeighbours(
  store: RecordReader,
  quads: readonly Quad[],
  given: ReadonlySet<string>,
): Quad[] {
  const members: ReadonlySet<RecordKind> = new Set(memberKinds);
  const seenThings = new Set<string>();
  const seenDocuments = new Set<string>(given);
  const found: Quad[] = [];
  let fresh = quads;
  while (fresh.length > 0) {
    const next: Quad[] = [];
    for (const { predicate, object } of fresh) {
      if (object.termType !== 'NamedNode' || notFollowed.has(predicate.value) || seenThings.has(object.value))
        continue;
      seenThings.add(object.value);
      const document = store.documentOf(object.value as Iri);
      if (document === undefined || seenDocuments.has(document)) continue;
      seenDocuments.add(document);
      const record = store.get(document);
      if (record?.state !== 'live' || members.has(record.kind)) continue;
      next.push(...composeDocument(record));
    }
    for (const quad of next) found.push(quad);
    fresh = next;
  }
  return found;
}
