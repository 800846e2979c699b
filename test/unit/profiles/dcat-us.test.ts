import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { dcatUs, json } from '../../../src/profiles/profiles.ts';
import { base, makeContext, map, readShared } from '../mapping/mapping-support.ts';
import { Catalogue, writerOf } from './catalogue.ts';

type Json = Record<string, unknown>;

/** Publishes datasets of a `data.json` and writes them back. */
function roundTrip(datasets: readonly Json[]): (Json | undefined)[] {
  const catalogue = new Catalogue();
  const context = makeContext();
  const mapped = datasets.map((data) => map('dcat-us', 'dataset', data, context).records);
  for (const records of mapped) for (const record of records.toReversed()) catalogue.put(record);
  const writer = writerOf(catalogue);
  return mapped.map(([record]) => {
    const stored = record && catalogue.get(record.document);
    const text = stored && writer.describe(stored, dcatUs, json);
    return text === undefined ? undefined : JSON.parse(text);
  });
}

const whole = {
  '@type': 'dcat:Dataset',
  identifier: 'GSA-1',
  title: 'Networx business volume',
  description: 'Business volume by contractor, agency and month.',
  keyword: ['Networx', 'telecommunications'],
  modified: '2019-06-12',
  issued: '2015-02-27',
  publisher: {
    '@type': 'org:Organization',
    name: 'Federal Acquisition Service',
    subOrganizationOf: { '@type': 'org:Organization', name: 'General Services Administration' },
  },
  contactPoint: { '@type': 'vcard:Contact', fn: 'Data office', hasEmail: 'mailto:data@gsa.gov' },
  accessLevel: 'public',
  rights: 'The dataset contains names of companies.',
  license: 'https://creativecommons.org/publicdomain/zero/1.0/',
  temporal: '2012-10-01/2013-06-30',
  spatial: 'Philadelphia, Pennsylvania',
  accrualPeriodicity: 'R/P3M',
  language: ['en', 'hi'],
  theme: ['Procurement', 'Finance'],
  landingPage: 'https://www.gsa.gov/networx',
  conformsTo: 'https://www.gsa.gov/standard',
  isPartOf: 'GSA-2015-08-27',
  describedBy: 'https://www.gsa.gov/dictionary.html',
  describedByType: 'text/html',
  references: ['https://www.gsa.gov/method'],
  bureauCode: ['023:00'],
  programCode: ['023:019'],
  primaryITInvestmentUII: '023-000000001',
  systemOfRecords: 'https://www.federalregister.gov/notice',
  dataQuality: true,
  distribution: [
    {
      '@type': 'dcat:Distribution',
      title: 'Third quarter',
      description: 'One row a contractor.',
      downloadURL: 'https://www.gsa.gov/files/q3.csv',
      mediaType: 'text/csv',
      format: 'CSV',
      conformsTo: 'https://www.gsa.gov/table-standard',
      describedBy: 'https://www.gsa.gov/columns.json',
      describedByType: 'application/json',
    },
    {
      '@type': 'dcat:Distribution',
      accessURL: 'https://api.gsa.gov/networx',
      format: 'API',
    },
  ],
};

/** Lists of a `data.json` have no order of their own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, sorted(member)]));
}

describe('DCAT-US of a record', () => {
  it('gives back every field of a dataset that came as DCAT-US', () => {
    const [written] = roundTrip([whole]);
    assert.deepEqual(sorted(written), sorted(whole));
  });

  it('leaves out what the record does not say, required or not', () => {
    const [written] = roundTrip([{ identifier: 'a', title: 'T' }]);
    assert.deepEqual(written, { '@type': 'dcat:Dataset', identifier: 'a', title: 'T' });
  });

  const frequencies = [
    'R/P10Y',
    'R/P4Y',
    'R/P1Y',
    'R/P2M',
    'R/P3.5D',
    'R/P1D',
    'R/P2W',
    'R/P6M',
    'R/P2Y',
    'R/P3Y',
    'R/P0.33W',
    'R/P0.33M',
    'R/PT1S',
    'R/P1M',
    'R/P3M',
    'R/P0.5M',
    'R/P4M',
    'R/P1W',
    'R/PT1H',
    'irregular',
  ];
  it('gives back each frequency that DCAT-US lists', () => {
    const written = roundTrip(
      frequencies.map((accrualPeriodicity, n) => ({ identifier: `${n}`, title: 'T', accrualPeriodicity })),
    );
    assert.deepEqual(
      written.map((dataset) => dataset?.['accrualPeriodicity']),
      frequencies,
    );
  });

  it('says when it was modified: the date, else the interval, else the date of release', () => {
    const written = roundTrip([
      { identifier: '1', title: 'T', modified: '2020', issued: '2019', accrualPeriodicity: 'R/P1Y' },
      { identifier: '2', title: 'T', modified: 'R/P1W', issued: '2019' },
      { identifier: '3', title: 'T', modified: 'R/P1Y', accrualPeriodicity: 'R/P1M' },
      { identifier: '4', title: 'T', issued: '2019-01-02', accrualPeriodicity: 'irregular' },
    ]);
    assert.deepEqual(
      written.map((dataset) => dataset?.['modified']),
      ['2020', 'R/P1W', 'R/P1Y', '2019-01-02'],
    );
  });

  it('writes places as names, boxes or GeoJSON', () => {
    const point = { type: 'Point', coordinates: [77, 28] };
    const written = roundTrip([
      { identifier: '1', title: 'T', spatial: '-75.28,39.87,-74.95,40.13' },
      { identifier: '2', title: 'T', spatial: JSON.stringify(point) },
      { identifier: '3', title: 'T', spatial: 'https://www.geonames.org/4560349' },
    ]);
    assert.deepEqual(
      written.map((dataset) => dataset?.['spatial']),
      ['-75.28,39.87,-74.95,40.13', JSON.stringify(point), 'https://www.geonames.org/4560349'],
    );
  });

  it('tells of NDSAP’s records in the terms of DCAT-US', () => {
    const catalogue = new Catalogue();
    const record = catalogue.turtle(
      'dataset',
      'id/dataset/x',
      `<id/dataset/x> a dcat:Dataset ; dct:title "वर्षा"@hi , "Rain"@en ; dct:spatial <id/place/in-ka> ;
        dct:accrualPeriodicity <def/frequency/annual> ; dcat:theme <def/sector/agriculture> ;
        dct:accessRights <http://publications.europa.eu/resource/authority/access-right/RESTRICTED> ;
        foaf:page <https://data.gov.in/resource/x> ; dcat:distribution <id/distribution/x> .
      <id/distribution/x> dcat:downloadURL <https://x.example/a> ; dcat:accessURL <https://x.example/a> ;
        dct:format <http://publications.europa.eu/resource/authority/file-type/CSV> .`,
    );
    assert.deepEqual(JSON.parse(writerOf(catalogue).describe(record, dcatUs, json) ?? ''), {
      '@type': 'dcat:Dataset',
      identifier: `${base}id/dataset/x`,
      title: 'Rain',
      modified: 'R/P1Y',
      accessLevel: 'restricted public',
      spatial: 'Karnataka',
      accrualPeriodicity: 'R/P1Y',
      theme: ['Agriculture'],
      references: ['https://data.gov.in/resource/x'],
      distribution: [
        {
          '@type': 'dcat:Distribution',
          downloadURL: 'https://x.example/a',
          mediaType: 'text/csv',
          format: 'CSV',
        },
      ],
    });
  });

  it('has no form of anything but datasets', () => {
    const catalogue = new Catalogue();
    const record = catalogue.turtle('concept', 'id/concept/c', '<id/concept/c> skos:prefLabel "C"@en .');
    assert.equal(writerOf(catalogue).describe(record, dcatUs, json), undefined);
    assert.equal(writerOf(catalogue).offers(record, dcatUs), false);
  });

  it('writes a whole data.json, dataset by dataset', () => {
    const catalogue = new Catalogue();
    const records = ['a', 'b'].map((key) =>
      catalogue.turtle('dataset', `id/dataset/${key}`, `<id/dataset/${key}> dct:title "${key}"@en .`),
    );
    const concept = catalogue.turtle('concept', 'id/concept/c', '<id/concept/c> skos:prefLabel "C"@en .');
    const address = `${base}data.json`;
    const file = JSON.parse([...writerOf(catalogue).dataJson(address, [...records, concept])].join(''));
    assert.equal(file['@type'], 'dcat:Catalog');
    assert.equal(file['@id'], address);
    assert.equal(file.conformsTo, dcatUs.iri);
    assert.deepEqual(
      file.dataset.map(({ title }: Json) => title),
      ['a', 'b'],
    );
    const empty = JSON.parse([...writerOf(catalogue).dataJson(address, [])].join(''));
    assert.deepEqual(empty.dataset, []);
  });
});

/** Fields that reading does not change but for blanks at the ends, which it takes away. */
const kept = [
  'identifier',
  'accessLevel',
  'bureauCode',
  'programCode',
  'landingPage',
  'isPartOf',
  'references',
  'dataQuality',
  'describedBy',
  'describedByType',
  'license',
  'temporal',
];

describe('DCAT-US of real data.json files', function () {
  this.timeout(120_000);
  const names = [
    'gsa.data.json',
    'dol.data.json',
    'consumerfinance.data.json',
    'fda.data.json',
    'opm.data.json',
    'cms.data.json.gz',
  ];
  for (const name of names)
    it(`${name} is given back`, function () {
      const bytes = readShared(`realdata/catalogs/dcat-us/${name}`);
      if (bytes === undefined) return this.skip();
      const { dataset } = JSON.parse(String(name.endsWith('.gz') ? gunzipSync(bytes) : bytes)) as {
        dataset: Json[];
      };
      const written = roundTrip(dataset);
      const differences = dataset.flatMap((source, index) =>
        kept
          .filter(
            (field) =>
              JSON.stringify(sorted(source[field])) !== JSON.stringify(sorted(written[index]?.[field])),
          )
          .map(
            (field) =>
              `${source['identifier']} ${field}: ${JSON.stringify(source[field])} ⇒ ${JSON.stringify(written[index]?.[field])}`,
          ),
      );
      assert.deepEqual(differences, []);
      const lost = dataset.flatMap((source, index) => {
        const addresses = (list: unknown) =>
          ((list ?? []) as Json[]).flatMap(({ downloadURL, accessURL }) =>
            [downloadURL, accessURL].filter((url) => typeof url === 'string'),
          );
        const own = new Set(addresses(written[index]?.['distribution']));
        return addresses(source['distribution']).filter((url) => !own.has(url));
      });
      // One distribution in gsa.data.json has a text for an address.
      assert.ok(
        lost.every((url) => !URL.canParse(String(url).trim())),
        String(lost),
      );
    });
});
