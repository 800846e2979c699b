import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Iris, keyOf, slug } from '../../../src/mapping/iris.ts';
import { parseIri } from '../../../src/rdf/terms.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';

const iris = new Iris('https://data.example.gov.in/');

describe('slug', () => {
  const cases: [string, string][] = [
    ['Health and Family welfare', 'health-and-family-welfare'],
    ['Health & Family Welfare', 'health-and-family-welfare'],
    ['राज्यवार वर्षा', 'राज्यवार-वर्षा'],
    ["  India's  budget (2016-17) ", 'indias-budget-2016-17'],
  ];
  for (const [name, expected] of cases)
    it(`makes ${expected} of ${name}`, () => assert.equal(slug(name), expected));

  it('tells long names with the same beginning apart', () => {
    const long = 'very long title '.repeat(20);
    assert.notEqual(slug(`${long}1`), slug(`${long}2`));
    assert.ok(slug(long).length <= 96);
  });

  it('gives a key that is safe in an IRI, the same each time, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), (name) => {
        for (const key of [slug(name), keyOf(name)]) {
          assert.ok(parseIri(iris.dataset(key)));
          assert.doesNotMatch(key, /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|\//);
        }
        assert.equal(slug(name), slug(name));
      }),
    );
    assert.doesNotMatch(slug('\u{10400}'.repeat(100)), /[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });
});

describe('Iris', () => {
  it('gives every thing one document', () => {
    assert.equal(
      iris.document('dataset', iris.dataset('rain')),
      'https://data.example.gov.in/doc/dataset/rain',
    );
    assert.equal(
      iris.document('concept', iris.concept('sector', 'finance')),
      'https://data.example.gov.in/doc/def/sector/finance',
    );
    const foreign = 'https://other.example/a/Rain%20fall?x=1#y' as Iri;
    assert.match(
      iris.document('dataset', foreign),
      /^https:\/\/data\.example\.gov\.in\/doc\/dataset\/rain-fall-[0-9a-f]{8}$/,
    );
    assert.notEqual(iris.document('dataset', foreign), iris.document('dataset', `${foreign}z` as Iri));
  });

  it('keeps source identifiers to the letter where they are safe', () => {
    const id = 'e1a66457-b24a-4cd2-86dd-10b0214913ba';
    assert.equal(keyOf(id), id);
    assert.notEqual(keyOf('a/b'), keyOf('a b'));
  });
});
