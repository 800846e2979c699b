import type { Query, TripleNesting } from '@traqula/rules-sparql-1-2';
import { isPlainIri } from './term-text.ts';

/** An absolute IRI; `undefined` where it depends on a base or on an unknown prefix. */
export function fullIri(
  term: TripleNesting['subject'] | TripleNesting['predicate'],
  context: Query['context'],
): string | undefined {
  if (term.type !== 'term' || term.subType !== 'namedNode') return undefined;
  let iri: string | undefined = term.value;
  if ('prefix' in term) {
    const declared = context.findLast((each) => each.subType === 'prefix' && each.key === term.prefix);
    iri = declared?.subType === 'prefix' ? declared.value.value + term.value : undefined;
  }
  return iri !== undefined && isPlainIri(iri) ? iri : undefined;
}
