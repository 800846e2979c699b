import assert from 'node:assert/strict';
import { fieldOf } from '../../../src/mapping/field-of.ts';
import { ndsapTerms } from '../../../src/vocabulary/ndsap.ts';
import { dcat, dct, rdf, vcard } from '../../../src/vocabulary/terms.ts';

describe('fieldOf', () => {
  it("names the publisher's field of a property", () => {
    assert.equal(fieldOf('ogd', 'registry', dct.publisher), 'org');
    assert.equal(fieldOf('ckan', 'package', dct.description), 'notes');
    assert.equal(fieldOf('dcat-us', 'dataset', dct.accessRights), 'accessLevel');
    assert.equal(fieldOf('ndsap', 'dataset', dct.accrualPeriodicity), 'Frequency');
  });
  it('asks all tables of the profile where the kind has none', () => {
    assert.equal(fieldOf('ndsap', 'sheet-row', dcat.accessURL), 'URL');
    assert.equal(fieldOf('ndsap', 'constructor', dct.title), 'Title');
  });
  it('finds parts by what they hold and by what links to them', () => {
    assert.equal(fieldOf('ndsap', 'sheet-row', dcat.contactPoint), 'Contact Name');
    assert.equal(fieldOf('ndsap', 'sheet-row', vcard.hasEmail), 'Contact E-mail');
    assert.equal(fieldOf('dcat-us', 'dataset', dct.temporal), 'temporal');
  });
  it("finds the portal's own terms under any base", () => {
    assert.equal(
      fieldOf('ndsap', 'sheet-row', ndsapTerms('http://localhost:8080/').accessType),
      'Access Type',
    );
  });
  it('says nothing of what no field becomes', () => {
    assert.equal(fieldOf('ogd', 'registry', rdf.type), undefined);
    assert.equal(fieldOf('dcat', 'graph', dct.title), undefined);
  });
});
