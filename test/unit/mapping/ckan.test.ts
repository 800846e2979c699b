import assert from 'node:assert/strict';
import { ndsapTerms } from '../../../src/vocabulary/ndsap.ts';
import {
  dcat,
  dct,
  foaf,
  geosparql,
  locn,
  org,
  rdfs,
  skos,
  spdx,
  vcard,
} from '../../../src/vocabulary/terms.ts';
import { base, codes, makeContext, map, only, readShared, values } from './mapping-support.ts';

const context = makeContext();
const mapPackage = (data: object) => map('ckan', 'package', { id: 'p-1', title: 'Wells', ...data }, context);
const topic = `${base}id/dataset/p-1`;

describe('CKAN packages', () => {
  it('takes the publisher from the organisation, which becomes a record', () => {
    const { records } = mapPackage({
      organization: { name: 'water-board', title: 'Water Board', groups: [{ name: 'state' }] },
    });
    const [record, organisation] = records;
    assert.ok(record && organisation);
    assert.deepEqual(values(record, dct.publisher), [organisation.topic]);
    assert.equal(organisation.topic, `${base}id/organization/water-board`);
    assert.ok(organisation.incidental);
    assert.deepEqual(values(organisation, foaf.name), ['Water Board@en']);
    assert.deepEqual(values(organisation, org.subOrganizationOf), [`${base}id/organization/state`]);
  });

  it('lets the publisher of the extras go before', () => {
    const record = only(
      mapPackage({
        organization: { name: 'host' },
        extras: [
          { key: 'publisher_uri', value: 'https://x.in/org' },
          { key: 'publisher_name', value: 'X' },
        ],
      }),
    );
    assert.deepEqual(values(record, dct.publisher), ['https://x.in/org']);
    assert.deepEqual(values(record, foaf.name, 'https://x.in/org'), ['X@en']);
  });

  it('reads the extras of ckanext-dcat', () => {
    const extras = {
      issued: '2016-01-02',
      modified: 'R/P1W',
      language: '["en", "hi"]',
      conforms_to: '["https://x.in/standard"]',
      temporal_start: '2012',
      temporal_end: '2013-02-01',
      access_rights: 'http://publications.europa.eu/resource/authority/access-right/PUBLIC',
      provenance: 'Counted by hand',
      spatial: '{"type":"Point","coordinates":[77.5,12.9]}',
      spatial_text: 'Bengaluru',
      contact_name: 'CDO',
      contact_email: 'cdo@x.in',
    };
    const record = only(
      mapPackage({
        metadata_created: '2014-12-01T10:29:19.414595',
        maintainer: 'Somebody else',
        extras: Object.entries(extras).map(([key, value]) => ({ key, value })),
      }),
    );
    assert.deepEqual(values(record, dct.issued), ['2016-01-02^^date']);
    assert.deepEqual(values(record, dct.accrualPeriodicity), [
      'http://publications.europa.eu/resource/authority/frequency/WEEKLY',
    ]);
    assert.equal(values(record, dct.language).length, 2);
    assert.deepEqual(values(record, dct.conformsTo), ['https://x.in/standard']);
    assert.deepEqual(values(record, dcat.startDate, `${topic}#period`), ['2012^^gYear']);
    assert.deepEqual(values(record, dcat.endDate, `${topic}#period`), ['2013-02-01^^date']);
    assert.deepEqual(values(record, rdfs.label, `${topic}#provenance`), ['Counted by hand@en']);
    assert.deepEqual(values(record, dct.spatial), [`${topic}#place`]);
    assert.equal(
      record.quads.find((q) => q.predicate.value === locn.geometry)?.object.termType === 'Literal' &&
        values(record, locn.geometry, `${topic}#place`)[0]?.endsWith(
          geosparql.geoJSONLiteral.split('#')[1] ?? '?',
        ),
      true,
    );
    assert.deepEqual(values(record, skos.prefLabel, `${topic}#place`), ['Bengaluru@en']);
    assert.deepEqual(values(record, vcard.fn, `${topic}#contact`), ['CDO@en']);
    assert.deepEqual(codes(record), ['interval-for-date']);
  });

  it('keeps extras that it does not know, and those that contradict a field', () => {
    const record = only(
      mapPackage({
        extras: [
          { key: 'shelf', value: '3' },
          { key: 'title', value: 'Other' },
        ],
      }),
    );
    assert.deepEqual(values(record, skos.note), ['shelf: 3@en', 'extra title: Other@en']);
    assert.deepEqual(codes(record), ['unknown-field', 'unknown-field']);
  });

  it('reads licences: address, then known identifier, then title', () => {
    const licence = (data: object) => values(only(mapPackage(data)), dct.license);
    assert.deepEqual(licence({ license_url: 'https://x.in/l', license_id: 'cc-by' }), ['https://x.in/l']);
    assert.deepEqual(licence({ license_id: 'cc-by' }), ['http://www.opendefinition.org/licenses/cc-by']);
    assert.deepEqual(licence({ license_id: 'notspecified', license_title: 'License not specified' }), []);
    const own = only(mapPackage({ license_id: 'other-open', license_title: 'Our own terms' }));
    assert.deepEqual(values(own, dct.license), []);
    assert.deepEqual(values(own, rdfs.label, `${topic}#rights`), ['Our own terms@en']);
    assert.deepEqual(codes(own), ['unknown-licence']);
  });

  it('maps resources to distributions', () => {
    const record = only(
      mapPackage({
        resources: [
          {
            id: 'r-1',
            name: 'Table',
            url: 'https://x.in/t.csv',
            format: 'CSV',
            mimetype: 'text/csv',
            size: '12 KB',
            hash: '43f32bff94876bd377627bf8af89a692',
            created: '2014-12-01T14:33:45.359209',
          },
          { id: 'r-2', url: 'https://x.in/gone.csv', state: 'deleted' },
        ],
      }),
    );
    const iri = `${base}id/distribution/p-1/r-1`;
    assert.deepEqual(values(record, dcat.distribution), [iri]);
    assert.deepEqual(values(record, dcat.downloadURL, iri), ['https://x.in/t.csv']);
    assert.deepEqual(values(record, dcat.byteSize, iri), ['12288^^nonNegativeInteger']);
    assert.deepEqual(values(record, spdx.checksum, iri), [`${iri}#checksum`]);
    assert.deepEqual(values(record, dct.issued, iri), ['2014-12-01T14:33:45.359209^^dateTime']);
    assert.deepEqual(record.findings, []);
  });

  it('lists tags once and joins groups', () => {
    const { records } = mapPackage({
      tags: [{ name: 'a', display_name: 'A' }, 'a', { name: 'b' }],
      groups: [{ name: 'zwe', title: 'Zimbabwe' }],
    });
    const [record, group] = records;
    assert.ok(record && group);
    assert.deepEqual(values(record, dcat.keyword), ['A@en', 'b@en']);
    assert.deepEqual(values(record, dcat.dataset, `${base}id/catalog/zwe`), [topic]);
    assert.deepEqual(values(group, dct.title), ['Zimbabwe@en']);
  });

  it('withdraws deleted packages and refuses private ones', () => {
    assert.deepEqual(mapPackage({ state: 'deleted' }).deletions, [`${base}doc/dataset/p-1`]);
    const mapping = mapPackage({ private: true });
    assert.deepEqual(mapping.records, []);
    assert.deepEqual(
      mapping.findings.map((f) => [f.code, f.severity]),
      [['private-record', 'violation']],
    );
  });

  it('keeps an address that is none as text', () => {
    const record = only(mapPackage({ url: 'Accounts Payable' }));
    assert.deepEqual(values(record, ndsapTerms(base).unresolvedValue), ['url: Accounts Payable@en']);
    assert.deepEqual(codes(record), ['invalid-iri']);
  });

  it('maps a package of the Humanitarian Data Exchange', function () {
    const file = readShared('realdata/catalogs/ckan/hdx-unesco-package.json');
    if (!file) return this.skip();
    const record = only(map('ckan', 'package', JSON.parse(file.toString()), context));
    assert.deepEqual(values(record, dct.accrualPeriodicity), [
      'http://publications.europa.eu/resource/authority/frequency/QUARTERLY',
    ]);
    assert.deepEqual(values(record, dcat.startDate, `${record.topic}#period`), [
      '1970-01-01T00:00:00^^dateTime',
    ]);
    assert.deepEqual(values(record, dct.modified), ['2022-12-19T12:51:31.739798^^dateTime']);
    assert.deepEqual(values(record, rdfs.label, `${record.topic}#methodology`), ['Registry@en']);
    assert.equal(values(record, dcat.distribution).length, 9);
  });
});

describe('CKAN organisations and groups', () => {
  it('maps active organisations and withdraws deleted ones', () => {
    const record = only(
      map('ckan', 'organization', { name: 'aa', title: 'AA', state: 'active', region: 'N' }, context),
    );
    assert.equal(record.topic, `${base}id/organization/aa`);
    assert.ok(!record.incidental);
    assert.deepEqual(values(record, skos.prefLabel), ['AA@en']);
    assert.deepEqual(values(record, skos.note), ['region: N@en']);
    assert.deepEqual(map('ckan', 'organization', { name: 'aa', state: 'deleted' }, context).deletions, [
      `${base}doc/organization/aa`,
    ]);
  });

  it('maps a group to a catalogue below its parents', () => {
    const record = only(
      map('ckan', 'group', { name: 'crops', title: 'Crops', groups: [{ name: 'farm' }] }, context),
    );
    assert.equal(record.topic, `${base}id/catalog/crops`);
    assert.deepEqual(values(record, dcat.catalog, `${base}id/catalog/farm`), [record.topic]);
  });
});
