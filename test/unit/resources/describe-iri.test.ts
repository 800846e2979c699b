import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseIri, triple } from '../../../src/rdf/terms.ts';
import { statementsQuery, VocabularyMentions } from '../../../src/resources/describe-iri.ts';
import { parseSparql } from '../../../src/sparql/parse-sparql.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { skos } from '../../../src/vocabulary/terms.ts';

describe('statementsQuery', () => {
  it('is a query about that IRI and nothing else, whatever the IRI is', () => {
    const shape = JSON.stringify(parsed('https://a.example/')).replaceAll('https://a.example/', '…');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const iri = parseIri(`https://x.example/${text}`);
        fc.pre(iri !== undefined && !/[\uD800-\uDFFF]/u.test(iri));
        const found = JSON.stringify(parsed(iri)).replaceAll(JSON.stringify(iri).slice(1, -1), '…');
        assert.equal(found.replaceAll(/\d+/g, ''), shape.replaceAll(/\d+/g, ''));
      }),
    );
  });

  for (const hostile of [
    'https://x/> ?p ?o } #',
    'https://x/\\u003E',
    'https://x/\n',
    'https://x/{',
    'https://x/"',
  ])
    it(`never meets ${JSON.stringify(hostile)}`, () => assert.equal(parseIri(`${hostile}z`), undefined));

  /** Without places in the text, which differ with the length of the IRI. */
  function parsed(iri: string): unknown {
    const query = parseSparql(statementsQuery(iri as Iri, 10));
    return JSON.parse(
      JSON.stringify(query, (key, value) => (key === 'loc' || key === 'source' ? undefined : value)),
    );
  }
});

describe('VocabularyMentions', () => {
  const base = 'https://data.example.gov.in/';
  const monthly = 'http://publications.europa.eu/resource/authority/frequency/MONTHLY' as Iri;
  const match = triple(`${base}def/frequency/monthly` as Iri, skos.exactMatch, monthly);
  const own = triple(`${base}def/frequency/monthly` as Iri, skos.inScheme, `${base}def/frequency` as Iri);
  const mentions = new VocabularyMentions([match, own], base);

  it('finds what maps to another authority', () => assert.deepEqual(mentions.of(monthly), [match]));
  it('leaves own things to their documents', () => assert.deepEqual(mentions.of(`${base}def/frequency`), []));
});
