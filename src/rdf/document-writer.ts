import type { Quad } from '@rdfjs/types';
import { rdf } from '../vocabulary/terms.ts';

/** Prefix → namespace IRI. */
export type Prefixes = Readonly<Record<string, string>>;

/** Writes one document of one syntax piece by piece: `open`, `write` for each record, `close`. */
export interface DocumentWriter {
  open(): string;
  /** The quads of one record; what is written is complete in itself. */
  write(quads: readonly Quad[]): string;
  close(): string;
}

/** What one subject has, by predicate. */
export interface SubjectGroup {
  readonly subject: Quad['subject'];
  readonly properties: ReadonlyMap<string, readonly Quad[]>;
}

/** Quads by subject and predicate, in the order of their first appearance, `rdf:type` first in each subject. */
export function groupBySubject(quads: Iterable<Quad>): ReadonlyMap<string, SubjectGroup> {
  const groups = new Map<string, { subject: Quad['subject']; properties: Map<string, Quad[]> }>();
  for (const quad of quads) {
    const key = quad.subject.termType + quad.subject.value;
    let group = groups.get(key);
    if (group === undefined) {
      group = { subject: quad.subject, properties: new Map() };
      groups.set(key, group);
    }
    const values = group.properties.get(quad.predicate.value);
    if (values) values.push(quad);
    else group.properties.set(quad.predicate.value, [quad]);
  }
  for (const group of groups.values()) {
    const types = group.properties.get(rdf.type);
    if (types) group.properties = new Map([[rdf.type, types], ...group.properties]);
  }
  return groups;
}

/** Quads by graph name; the default graph has the name `''`. */
export function groupByGraph(quads: Iterable<Quad>): Map<string, { graph: Quad['graph']; quads: Quad[] }> {
  const groups = new Map<string, { graph: Quad['graph']; quads: Quad[] }>();
  for (const quad of quads) {
    const key = quad.graph.termType === 'DefaultGraph' ? '' : quad.graph.termType + quad.graph.value;
    const group = groups.get(key);
    if (group) group.quads.push(quad);
    else groups.set(key, { graph: quad.graph, quads: [quad] });
  }
  return groups;
}
