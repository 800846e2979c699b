import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { ndsapTerms } from '../../../src/vocabulary/ndsap.ts';
import { dcat, dct, org, rdf, rdfs, skos } from '../../../src/vocabulary/terms.ts';
import { base, codes, makeContext, map, only, readShared, values } from './mapping-support.ts';

const context = makeContext();
const registry = (data: object) =>
  map('ogd', 'registry', { index_name: 'a-1', title: 'T', source: 'data.gov.in', ...data }, context);

describe('the registry of data.gov.in', () => {
  it('collapses names that repeat in an organisation path', () => {
    const { records } = registry({ org: 'Ministry of X|Ministry of X|Ministry of X|Dept Y|Dept Y' });
    assert.deepEqual(
      records.slice(1).map((r) => r.topic),
      [`${base}id/organization/ministry-of-x/dept-y`, `${base}id/organization/ministry-of-x`],
    );
    const department = records[1];
    assert.ok(department);
    assert.deepEqual(values(department, org.subOrganizationOf), [`${base}id/organization/ministry-of-x`]);
    assert.deepEqual(values(department, skos.prefLabel), ['Dept Y@en']);
    assert.equal(
      registry({ org: 'Chandigarh|Chandigarh' }).records[1]?.topic,
      `${base}id/organization/chandigarh`,
    );
    assert.equal(registry({ org: 'A;B' }).records[1]?.topic, `${base}id/organization/a/b`);
  });

  it('makes a concept of a sector that the scheme does not know', () => {
    const { records } = registry({ sector: 'Health|Space Elevators' });
    const [record, sector] = records;
    assert.ok(record && sector);
    assert.deepEqual(values(record, dcat.theme), [
      `${base}def/sector/health`,
      `${base}def/sector/space-elevators`,
    ]);
    assert.equal(sector.document, `${base}doc/def/sector/space-elevators`);
    assert.ok(sector.incidental);
    assert.deepEqual(values(sector, skos.inScheme), [`${base}def/sector`]);
    assert.deepEqual(values(sector, rdf.type), [skos.Concept]);
  });

  it('shows state and city resources on their own site', () => {
    assert.deepEqual(values(only(registry({ source: 'tn.data.gov.in' })), dcat.landingPage), [
      'https://tn.data.gov.in/resource/a-1',
    ]);
    const other = only(registry({ source: 'evil.example/x' }));
    assert.deepEqual(values(other, dcat.landingPage), []);
    assert.deepEqual(values(other, ndsapTerms(base).unresolvedValue), ['source: evil.example/x@en']);
  });

  it('cleans titles and reports it, and keeps what only looks like HTML', () => {
    const record = only(registry({ title: 'Food &amp; <b>Drink</b>\n<Chandigarh>' }));
    assert.deepEqual(values(record, dct.title), ['Food & Drink <Chandigarh>@en']);
    assert.deepEqual(codes(record), ['mended-text']);
  });

  it('leaves absent dates out', () => {
    assert.deepEqual(values(only(registry({ created_date: null })), dct.issued), []);
  });

  it('withdraws and refuses', () => {
    assert.deepEqual(map('ogd', 'registry', { index_name: 'a-1' }, context, 'delete').deletions, [
      `${base}doc/dataset/a-1`,
    ]);
    assert.deepEqual(
      map('ogd', 'registry', { title: 'x' }, context).findings.map((f) => f.code),
      ['no-identity'],
    );
    assert.deepEqual(
      map('ogd', 'nonsense', { title: 'x' }, context).findings.map((f) => f.code),
      ['unknown-kind'],
    );
  });

  it('maps every one of its 82,754 resources', function () {
    const file = readShared('realdata/catalogs/ogd-india/ogd-api-registry-2021-04.jsonl.gz');
    if (!file) return this.skip();
    const topics = new Set<string>();
    let warnings = 0;
    for (const text of gunzipSync(file).toString().trimEnd().split('\n')) {
      const record = only(map('ogd', 'registry', JSON.parse(text), context));
      topics.add(record.topic);
      warnings += record.findings.filter((finding) => finding.severity !== 'info').length;
    }
    assert.equal(topics.size, 82_754);
    assert.equal(warnings, 0);
  });
});

describe('the satellites of data.gov.in', () => {
  it('maps a line of the India Data Portal', () => {
    const record = only(
      map(
        'ogd',
        'idp',
        {
          'Collection Name': 'Power',
          'Dataset Name': 'Stations',
          Granularity: 'Power Station',
          Frequency: 'Quinquennially',
          'Resource URL': 'https://x.in/a.csv',
          'Wasabi URL': 'https://s3.x.com/bucket/a',
          Source: 'Ministry of Power',
          'Dataset URL': 'https://indiadataportal.com/p/power/r/mop-stations',
        },
        context,
      ),
    );
    assert.equal(record.topic, `${base}id/dataset/mop-stations`);
    assert.deepEqual(values(record, dct.accrualPeriodicity), [
      'http://publications.europa.eu/resource/authority/frequency/QUINQUENNIAL',
    ]);
    // An area is no interval of time.
    assert.deepEqual(values(record, dcat.temporalResolution), []);
    assert.deepEqual(values(record, skos.note), ['Granularity: Power Station@en']);
    assert.deepEqual(values(record, rdfs.label, `${record.topic}#source`), ['Ministry of Power@en']);
    assert.deepEqual(values(record, dcat.downloadURL, `${base}id/distribution/mop-stations/1`), [
      'https://x.in/a.csv',
    ]);
    assert.deepEqual(values(record, dcat.downloadURL, `${base}id/distribution/mop-stations/2`), []);
    assert.deepEqual(values(record, dcat.dataset, `${base}id/catalog/power`), [record.topic]);
  });

  it('maps a file of the list of 2013', () => {
    const item = {
      title: 'Prices ',
      file_name: 'prices.csv',
      rows: 8,
      groups: ['Agriculture'],
      group: 'Agriculture',
      url: 'http://x.in/prices.xls',
    };
    const record = only(map('ogd', 'group-item', item, context));
    assert.equal(record.topic, `${base}id/dataset/prices`);
    assert.deepEqual(values(record, dcat.theme), [`${base}def/sector/agriculture`]);
    assert.deepEqual(values(record, skos.note), ['rows: 8@en']);
    assert.deepEqual(record.findings, []);
  });
});
