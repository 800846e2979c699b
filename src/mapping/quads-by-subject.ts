import type { Quad } from '@rdfjs/types';
import type { Iri } from '../vocabulary/iri.ts';

/** Groups quads by the IRI of their subject, in order of first appearance. */
export function quadsBySubject(quads: Iterable<Quad>): Map<Iri, Quad[]> {
  const groups = new Map<Iri, Quad[]>();
  for (const quad of quads) {
    const subject = quad.subject.value as Iri;
    const group = groups.get(subject);
    if (group) group.push(quad);
    else groups.set(subject, [quad]);
  }
  return groups;
}
