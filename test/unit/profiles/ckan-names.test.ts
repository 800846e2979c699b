import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ckanLicence, ckanLicences } from '../../../src/profiles/ckan/ckan-licences.ts';
import { ckanNames, nameUuid, tagName } from '../../../src/profiles/ckan/ckan-names.ts';

const datasets = 'https://data.example.gov.in/id/dataset/';
const organizations = 'https://data.example.gov.in/id/organization/';

describe('names of CKAN', () => {
  it('makes UUIDs of version 5 as RFC 9562 does', () => {
    assert.equal(nameUuid('http://www.example.com/'), 'fcde3c85-2270-590f-9e7c-ee003d65e0e2');
  });

  it('keeps keys that CKAN allows, and UUIDs as ids', () => {
    const uuid = '59bbf812-7d98-4a2c-8f83-61e6f008aa92';
    assert.deepEqual(ckanNames(datasets + uuid, datasets), { id: uuid, name: uuid });
    assert.equal(ckanNames(`${datasets}prices-2016`, datasets).name, 'prices-2016');
    assert.equal(ckanNames(`${organizations}ministry/division`, organizations).name, 'ministry__division');
  });

  it('tells apart what would have one name', () => {
    const names = ['वर्षा-2020', 'नदी-2020', 'Rainfall', 'rainfall', 'rainfall.rdf', 'a/b', 'a__b', 'new'].map(
      (key) => ckanNames(datasets + key, datasets).name,
    );
    assert.equal(new Set(names).size, names.length, names.join(' '));
  });

  it('says of a path that is too long what stands last', () => {
    const key = `${'ministry-of-everything/'.repeat(6)}directorate-of-marketing`;
    assert.match(
      ckanNames(organizations + key, organizations).name,
      /^directorate-of-marketing-[0-9a-f]{16}$/,
    );
  });

  it('names everything as CKAN allows it, each thing otherwise', () => {
    const iri = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }).map((key) => datasets + key),
      fc.webUrl(),
    );
    fc.assert(
      fc.property(iri, iri, (one, other) => {
        const [a, b] = [one, other].map((each) => ckanNames(each, datasets));
        assert.match(a?.name ?? '', /^[a-z0-9_-]{2,100}$/);
        assert.match(a?.id ?? '', /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        if (one !== other) assert.ok(a?.name !== b?.name && a?.id !== b?.id);
      }),
      { numRuns: 500 },
    );
  });

  it('makes tags of keywords in any script', () => {
    assert.equal(tagName('गेहूँ के दाम'), 'गेहूँ के दाम');
    assert.equal(tagName('Food, drink & (other) things'), 'Food drink other things');
    assert.equal(tagName('x'), undefined);
    assert.equal(tagName('!?'), undefined);
    assert.equal(tagName('y'.repeat(300))?.length, 100);
  });
});

describe('licences of CKAN', () => {
  it('finds each licence of the register by its address, with and without TLS', () => {
    for (const { id, url } of ckanLicences) {
      const found = ckanLicence(url);
      // Several ids may have one address: the address is what is said.
      assert.equal(found.url, url, id);
      assert.equal(ckanLicence(url.replace(/^https:/, 'http:')).id, found.id);
    }
    assert.equal(ckanLicence('https://data.gov.in/government-open-data-license-india').id, 'GODL-India');
  });

  it('lets an unknown one go by its IRI', () => {
    const iri = 'https://licences.example/own';
    assert.deepEqual(ckanLicence(iri), { id: iri, title: iri, url: iri, open: false });
  });
});
