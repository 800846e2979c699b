import assert from 'node:assert/strict';
import { type SchemeKey, schemeKeys } from '../../../src/vocabulary/ndsap.ts';
import { dct, rdf, skos } from '../../../src/vocabulary/terms.ts';
import { base, shippedVocabulary } from './vocabulary.ts';

const { quads, concepts, objects } = shippedVocabulary();

function languagesOf(subject: string, property: Parameters<typeof objects>[1]): string[] {
  return objects(subject, property)
    .map((object) => (object.termType === 'Literal' && object.value.trim() !== '' ? object.language : '?'))
    .sort();
}

describe('the concept schemes', () => {
  it('have no blank nodes', () => {
    const blank = quads.filter(
      (q) => q.subject.termType === 'BlankNode' || q.object.termType === 'BlankNode',
    );
    assert.deepEqual(blank, []);
  });

  it('have no label that two concepts claim', () => {
    assert.deepEqual(concepts.ambiguities, []);
  });

  it('tag what is in Devanagari as Hindi, and nothing else', () => {
    const wrong = quads
      .map(({ object }) => object)
      .filter((o) => o.termType === 'Literal')
      .filter((o) => (o.language === 'hi') !== /\p{Script=Devanagari}/u.test(o.value));
    assert.deepEqual(
      wrong.map((o) => o.value),
      [],
    );
  });

  for (const key of schemeKeys)
    describe(key, () => {
      const scheme = `${base}def/${key}`;
      const all = concepts.all(key);

      it('is a scheme with title, label and definition in English and Hindi', () => {
        assert.ok(objects(scheme, rdf.type).some(({ value }) => value === skos.ConceptScheme));
        for (const property of [dct.title, skos.prefLabel, skos.definition])
          assert.deepEqual(languagesOf(scheme, property), ['en', 'hi'], property);
        assert.ok(all.length > 0);
      });

      it('labels and defines every concept in English and Hindi', () => {
        for (const { iri } of all)
          for (const property of [skos.prefLabel, skos.definition])
            assert.deepEqual(languagesOf(iri, property), ['en', 'hi'], `${iri} ${property}`);
      });

      it('has one notation a concept, each its own', () => {
        for (const { iri, notations } of all) assert.equal(notations.length, 1, iri);
        assert.equal(new Set(all.flatMap(({ notations }) => notations)).size, all.length);
      });

      it('names concepts by their notation', () => {
        const place = key === 'jurisdiction';
        for (const { iri, notations } of all)
          assert.equal(
            iri,
            place ? `${base}id/place/${notations[0]?.toLowerCase()}` : `${scheme}/${notations[0]}`,
          );
      });

      it('has every concept at the top or under a concept of its own, without circles', () => {
        for (const { iri } of all) assert.ok(reachesTop(key, iri, new Set()), iri);
      });

      it('has labels of the three kinds that do not repeat one another (SKOS S13)', () => {
        for (const { iri } of all) {
          const labels = [skos.prefLabel, skos.altLabel, skos.hiddenLabel]
            .flatMap((property) => objects(iri, property))
            .map((o) => (o.termType === 'Literal' ? `${o.value}@${o.language}` : o.value));
          assert.equal(new Set(labels).size, labels.length, iri);
        }
      });

      it('is resolved by each of its labels', () => {
        for (const { iri } of all)
          for (const property of [skos.prefLabel, skos.altLabel, skos.hiddenLabel, skos.notation])
            for (const { value } of objects(iri, property))
              assert.equal(concepts.resolve(key, value)?.iri, iri, value);
      });
    });
});

function reachesTop(key: SchemeKey, iri: string, seen: Set<string>): boolean {
  if (seen.has(iri)) return false;
  const top = objects(iri, skos.topConceptOf).some(({ value }) => value === `${base}def/${key}`);
  const broader = objects(iri, skos.broader).map(({ value }) => value);
  const inside = broader.every((parent) => concepts.get(parent as never)?.scheme === key);
  if (top) return broader.length === 0;
  return (
    broader.length > 0 && inside && broader.every((parent) => reachesTop(key, parent, new Set(seen).add(iri)))
  );
}
