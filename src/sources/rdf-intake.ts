import type { Quad } from '@rdfjs/types';
import { nQuadLine, nQuadTerm } from '../rdf/n-quads.ts';
import { prefixes } from '../vocabulary/prefixes.ts';
import { rdf } from '../vocabulary/terms.ts';
import { membershipProperties, partProperties } from './rdf-kinds.ts';
import type { Spool } from './rdf-spool.ts';

/**
 * What is laid aside of a document, by node as N-Triples writes it (`<iri>` or `_:label`):
 * - `triples`: subject → its triples, but those of membership
 * - `types`: subject → its classes
 * - `owners`: part → the subjects whose part property points to it
 * - `membership`: member → the triples that make it a member; `members`: catalogue → the same triples
 * - `referenced`: blank node that is an object
 * - `documents`: own document → all triples of its named graph
 */
export type IntakeTable =
  | 'triples'
  | 'types'
  | 'owners'
  | 'membership'
  | 'members'
  | 'referenced'
  | 'documents';

export interface Intake {
  /** Triples that describe pages of a feed (Hydra), which are no data. */
  paging: number;
}

/** Lays one quad aside. `documents` is the beginning of the portal's own document IRIs. */
export function takeIn(quad: Quad, spool: Spool, intake: Intake, documents: string): void {
  const { subject, predicate, object, graph } = quad;
  if (isPaging(quad)) {
    intake.paging++;
    return;
  }
  const line = nQuadLine(quad, '');
  // An export of this portal names the document of each record as its graph.
  if (graph.termType === 'NamedNode' && graph.value.startsWith(documents)) {
    spool.add('documents', graph.value, line);
    return;
  }
  const from = nQuadTerm(subject);
  if (object.termType === 'Literal') {
    spool.add('triples', from, line);
    return;
  }
  const to = nQuadTerm(object);
  if (object.termType === 'BlankNode') spool.add('referenced', to, '');
  if (membershipProperties.has(predicate.value) && from !== to) {
    spool.add('membership', to, line);
    spool.add('members', from, line);
    return;
  }
  if (partProperties.has(predicate.value)) spool.add('owners', to, from);
  if (predicate.value === rdf.type) spool.add('types', from, object.value);
  spool.add('triples', from, line);
}

function isPaging({ predicate, object }: Quad): boolean {
  if (predicate.value.startsWith(prefixes.hydra)) return true;
  return predicate.value === rdf.type && object.value.startsWith(prefixes.hydra);
}
