import type { EngineSummary } from '../engine/query-engine.ts';
import type { Iri } from '../vocabulary/iri.ts';

/** A namespace, which is a web address that ends in `#` or `/`, and a name in it (VoID §4.3). */
const term = /^(https?:\/\/[^/?#]+\/(?:[^?#]*[/#])?)[\p{L}_][\p{L}\p{M}\p{N}_.-]*$/u;

/**
 * Namespaces of the classes and properties in use, sorted. A term whose IRI does not end in a name has none, and what
 * lies under the portal's own base is a vocabulary only where it is a hash namespace.
 */
export function vocabulariesInUse(summary: EngineSummary, base: string): Iri[] {
  const found = new Set<string>();
  for (const { iri } of [...summary.classes, ...summary.properties]) {
    const namespace = term.exec(iri)?.[1];
    if (namespace === undefined) continue;
    if (namespace.startsWith(base) && !namespace.endsWith('#')) continue;
    found.add(namespace);
  }
  return [...found].sort() as Iri[];
}
