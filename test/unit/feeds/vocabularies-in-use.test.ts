import assert from 'node:assert/strict';
import { vocabulariesInUse } from '../../../src/feeds/vocabularies-in-use.ts';

const base = 'https://data.example.gov.in/open/';

function namespacesOf(...iris: string[]): string[] {
  const [first = [], ...rest] = iris.map((iri) => [{ iri, statements: 1 }]);
  return vocabulariesInUse({ quads: iris.length, classes: first, properties: rest.flat() }, base);
}

describe('vocabulariesInUse', () => {
  for (const [iri, namespace] of [
    ['http://www.w3.org/ns/dcat#Dataset', 'http://www.w3.org/ns/dcat#'],
    ['http://purl.org/dc/terms/title', 'http://purl.org/dc/terms/'],
    ['http://schema.org/Offer', 'http://schema.org/'],
    ['https://example.org/ns/#term', 'https://example.org/ns/#'],
    ['https://example.org/ns#संख्या', 'https://example.org/ns#'],
    [`${base}def/ndsap#App`, `${base}def/ndsap#`],
  ] as const)
    it(`finds ${namespace}`, () => assert.deepEqual(namespacesOf(iri), [namespace]));

  for (const [iri, why] of [
    ['urn:uuid:0d2e', 'no web address'],
    ['http://example.org/ns/', 'no name'],
    ['http://example.org/items/17', 'a number is no name of a term'],
    ['http://example.org/q?term=a', 'a query is no namespace'],
    [`${base}def/app-type/web`, 'a concept of the portal'],
    ['', 'nothing'],
  ] as const)
    it(`finds none in "${iri}": ${why}`, () => assert.deepEqual(namespacesOf(iri), []));

  it('names each once, sorted', () => {
    const found = namespacesOf('http://z.org/b', 'http://a.org/x#c', 'http://z.org/a', 'http://a.org/x#d');
    assert.deepEqual(found, ['http://a.org/x#', 'http://z.org/']);
  });
});
