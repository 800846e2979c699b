import assert from 'node:assert/strict';
import { ndsapTerms } from '../../../src/vocabulary/ndsap.ts';
import { dcat, dct, foaf, rdf, schema, skos, vcard } from '../../../src/vocabulary/terms.ts';
import { base, codes, makeContext, map, only, values } from './mapping-support.ts';

const context = makeContext();
const ndsap = ndsapTerms(base);
const row = (data: unknown) => map('ndsap', 'sheet-row', data, context);
const dataset = { Category: 'Dataset', Title: 'Wells', 'Access Method': 'Upload a Dataset' };

describe('NDSAP rows', () => {
  it('takes element names in any writing, English and Hindi', () => {
    const same = [
      { 'Category (Required)': 'Dataset', 'TITLE (required)': 'Wells', 'Date Released': '2016' },
      { category: 'dataset', resource_title: 'Wells', dateReleased: '2016' },
      { श्रेणी: 'डेटासेट', शीर्षक: 'Wells', 'जारी करने की तिथि': '2016' },
    ].map((data) =>
      only(row(data)).quads.map((q) => `${q.subject.value} ${q.predicate.value} ${q.object.value}`),
    );
    assert.deepEqual(same[1], same[0]);
    assert.deepEqual(same[2], same[0]);
  });

  it('tells languages by column and by script', () => {
    const record = only(
      row({
        ...dataset,
        'Title (Hindi)': 'कुएँ',
        'Description@hi': 'Kuen',
        Description: 'विवरण',
        Note_hi: 'x',
      }),
    );
    assert.deepEqual(values(record, dct.title), ['Wells@en', 'कुएँ@hi']);
    assert.deepEqual(values(record, dct.description), ['विवरण@hi', 'Kuen@hi']);
    assert.deepEqual(values(record, skos.note), ['x@hi']);
    assert.equal(record.topic, `${base}id/dataset/wells`);
  });

  it('resolves concepts by Hindi label and keeps what it cannot resolve', () => {
    const record = only(
      row({ ...dataset, 'Access Type': 'मुक्त', Frequency: 'Montly-ish', Sector: 'Finance, Zzyzx' }),
    );
    assert.deepEqual(values(record, ndsap.accessType), [`${base}def/access-type/open`]);
    assert.deepEqual(values(record, dcat.theme), [`${base}def/sector/finance`]);
    assert.deepEqual(values(record, ndsap.unresolvedValue), ['Sector: Zzyzx@en', 'Frequency: Montly-ish@en']);
    const finding = record.findings.find((f) => f.field.en === 'Frequency');
    assert.equal(finding?.code, 'unresolved-value');
    assert.equal(finding?.severity, 'warning');
    assert.equal(finding?.value, 'Montly-ish');
    assert.deepEqual(finding?.place, { file: 'file', row: 2, field: 'Frequency' });
    assert.match(finding?.remedy.en ?? '', /Monthly/);
    assert.match(finding?.remedy.hi ?? '', /मासिक/);
  });

  it('keeps an impossible date as text and says so', () => {
    const record = only(row({ ...dataset, 'Date Released': '31/02/2016' }));
    assert.deepEqual(values(record, dct.issued), []);
    assert.deepEqual(values(record, ndsap.unresolvedValue), ['Date Released: 31/02/2016@en']);
    assert.deepEqual(codes(record), ['impossible-date']);
  });

  it('mends an address without scheme and keeps an invalid one as text', () => {
    const record = only(
      row({ ...dataset, 'Reference URLs': 'www.x.in, https://y.in/a,b.html\nsee the report' }),
    );
    assert.deepEqual(values(record, foaf.page), ['http://www.x.in', 'https://y.in/a,b.html']);
    assert.deepEqual(codes(record), ['mended-iri', 'invalid-iri']);
    assert.deepEqual(values(record, ndsap.unresolvedValue), ['Reference URLs: see the report@en']);
  });

  it('says nothing of what the sheet leaves out or marks NA', () => {
    const record = only(row({ ...dataset, 'Date Released': 'NA', 'Reference URLs': '-', Frequency: '' }));
    assert.deepEqual(record.findings, []);
    assert.deepEqual(values(record, dct.license), []);
    assert.deepEqual(values(record, dct.accrualPeriodicity), []);
  });

  it('takes the identifier for the key, else the title', () => {
    assert.equal(only(row({ ...dataset, Identifier: 'W-1' })).topic, `${base}id/dataset/W-1`);
    assert.equal(only(row(dataset)).topic, `${base}id/dataset/wells`);
  });

  it('joins organisation columns to a path', () => {
    const { records } = row({ ...dataset, Ministry: 'Ministry of Water', Department: 'Ground Water' });
    assert.deepEqual(values(only({ records, deletions: [], findings: [] }), dct.publisher), [
      `${base}id/organization/ministry-of-water/ground-water`,
    ]);
    assert.deepEqual(
      records.slice(1).map((r) => r.topic),
      [`${base}id/organization/ministry-of-water/ground-water`, `${base}id/organization/ministry-of-water`],
    );
  });

  it('makes one contact of name and mail', () => {
    const record = only(row({ ...dataset, 'Contact Name': 'CDO', 'Contact E-mail': 'cdo@x.gov.in' }));
    const contact = `${base}id/dataset/wells#contact`;
    assert.deepEqual(values(record, dcat.contactPoint), [contact]);
    assert.deepEqual(values(record, vcard.fn, contact), ['CDO@en']);
    assert.deepEqual(values(record, vcard.hasEmail, contact), ['mailto:cdo@x.gov.in']);
    assert.ok(record.parts.includes(contact as never));
  });

  it('makes an offer of priced access, with or without a price', () => {
    const offer = `${base}id/dataset/wells#offer`;
    const priced = only(row({ ...dataset, 'Access Type': 'Priced', Price: '₹ 500' }));
    assert.deepEqual(values(priced, schema.price, offer), ['500^^decimal']);
    assert.deepEqual(values(priced, schema.priceCurrency, offer), ['INR^^string']);
    assert.deepEqual(values(only(row({ ...dataset, 'Access Type': 'Priced' })), schema.offers), [offer]);
    assert.deepEqual(values(only(row({ ...dataset, 'Access Type': 'Open' })), schema.offers), []);
  });

  it('makes several distributions of several addresses', () => {
    const record = only(
      row({ ...dataset, URL: 'https://x.in/a.csv\nhttps://x.in/b.pdf', Format: 'CSV, PDF' }),
    );
    assert.deepEqual(values(record, dcat.distribution), [
      `${base}id/distribution/wells/1`,
      `${base}id/distribution/wells/2`,
    ]);
    assert.deepEqual(values(record, dct.format, `${base}id/distribution/wells/2`), [
      'http://publications.europa.eu/resource/authority/file-type/PDF',
    ]);
    assert.deepEqual(record.findings, []);
  });

  it('does not take a page for a download', () => {
    const record = only(row({ ...dataset, URL: 'https://www.mca.gov.in/' }));
    assert.deepEqual(values(record, dcat.downloadURL, `${base}id/distribution/wells/1`), []);
  });

  it('keeps columns that it does not know as notes', () => {
    const record = only(row({ ...dataset, Colour: 'blue' }));
    assert.deepEqual(values(record, skos.note), ['Colour: blue@en']);
    assert.deepEqual(
      record.findings.map((f) => [f.code, f.severity]),
      [['unknown-field', 'info']],
    );
  });

  it('states that a resource is not compliant', () => {
    const record = only(row({ ...dataset, 'NDSAP Policy Compliance': 'नहीं' }));
    assert.deepEqual(values(record, ndsap.policyCompliance), ['false^^boolean']);
    assert.deepEqual(values(record, dct.conformsTo), []);
  });

  it('maps apps, and services as data services', () => {
    const app = only(
      row({
        Category: 'App',
        Title: 'Rain',
        'App Type': 'Web Service',
        URL: 'https://x.in/api',
        'Datasets Used': 'D-1, D-2',
        Language: 'Hindi, Java',
      }),
    );
    assert.equal(app.topic, `${base}id/app/rain`);
    assert.deepEqual(values(app, rdf.type), [
      ndsap.App,
      schema.SoftwareApplication,
      dcat.Resource,
      dcat.DataService,
    ]);
    assert.deepEqual(values(app, dcat.servesDataset), [`${base}id/dataset/D-1`, `${base}id/dataset/D-2`]);
    assert.deepEqual(values(app, dcat.endpointURL), ['https://x.in/api']);
    assert.deepEqual(values(app, dct.language), [
      'http://publications.europa.eu/resource/authority/language/HIN',
    ]);
    assert.deepEqual(values(app, schema.programmingLanguage), ['Java^^string']);
    assert.deepEqual(values(app, dcat.service, `${base}id/catalog/portal`), [app.topic]);
    const web = only(row({ Category: 'App', Title: 'Rain', 'App Type': 'Web App' }));
    assert.ok(!values(web, rdf.type).includes(dcat.DataService));
  });

  it('refuses a resource without category, with the remedy', () => {
    const mapping = row({ Title: 'Wells', Frequency: 'Monthly' });
    assert.deepEqual(mapping.records, []);
    assert.deepEqual(
      mapping.findings.map((f) => [f.code, f.severity]),
      [['no-category', 'violation']],
    );
    assert.deepEqual(
      row({ ...dataset, Category: 'Song' }).findings.map((f) => f.value),
      ['Song'],
    );
  });

  it('refuses a resource with neither title nor identifier', () => {
    assert.deepEqual(
      row({ Category: 'Dataset' }).findings.map((f) => f.code),
      ['no-identity'],
    );
  });

  it('maps catalog rows, told by category or by their elements alone', () => {
    for (const data of [
      { Category: 'Catalog', Title: 'Prices' },
      { 'Catalog Title': 'Prices', Identifier: 'P' },
      { Title: 'Prices' },
    ]) {
      const record = only(row({ ...data, 'Group Name': 'Economy' }));
      assert.equal(record.topic, `${base}id/catalog/prices`);
      assert.deepEqual(values(record, dct.title), ['Prices@en']);
      assert.deepEqual(values(record, dcat.catalog, `${base}id/catalog/economy`), [record.topic]);
      assert.deepEqual(values(record, dcat.catalog, `${base}id/catalog/portal`), [record.topic]);
    }
  });

  it('describes the catalog of a resource by its own columns', () => {
    const { records } = row({
      ...dataset,
      'Catalog Title': 'Water',
      'Catalog Description': 'All of it',
      'Catalog Shelf': '3',
    });
    const catalog = records.find((r) => r.kind === 'catalog');
    assert.ok(catalog?.incidental);
    assert.deepEqual(values(catalog, dct.description), ['All of it@en']);
    assert.deepEqual(values(catalog, skos.note), ['Catalog Shelf: 3@en']);
  });

  it('does not take a catalog called Portal for the catalogue of the portal', () => {
    const catalog = only(row({ Category: 'Catalog', Title: 'Portal' }));
    assert.match(catalog.topic, /\/id\/catalog\/portal-[0-9a-f]{8}$/);
  });

  it('gives a catalog the same IRI from its own row and from those of its resources', () => {
    for (const title of ['Portal', 'Consumer  Price Index', 'मूल्य']) {
      const catalog = only(row({ Category: 'Catalog', Title: title }));
      const [, met] = row({ ...dataset, Catalog: title }).records;
      assert.equal(met?.topic, catalog.topic);
    }
  });

  it('withdraws what is to be deleted', () => {
    assert.deepEqual(map('ndsap', 'sheet-row', dataset, context, 'delete').deletions, [
      `${base}doc/dataset/wells`,
    ]);
  });
});
