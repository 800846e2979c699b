import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { ckanTables } from '../../../src/mapping/ckan.ts';
import { dcatUsTables } from '../../../src/mapping/dcat-us.ts';
import type { MappingTable } from '../../../src/mapping/mapping-table.ts';
import { ndsapTables } from '../../../src/mapping/ndsap.ts';
import { ogdTables } from '../../../src/mapping/ogd.ts';
import { schemaOrgTables } from '../../../src/mapping/schema-org.ts';
import type { Mapping, Profile } from '../../../src/model/record.ts';
import { parseIri } from '../../../src/rdf/terms.ts';
import { dcat } from '../../../src/vocabulary/terms.ts';
import { makeContext, map, only, readShared, shared, values } from './mapping-support.ts';

const context = makeContext();
const kinds: [Profile, string, readonly MappingTable[], readonly string[]][] = [
  [
    'ndsap',
    'sheet-row',
    [...ndsapTables.dataset, ...ndsapTables.app, ...ndsapTables.catalog],
    ['Title', 'Category'],
  ],
  ['ogd', 'registry', ogdTables.registry, ['index_name']],
  ['ogd', 'idp', ogdTables.idp, ['Dataset Name']],
  ['ogd', 'group-item', ogdTables['group-item'], ['file_name', 'title']],
  ['ckan', 'package', ckanTables.package, ['id', 'resources', 'extras', 'groups']],
  ['ckan', 'organization', ckanTables.organization, ['name']],
  ['ckan', 'group', ckanTables.group, ['name']],
  ['dcat-us', 'dataset', dcatUsTables.dataset, ['identifier', 'distribution', 'contactPoint']],
  ['schema-org', 'dataset', schemaOrgTables.dataset, ['@key', '@id', '@type', 'distribution']],
  ['schema-org', 'catalog', schemaOrgTables.catalog, ['@key', '@id', 'dataset']],
];

const someTexts = fc.constantFrom(
  ...[
    '',
    ' ',
    'NA',
    'Dataset',
    'App',
    'Catalog',
    'Monthly',
    'Open',
    'Priced',
    '31/02/2016',
    '2016',
    'https://x.in/a.csv',
  ],
  ...[
    'www.x.in',
    'a|b|a',
    'a,b;c\nd',
    '"',
    '<b>',
    '&amp;',
    '\ud800',
    '__proto__',
    'constructor',
    'R/P1W',
    '[1',
    '{"type":"Point"}',
  ],
);
const anyValue = fc.oneof(
  someTexts,
  fc.string({ unit: 'binary' }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.array(
    fc.record({ name: someTexts, key: someTexts, value: fc.jsonValue({ maxDepth: 1 }), url: someTexts }),
  ),
);

function assertSound(mapping: Mapping): void {
  for (const record of mapping.records) {
    assert.ok(parseIri(record.topic) && parseIri(record.document), record.topic);
    for (const { subject, predicate, object } of record.quads) {
      assert.equal(subject.termType, 'NamedNode');
      assert.notEqual(object.termType, 'BlankNode');
      for (const term of [subject, predicate, object])
        if (term.termType === 'NamedNode') assert.ok(parseIri(term.value), term.value);
      assert.ok(!/\p{Surrogate}/u.test(object.value));
    }
  }
  if (mapping.records.length + mapping.deletions.length === 0)
    assert.ok(mapping.ignored || mapping.findings.some((finding) => finding.severity === 'violation'));
}

describe('mapping any values', () => {
  for (const [profile, kind, tables, more] of kinds) {
    const names = [...new Set([...tables.flatMap((table) => table.rows.map((row) => row.field)), ...more])];
    const record = fc.dictionary(
      fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: fc.string() }),
      anyValue,
    );

    it(`${profile} ${kind}: never throws, makes sound RDF, and the same again`, () => {
      fc.assert(
        fc.property(record, (data) => {
          const mapping = map(profile, kind, data, context);
          assertSound(mapping);
          assert.deepEqual(map(profile, kind, data, makeContext()), mapping);
        }),
        { numRuns: 300 },
      );
    });

    it(`${profile} ${kind}: takes numbers, nothing, deep nesting and long texts in any field`, () => {
      let deep: unknown = 'x';
      for (let depth = 0; depth < 20_000; depth++) deep = [deep];
      for (const value of [
        0,
        null,
        [],
        [[[]]],
        {},
        true,
        deep,
        'x'.repeat(200_000),
        'http://'.repeat(20_000),
        '"'.repeat(50_000),
      ])
        assertSound(map(profile, kind, Object.fromEntries(names.map((name) => [name, value])), context));
    });
  }

  it('publishes no broken characters of field names', () => {
    const names = { 'Note\ud800': 'x', 'Shelf\udc00\u0000': 'y', 'Date Released\ud800': '31/02/2016' };
    assertSound(map('ndsap', 'sheet-row', { Category: 'Dataset', Title: 'T', ...names }, context));
  });

  it('refuses what is no record', () => {
    for (const data of [null, 7, 'x', [], undefined]) assertSound(map('ndsap', 'sheet-row', data, context));
  });

  it('takes 10,000 keywords', () => {
    const keyword = Array.from({ length: 10_000 }, (_, n) => `word ${n}`);
    const us = only(map('dcat-us', 'dataset', { identifier: 'x', keyword }, context));
    assert.equal(values(us, dcat.keyword).length, 10_000);
    const sheet = only(map('ndsap', '', { Title: 'T', Keywords: keyword.join(', ') }, context));
    assert.equal(values(sheet, dcat.keyword).length, 10_000);
  });
});

describe('real catalogues', () => {
  const json = (path: string) => {
    const file = readShared(`realdata/catalogs/${path}`);
    return file && (path.endsWith('.gz') ? gunzipSync(file) : file).toString();
  };
  const lines = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
  const published = (profile: Profile, kind: string, list: readonly unknown[]) => {
    const mappings = list.map((data) => map(profile, kind, data, context));
    mappings.forEach(assertSound);
    return [
      mappings.filter((m) => m.records.length > 0).length,
      mappings.filter((m) => m.deletions.length > 0).length,
    ];
  };

  it('all of CKAN', function () {
    const birmingham = json('ckan/birmingham-package_search.json');
    const organisations = json('ckan/nz-organizations.jsonl');
    const groups = json('ckan/nz-groups.jsonl');
    if (!birmingham || !organisations || !groups) return this.skip();
    assert.deepEqual(published('ckan', 'package', JSON.parse(birmingham).result.results), [10, 0]);
    assert.deepEqual(published('ckan', 'organization', lines(organisations)), [149, 229]);
    assert.deepEqual(published('ckan', 'group', lines(groups)), [22, 0]);
  });

  it('all of data.gov.in but the registry', function () {
    const idp = json('ogd-india/idp-high-value-datasets-2024-10.json');
    const groups = json('ogd-india/frappe-data.gov.in-2013-groups.json');
    const delta = json('ogd-india/ogd-delta-2021-04-04_to_2021-04-15.jsonl.gz');
    if (!idp || !groups || !delta) return this.skip();
    assert.deepEqual(published('ogd', 'idp', JSON.parse(idp)), [60, 0]);
    assert.deepEqual(published('ogd', 'group-item', Object.values(JSON.parse(groups)).flat()), [605, 0]);
    const changes = lines(delta).map((change) => (change as { record: unknown }).record);
    assert.deepEqual(published('ogd', 'registry', changes), [2578, 0]);
  });

  it('all of DCAT-US', function () {
    const folder = new URL('realdata/catalogs/dcat-us/', shared);
    if (!readShared('realdata/catalogs/dcat-us/opm.data.json')) return this.skip();
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.json(\.gz)?$/.test(name),
    );
    assert.equal(files.length, 21);
    for (const name of files) {
      const { dataset } = JSON.parse(json(`dcat-us/${name}`) ?? '{}');
      assert.deepEqual(published('dcat-us', 'dataset', dataset), [dataset.length, 0], name);
    }
  });
});
