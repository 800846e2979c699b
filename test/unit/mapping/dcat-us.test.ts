import assert from 'node:assert/strict';
import { ndsapTerms } from '../../../src/vocabulary/ndsap.ts';
import { dcat, dct, foaf, pod, rdfs, skos, vcard } from '../../../src/vocabulary/terms.ts';
import { base, codes, makeContext, map, only, values } from './mapping-support.ts';

const context = makeContext();
const dataset = (data: object) =>
  map('dcat-us', 'dataset', { identifier: 'GSA-1', title: 'T', ...data }, context);
const topic = `${base}id/dataset/GSA-1`;
const right = (name: string) => `http://publications.europa.eu/resource/authority/access-right/${name}`;

describe('DCAT-US datasets', () => {
  it('maps access levels to access rights', () => {
    const rights = (accessLevel: string) => values(only(dataset({ accessLevel })), dct.accessRights);
    assert.deepEqual(rights('public'), [right('PUBLIC')]);
    assert.deepEqual(rights('restricted public'), [right('RESTRICTED')]);
    assert.deepEqual(rights('non-public'), [right('NON_PUBLIC')]);
    assert.deepEqual(rights('secret'), []);
    assert.deepEqual(codes(only(dataset({ accessLevel: 'secret' }))), ['unresolved-value']);
  });

  it('turns the chain of publishers into a path', () => {
    const publisher = {
      name: 'WHD',
      subOrganizationOf: { name: 'Wage', subOrganizationOf: { name: 'Labor' } },
    };
    const { records } = dataset({ publisher });
    assert.deepEqual(
      records.slice(1).map((r) => r.topic),
      [
        `${base}id/organization/labor/wage/whd`,
        `${base}id/organization/labor/wage`,
        `${base}id/organization/labor`,
      ],
    );
  });

  it('reads every form of modified', () => {
    const modified = (value: unknown) => values(only(dataset({ modified: value })), dct.modified);
    assert.deepEqual(modified('2025-01-15'), ['2025-01-15^^date']);
    assert.deepEqual(modified('2016'), ['2016^^gYear']);
    assert.deepEqual(modified('2016-01-02T03:04:05.678Z'), ['2016-01-02T03:04:05.678Z^^dateTime']);
    assert.deepEqual(modified(null), []);
    const weekly = only(dataset({ modified: 'R/P1W' }));
    assert.deepEqual(values(weekly, dct.modified), []);
    assert.deepEqual(values(weekly, dct.accrualPeriodicity), [
      'http://publications.europa.eu/resource/authority/frequency/WEEKLY',
    ]);
  });

  it('lets the stated frequency go before an interval in modified', () => {
    const record = only(dataset({ modified: 'R/P1Y', accrualPeriodicity: 'R/P1M' }));
    assert.deepEqual(values(record, dct.accrualPeriodicity), [
      'http://publications.europa.eu/resource/authority/frequency/MONTHLY',
    ]);
    assert.deepEqual(values(record, ndsapTerms(base).unresolvedValue), ['modified: R/P1Y@en']);
  });

  it('keeps an impossible year as text', () => {
    const record = only(dataset({ issued: '0201-12-31' }));
    assert.deepEqual(values(record, dct.issued), []);
    assert.deepEqual(codes(record), ['impossible-date']);
  });

  it('maps the contact, the codes and the relations', () => {
    const record = only(
      dataset({
        contactPoint: { '@type': 'vcard:Contact', fn: 'Office', hasEmail: 'mailto:office@gsa.gov' },
        bureauCode: ['015:11'],
        programCode: ['015:001'],
        dataQuality: true,
        references: ['https://x.gov/method'],
        describedBy: 'https://x.gov/dictionary',
        describedByType: 'text/html',
        isPartOf: 'GSA-0',
        temporal: '2014-01-01/2025-12-31',
        spatial: 'Philadelphia, Pennsylvania',
        rights: 'The dataset contains PII',
        language: ['en-US', 'us-EN'],
      }),
    );
    assert.deepEqual(values(record, vcard.hasEmail, `${topic}#contact`), ['mailto:office@gsa.gov']);
    assert.deepEqual(values(record, pod.bureauCode), ['015:11^^string']);
    assert.deepEqual(values(record, pod.dataQuality), ['true^^boolean']);
    assert.deepEqual(values(record, dct.references), ['https://x.gov/method']);
    assert.deepEqual(values(record, foaf.page), ['https://x.gov/dictionary']);
    assert.deepEqual(values(record, dct.isPartOf), [`${base}id/dataset/GSA-0`]);
    assert.deepEqual(values(record, dcat.endDate, `${topic}#period`), ['2025-12-31^^date']);
    assert.deepEqual(values(record, skos.prefLabel, `${topic}#place`), ['Philadelphia, Pennsylvania@en']);
    assert.deepEqual(values(record, rdfs.label, `${topic}#rights`), ['The dataset contains PII@en']);
    assert.deepEqual(values(record, dct.language), [
      'http://publications.europa.eu/resource/authority/language/ENG',
    ]);
    assert.deepEqual(codes(record), ['unresolved-value']);
  });

  it('names distributions by their address, so that their order does not matter', () => {
    const a = { downloadURL: 'https://x.gov/a.csv', mediaType: 'text/csv' };
    const b = { accessURL: 'https://x.gov/b', format: 'API' };
    const iris = (distribution: unknown) => values(only(dataset({ distribution })), dcat.distribution);
    assert.deepEqual(iris([a, b]), iris([b, a]).reverse());
    assert.equal(new Set(iris([a, a])).size, 2);
    const record = only(dataset({ distribution: [a] }));
    const [iri] = values(record, dcat.distribution);
    assert.deepEqual(values(record, dcat.accessURL, iri), ['https://x.gov/a.csv']);
    assert.deepEqual(values(record, dcat.mediaType, iri), [
      'https://www.iana.org/assignments/media-types/text/csv',
    ]);
  });

  it('makes a distribution of the fields of version 1.0', () => {
    const record = only(dataset({ accessURL: 'https://x.gov/a.pdf' }));
    const [iri] = values(record, dcat.distribution);
    assert.deepEqual(values(record, dcat.downloadURL, iri), ['https://x.gov/a.pdf']);
  });

  it('keeps unknown members and refuses what has no identifier', () => {
    assert.deepEqual(values(only(dataset({ shelf: 3 })), skos.note), ['shelf: 3@en']);
    assert.deepEqual(
      map('dcat-us', 'dataset', { title: 'T' }, context).findings.map((f) => f.code),
      ['no-identity'],
    );
  });

  it('ignores the catalogue of the file, saying why', () => {
    assert.match(map('dcat-us', 'catalog', { conformsTo: 'x' }, context).ignored ?? '', /catalogue/);
  });
});
