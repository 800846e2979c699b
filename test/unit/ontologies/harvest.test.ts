import assert from 'node:assert/strict';
import { harvestTerms } from '../../../src/vocabulary/harvest.ts';
import { dct, owl, rdf, rdfs } from '../../../src/vocabulary/terms.ts';
import { base, shippedVocabulary } from './vocabulary.ts';

const { quads, objects } = shippedVocabulary();
const terms: string[] = Object.values(harvestTerms(base));

function languagesOf(subject: string, property: Parameters<typeof objects>[1]): string[] {
  return objects(subject, property)
    .map((object) => (object.termType === 'Literal' ? object.language : '?'))
    .sort();
}

describe('the harvesting vocabulary', () => {
  it('defines exactly the terms that the code uses', () => {
    const defined = quads
      .filter((q) => q.predicate.value === rdfs.isDefinedBy && q.object.value === `${base}def/harvest`)
      .map((q) => q.subject.value);
    assert.deepEqual(defined.sort(), [...terms].sort());
  });

  it('uses no term of its own that it does not define', () => {
    const used = quads
      .flatMap((q) => [q.predicate.value, q.object.value])
      .filter((value) => value.startsWith(`${base}def/harvest#`));
    assert.deepEqual(
      [...new Set(used)].filter((term) => !terms.includes(term)),
      [],
    );
  });

  for (const term of terms)
    it(`labels and explains ${term.replace(/.*#/, '')} in English and Hindi`, () => {
      assert.deepEqual(languagesOf(term, rdfs.label), ['en', 'hi']);
      assert.deepEqual(languagesOf(term, rdfs.comment), ['en', 'hi']);
      const types = objects(term, rdf.type).map(({ value }) => value);
      assert.ok(types.includes(rdf.Property) || types.includes(rdfs.Class), term);
    });

  it('is an ontology with title, description and licence', () => {
    const ontology = `${base}def/harvest`;
    assert.ok(objects(ontology, rdf.type).some(({ value }) => value === owl.Ontology));
    assert.deepEqual(languagesOf(ontology, dct.title), ['en', 'hi']);
    assert.deepEqual(languagesOf(ontology, dct.description), ['en', 'hi']);
    assert.equal(objects(ontology, dct.license).length, 1);
  });
});
