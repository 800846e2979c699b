import type { Quad, Term } from '@rdfjs/types';
import { nQuadLine } from '../rdf/n-quads.ts';
import { composeDocument } from '../store/document.ts';
import type { RecordVersion, StoredVersion } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';

/** What one version of a document has otherwise than another: `from` without `removed` and with `added` is `to`. */
export interface Difference {
  readonly document: Iri;
  readonly from: RecordVersion;
  readonly to: RecordVersion;
  /** Triples, in the order of canonical N-Triples. */
  readonly removed: readonly Quad[];
  readonly added: readonly Quad[];
}

/** The catalog record's own triples are among them: with them the one graph becomes exactly the other. */
export function compareVersions(from: StoredVersion, to: StoredVersion): Difference {
  const [before, after] = [triplesOf(from), triplesOf(to)];
  return {
    document: to.document,
    from,
    to,
    removed: without(before, after),
    added: without(after, before),
  };
}

function triplesOf(version: StoredVersion): Map<string, Quad> {
  return new Map(composeDocument(version).map((quad) => [nQuadLine(quad, ''), quad]));
}

function without(triples: ReadonlyMap<string, Quad>, others: ReadonlyMap<string, Quad>): Quad[] {
  return [...triples]
    .filter(([line]) => !others.has(line))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, quad]) => quad);
}

/** What changed of one property of one thing. */
export interface PropertyChange {
  readonly property: Iri;
  readonly removed: readonly Term[];
  readonly added: readonly Term[];
}

export interface SubjectChange {
  readonly subject: Iri;
  readonly properties: readonly PropertyChange[];
}

/**
 * The changes thing by thing: the topic first, what the document says of itself last.
 * @param order place of a property among the others
 */
export function changesBySubject(difference: Difference, order: (property: Iri) => number): SubjectChange[] {
  const { document, to, removed, added } = difference;
  const subjects = new Map<Iri, Map<Iri, { removed: Term[]; added: Term[] }>>();
  const collect = (quads: readonly Quad[], side: 'removed' | 'added') => {
    for (const { subject, predicate, object } of quads) {
      const properties = entry(subjects, subject.value as Iri, () => new Map());
      const empty = (): { removed: Term[]; added: Term[] } => ({ removed: [], added: [] });
      entry(properties, predicate.value as Iri, empty)[side].push(object);
    }
  };
  collect(removed, 'removed');
  collect(added, 'added');
  const rank = (subject: Iri) => (subject === to.topic ? 0 : subject === document ? 2 : 1);
  return [...subjects]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([subject, properties]) => ({
      subject,
      properties: [...properties]
        .map(([property, values]) => ({ property, ...values }))
        .sort((a, b) => order(a.property) - order(b.property)),
    }));
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
