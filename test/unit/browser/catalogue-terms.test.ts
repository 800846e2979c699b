import assert from 'node:assert/strict';
import { matchingTerms, termsOfSample, termsOfVoid } from '../../../src/browser/catalogue-terms.ts';
import { ShortNames } from '../../../src/browser/short-names.ts';
import { prefixes } from '../../../src/vocabulary/prefixes.ts';

const names = new ShortNames(prefixes, 'https://data.example.gov.in/');
const prefixed = (iri: string) => names.prefixed(iri);
const integer = (value: number) => `"${value}"^^<${prefixes.xsd}integer>`;

describe('completion from the catalogue', () => {
  it('reads class and property partitions of VoID, most used first', () => {
    const description = [
      `<#a> <${prefixes.void}triples> ${integer(900)} .`,
      `<#a> <${prefixes.void}classPartition> _:c1 .`,
      `_:c1 <${prefixes.void}class> <${prefixes.dcat}Catalog> .`,
      `_:c1 <${prefixes.void}entities> ${integer(3)} .`,
      `<#c2> <${prefixes.void}class> <${prefixes.dcat}Dataset> .`,
      `<#c2> <${prefixes.void}entities> ${integer(40)} .`,
      `<#p1> <${prefixes.void}property> <${prefixes.dct}title> .`,
      `<#p1> <${prefixes.void}triples> ${integer(80)} .`,
      `<#p1> <http://www.w3.org/2000/01/rdf-schema#comment> "a \\"quoted\\" . text"@en .`,
      `<#within> <${prefixes.void}property> <${prefixes.dct}title> .`,
      `<#within> <${prefixes.void}triples> ${integer(30)} .`,
      '',
    ];
    assert.deepEqual(termsOfVoid(description.join('\n')), {
      classes: [
        { iri: `${prefixes.dcat}Dataset`, uses: 40 },
        { iri: `${prefixes.dcat}Catalog`, uses: 3 },
      ],
      properties: [{ iri: `${prefixes.dct}title`, uses: 80 }],
    });
  });

  it('reads a sample of the quads', () => {
    const iri = (value: string) => ({ type: 'uri' as const, value });
    const count = (value: string) => ({ type: 'literal' as const, value });
    const type = iri(`${prefixes.rdf}type`);
    const rows = [
      [type, iri(`${prefixes.dcat}Catalog`), count('2')],
      [type, iri(`${prefixes.dcat}Dataset`), count('9')],
      [iri(`${prefixes.dct}title`), undefined, count('10')],
    ];
    const terms = termsOfSample({ variables: ['property', 'class', 'uses'], rows });
    assert.deepEqual(
      terms.classes.map(({ iri: one, uses }) => [prefixed(one), uses]),
      [
        ['dcat:Dataset', 9],
        ['dcat:Catalog', 2],
      ],
    );
    assert.deepEqual(
      terms.properties.map(({ iri: one, uses }) => [prefixed(one), uses]),
      [
        ['rdf:type', 11],
        ['dct:title', 10],
      ],
    );
  });

  it('finds by IRI, by prefixed name, and by a part of the local name', () => {
    const terms = [`${prefixes.dcat}Dataset`, `${prefixes.dcat}DatasetSeries`, `${prefixes.foaf}Agent`].map(
      (iri) => ({ iri, uses: 1 }),
    );
    const found = (text: string, iri = text) =>
      matchingTerms(terms, { text, iri }, prefixed).map((term) => prefixed(term.iri));
    assert.deepEqual(found(''), ['dcat:Dataset', 'dcat:DatasetSeries', 'foaf:Agent']);
    assert.deepEqual(found('dcat:dat'), ['dcat:Dataset', 'dcat:DatasetSeries']);
    assert.deepEqual(found('series'), ['dcat:DatasetSeries']);
    assert.deepEqual(found('<http://xmlns', 'http://xmlns'), ['foaf:Agent']);
    assert.deepEqual(found('other:'), []);
  });

  it('shortens IRIs by the longest namespace, else relative to the portal', () => {
    const own = new ShortNames(
      { ex: 'http://example.org/', deep: 'http://example.org/deep/' },
      'https://data.example.gov.in/',
    );
    assert.equal(own.shorten('http://example.org/deep/a'), 'deep:a');
    assert.equal(own.shorten('https://data.example.gov.in/id/dataset/%E0%A4%95'), 'id/dataset/क');
    assert.equal(own.shorten('http://example.org/a/b'), 'http://example.org/a/b');
    assert.equal(own.shorten('https://other.example/%zz'), 'https://other.example/%zz');
  });
});
