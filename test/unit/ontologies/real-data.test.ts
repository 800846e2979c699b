import assert from 'node:assert/strict';
import { slug } from '../../../src/mapping/iris.ts';
import { ndsapTerms, type SchemeKey } from '../../../src/vocabulary/ndsap.ts';
import { owl, skos } from '../../../src/vocabulary/terms.ts';
import { euTerms, needSharedData, sharedColumn, sharedJson, sharedRows } from './shared-data.ts';
import { base, shippedVocabulary } from './vocabulary.ts';

const { quads, concepts, objects } = shippedVocabulary();
const ndsap = ndsapTerms(base);

function unresolved(scheme: SchemeKey, texts: Iterable<string>): string[] {
  return [...texts].filter((text) => !concepts.resolve(scheme, text));
}

describe('the vocabulary and real data', () => {
  before(function () {
    needSharedData(this);
  });

  it('maps only to terms that the EU authority tables have', () => {
    const tables = ['access-right', 'data-theme', 'filetypes', 'frequencies'];
    const known = euTerms(tables);
    const mapped = quads
      .map(({ object }) => object.value)
      .filter((value) =>
        /publications\.europa\.eu\/resource\/authority\/(access-right|data-theme|file-type|frequency)\//.test(
          value,
        ),
      );
    assert.ok(mapped.length > 100);
    assert.deepEqual(
      mapped.filter((value) => !known.has(value)),
      [],
    );
  });

  it('leaves no EU frequency without a concept, but for the publisher’s own working value', () => {
    const terms = [...euTerms(['frequencies'])].filter((term) => /authority\/frequency\/[A-Z]/.test(term));
    assert.deepEqual(unresolved('frequency', terms), [
      'http://publications.europa.eu/resource/authority/frequency/OP_DATPRO',
    ]);
  });

  it('names media types that the IANA has registered', () => {
    const { values } = sharedJson('vocab/other/iana_media_types.json') as { values: string[] };
    const registered = new Set(
      values.map((value) => `https://www.iana.org/assignments/media-types/${value}`),
    );
    const used = concepts
      .all('file-format')
      .flatMap(({ properties }) => properties.get(ndsap.mediaType) ?? []);
    assert.ok(used.length > 50);
    assert.deepEqual(
      used.filter((type) => !registered.has(type)),
      [],
    );
  });

  it('has every sector of data.gov.in, under its slug unless it is misspelt', () => {
    const names = sharedColumn('vocab/ogd-india/ogd-sectors.csv', 'sector');
    assert.deepEqual(unresolved('sector', names), []);
    const renamed = [...names].filter(
      (name) => concepts.resolve('sector', name)?.iri !== `${base}def/sector/${slug(name)}`,
    );
    assert.deepEqual(renamed.sort(), [
      'Agricultural',
      'Census and Surveys – ORGI',
      'CensusCensus and Surveys - ORGI',
      'District Adminstration',
      'ElementaryEducation',
      'Family Welfare,Health and Family welfare',
      'UrbanLocal Government',
    ]);
  });

  it('has every frequency of the India Data Portal', () => {
    const rows = sharedJson('catalogs/ogd-india/idp-high-value-datasets-2024-10.json') as {
      Frequency: string;
    }[];
    const texts = new Set(rows.map((row) => row.Frequency));
    assert.ok(texts.size >= 9);
    assert.deepEqual(unresolved('frequency', texts), []);
  });

  const stateTables: readonly (readonly [path: string, column: string, exceptions: readonly string[]])[] = [
    ['tabular/lgd-states-2020.csv', 'State Name', []],
    ['tabular/lgd-states-2026.csv', 'state_name', []],
    // An item without label, so its own number stands in its place.
    ['tabular/wikidata-india-states-2021.csv', 'SLabel', ['Q31440845']],
    ['tabular/wikidata-india-states-2021.csv', 'isoCode', []],
    ['tabular/mandi-9ef84268-d588-465a-a308-a864a43d0070.2025-08-19.csv', 'State', []],
    ['tabular/aqi-3b01bcb8-0b14-4abf-b6f2-c1bfd384ba69.csv', 'state', []],
    ['tabular/aqi-3b01bcb8-0b14-4abf-b6f2-c1bfd384ba69.csv', 'country', []],
  ];
  for (const [path, column, exceptions] of stateTables)
    it(`has every ${column} of ${path}`, () => {
      assert.deepEqual(unresolved('jurisdiction', sharedColumn(path, column)), exceptions);
    });

  it('agrees with the Local Government Directory on codes and levels', () => {
    const { rows } = sharedRows('tabular/lgd-states-2020.csv');
    assert.equal(rows.length, 36);
    for (const [, code, , name = '', , , , level] of rows) {
      const place = concepts.resolve('jurisdiction', name);
      assert.deepEqual(place?.properties.get(ndsap.lgdCode), [code], name);
      const word = level === 'S' ? 'state' : 'union-territory';
      assert.deepEqual(place?.properties.get(ndsap.jurisdictionLevel), [word], name);
    }
  });

  it('agrees with ISO 3166-2 on codes and names', () => {
    const entries = sharedJson('vocab/other/iso3166-2-IN.json') as { code: string; name: string }[];
    assert.equal(entries.length, 36);
    for (const { code, name } of entries) {
      assert.equal(concepts.resolve('jurisdiction', code)?.iri, `${base}id/place/${code.toLowerCase()}`);
      assert.equal(concepts.resolve('jurisdiction', name)?.notations[0], code);
    }
  });

  it('agrees with Wikidata on items', () => {
    const { rows } = sharedRows('tabular/wikidata-india-states-2021.csv');
    const itemsOf = (iri: string) => objects(iri, owl.sameAs).map(({ value }) => value);
    const known = new Map(rows.map(([item = '', label = '']) => [item, label]));
    for (const { iri, notations } of concepts.all('jurisdiction')) {
      const [item = ''] = itemsOf(iri);
      assert.ok(
        objects(iri, skos.exactMatch).some(({ value }) => value === item),
        iri,
      );
      if (notations[0] !== 'IN')
        assert.equal(concepts.resolve('jurisdiction', known.get(item) ?? '')?.iri, iri);
    }
  });
});
