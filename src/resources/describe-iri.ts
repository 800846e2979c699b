import type { Quad } from '@rdfjs/types';
import { nQuadTerm } from '../rdf/n-quads.ts';
import { iri as namedNode } from '../rdf/terms.ts';
import { composeDocument } from '../store/document.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';

/** What is known of an IRI that has no document of its own. */
export interface KnownStatements {
  /** Statements that it stands in, as subject, predicate or object; each in the graph that states it, where that is known. */
  readonly statements: readonly Quad[];
  /** Records that refer to it, where they are counted. */
  readonly total?: number;
  /** Cursor of the next page of records; absent on the last. */
  readonly next?: string;
  /** There are more statements than these, and no next page. */
  readonly cut?: boolean;
}

/** Statements of the portal's concept schemes by the foreign IRIs that they name: what maps to another authority's table. */
export class VocabularyMentions {
  readonly #byObject = new Map<string, Quad[]>();

  /** @param base own things are described by their documents and left out */
  constructor(vocabulary: Iterable<Quad>, base: string) {
    for (const quad of vocabulary) {
      const { object } = quad;
      if (object.termType !== 'NamedNode' || object.value.startsWith(base)) continue;
      const known = this.#byObject.get(object.value);
      if (known) known.push(quad);
      else this.#byObject.set(object.value, [quad]);
    }
  }

  of(iri: string): readonly Quad[] {
    return this.#byObject.get(iri) ?? [];
  }
}

/** Statements of the records that the store's index leads to, a page of records at a time. Empty where it leads to none. */
export function statementsOfRecords(
  store: RecordReader,
  iri: Iri,
  options: { limit: number; after?: string },
): KnownStatements {
  const { documents, total, next } = store.linkedFrom(iri, options);
  const statements = documents.flatMap((document) => {
    const record = store.get(document);
    return record?.state === 'live' ? composeDocument(record).filter((quad) => mentions(quad, iri)) : [];
  });
  return { statements, total, ...(next !== undefined && { next }) };
}

export function mentions({ subject, predicate, object }: Quad, iri: string): boolean {
  return (
    subject.value === iri ||
    predicate.value === iri ||
    (object.termType === 'NamedNode' && object.value === iri)
  );
}

/**
 * A query for at most `limit` statements in each of the three places where an IRI may stand.
 * @param iri as `parseIri` lets it through: it has none of the characters that could end an IRI in a query
 */
export function statementsQuery(iri: Iri, limit: number): string {
  const term = nQuadTerm(namedNode(iri));
  return `CONSTRUCT { ?s ?p ?o } WHERE {
  { SELECT (${term} AS ?s) ?p ?o WHERE { ${term} ?p ?o } LIMIT ${limit} }
  UNION { SELECT ?s ?p (${term} AS ?o) WHERE { ?s ?p ${term} } LIMIT ${limit} }
  UNION { SELECT ?s (${term} AS ?p) ?o WHERE { ?s ${term} ?o } LIMIT ${limit} }
}`;
}
