import type { Quad } from '@rdfjs/types';
import { indexConcepts } from '../../../src/mapping/concept-index.ts';
import { loadVocabulary } from '../../../src/mapping/vocabulary-files.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';

export const base = 'https://data.example.gov.in/';

/** The shipped vocabulary, read once for the tests of this folder. */
export function shippedVocabulary() {
  const vocabulary = loadVocabulary(base);
  const concepts = indexConcepts(vocabulary.quads, base);
  return {
    ...vocabulary,
    concepts,
    /** Objects of `property` of `subject`. */
    objects(subject: string, property: Iri): Quad['object'][] {
      return vocabulary.quads
        .filter((quad) => quad.subject.value === subject && quad.predicate.value === property)
        .map((quad) => quad.object);
    },
  };
}
