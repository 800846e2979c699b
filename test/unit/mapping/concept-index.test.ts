import assert from 'node:assert/strict';
import type { Quad } from '@rdfjs/types';
import { Parser } from 'n3';
import { indexConcepts } from '../../../src/mapping/concept-index.ts';
import { ndsapTerms } from '../../../src/vocabulary/ndsap.ts';
import { skos } from '../../../src/vocabulary/terms.ts';

const base = 'https://data.example.gov.in/';
const ndsap = ndsapTerms(base);

function index(body: string) {
  const prefixes = `@prefix ndsap: <def/ndsap#> . @prefix skos: <${skos.Concept.replace('Concept', '')}> .
    @prefix eu: <http://publications.europa.eu/resource/authority/> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . `;
  return indexConcepts(new Parser({ baseIRI: base }).parse(prefixes + body) as unknown as Quad[], base);
}

const frequencies = `
  <def/frequency/annual> a skos:Concept ; skos:inScheme <def/frequency> ; skos:notation "annual" ;
    skos:prefLabel "Annual"@en , "वार्षिक"@hi ; skos:altLabel "Yearly"@en ; skos:hiddenLabel "R/P1Y" ;
    skos:definition "Once a year."@en ; ndsap:interval "P1Y"^^xsd:duration ;
    skos:exactMatch eu:frequency\\/ANNUAL ; skos:broadMatch eu:frequency\\/OTHER .
  <def/frequency/monthly> a skos:Concept ; skos:inScheme <def/frequency> ; skos:notation "monthly" ;
    skos:prefLabel "Monthly"@en ; skos:broader <def/frequency/annual> .
  <def/granularity/annual> a skos:Concept ; skos:inScheme <def/granularity> ; skos:notation "annual" ;
    skos:prefLabel "Annual"@en .
  <http://elsewhere.example/c> a skos:Concept ; skos:inScheme <http://elsewhere.example/scheme> ;
    skos:prefLabel "Weekly"@en .
  <def/file-format/csv> a skos:Concept ; skos:inScheme <def/file-format> ; skos:notation "csv" ;
    ndsap:mediaType <https://www.iana.org/assignments/media-types/text/csv> ; ndsap:fileExtension "tab" .`;

describe('indexConcepts', () => {
  const concepts = index(frequencies);
  const found = (scheme: Parameters<typeof concepts.resolve>[0], text: string) =>
    concepts.resolve(scheme, text)?.iri.slice(base.length);

  it('resolves preferred, alternative and hidden labels, notations and IRIs', () => {
    for (const text of [
      'Annual',
      'वार्षिक',
      'yearly',
      'r/p1y',
      'ANNUAL ',
      `${base}def/frequency/annual`,
      'http://publications.europa.eu/resource/authority/frequency/ANNUAL',
    ])
      assert.equal(found('frequency', text), 'def/frequency/annual', text);
  });

  it('resolves a file format by media type and extension', () => {
    for (const text of ['text/csv', 'https://www.iana.org/assignments/media-types/text/csv', '.tab'])
      assert.equal(found('file-format', text), 'def/file-format/csv', text);
  });

  it('keeps schemes apart and passes over what is in none of them', () => {
    assert.equal(found('granularity', 'annual'), 'def/granularity/annual');
    assert.equal(found('granularity', 'Yearly'), undefined);
    assert.equal(found('frequency', 'Weekly'), undefined);
    assert.equal(found('frequency', ''), undefined);
    assert.equal(found('sector', 'annual'), undefined);
  });

  it('gives the same answer when asked again', () => {
    assert.equal(concepts.resolve('frequency', 'Monthly'), concepts.resolve('frequency', 'Monthly'));
    assert.equal(concepts.resolve('frequency', 'never heard of'), undefined);
    assert.equal(concepts.resolve('frequency', 'never heard of'), undefined);
  });

  it('still answers after more different texts than it remembers', () => {
    for (let n = 0; n < 45_000; n += 1) assert.equal(concepts.resolve('frequency', `text ${n}`), undefined);
    assert.equal(found('frequency', 'Monthly'), 'def/frequency/monthly');
  });

  it('describes a concept', () => {
    const annual = concepts.get(`${base}def/frequency/annual` as never);
    assert.ok(annual);
    assert.deepEqual(
      [...annual.labels],
      [
        ['en', 'Annual'],
        ['hi', 'वार्षिक'],
      ],
    );
    assert.deepEqual(annual.notations, ['annual']);
    assert.deepEqual(annual.exactMatch, [
      'http://publications.europa.eu/resource/authority/frequency/ANNUAL',
    ]);
    assert.deepEqual(
      [...annual.properties],
      [
        [ndsap.interval, ['P1Y']],
        [skos.broadMatch, ['http://publications.europa.eu/resource/authority/frequency/OTHER']],
      ],
    );
    assert.deepEqual(concepts.resolve('frequency', 'monthly')?.broader, [annual.iri]);
    assert.deepEqual(
      concepts.all('frequency').map((concept) => concept.notations[0]),
      ['annual', 'monthly'],
    );
  });

  it('gives an ambiguous label to the concept that prefers it, and reports it', () => {
    const torn = index(`
      <def/sector/a> skos:inScheme <def/sector> ; skos:prefLabel "A"@en ; skos:altLabel "Rural"@en .
      <def/sector/b> skos:inScheme <def/sector> ; skos:prefLabel "rural"@en .`);
    assert.equal(torn.resolve('sector', 'RURAL')?.iri, `${base}def/sector/b`);
    assert.deepEqual(torn.ambiguities, [
      { scheme: 'sector', label: 'Rural', winner: `${base}def/sector/b`, loser: `${base}def/sector/a` },
    ]);
    assert.deepEqual(concepts.ambiguities, []);
  });
});
