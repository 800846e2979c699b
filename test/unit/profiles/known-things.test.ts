import assert from 'node:assert/strict';
import { KnownThings } from '../../../src/profiles/known-things.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { foaf } from '../../../src/vocabulary/terms.ts';
import { base } from '../mapping/mapping-support.ts';
import { Catalogue } from './catalogue.ts';

describe('KnownThings', () => {
  const office = `${base}id/organization/office` as Iri;
  const named = (name: string) => `<id/organization/office> a foaf:Organization ; foaf:name "${name}"@en .`;

  function start() {
    const catalogue = new Catalogue();
    const { document } = catalogue.turtle('organization', 'id/organization/office', named('Old'));
    const things = new KnownThings(catalogue);
    const name = () => things.find(office)?.description.text(office, foaf.name);
    return { catalogue, document, name, things };
  }

  it('reads a record once, also while other records change', () => {
    const { catalogue, name } = start();
    assert.equal(name(), 'Old');
    catalogue.turtle('organization', 'id/organization/other', '<id/organization/other> foaf:name "x" .');
    assert.equal(name(), 'Old');
    assert.equal(catalogue.reads, 1);
  });

  it('sees a new version and a withdrawal at once', () => {
    const { catalogue, document, name } = start();
    assert.equal(name(), 'Old');
    catalogue.turtle('organization', 'id/organization/office', named('New'));
    assert.equal(name(), 'New');
    catalogue.withdraw(document);
    assert.equal(name(), undefined);
  });

  it('finds parts in the record that describes them, and nothing of what is unknown', () => {
    const { catalogue, things } = start();
    const part = `${base}id/contact/desk` as Iri;
    catalogue.turtle('dataset', 'id/dataset/a', '<id/contact/desk> vcard:fn "Desk" .', ['id/contact/desk']);
    assert.equal(things.find(part)?.record.topic, `${base}id/dataset/a`);
    assert.equal(things.find(`${base}id/contact/none` as Iri), undefined);
  });
});
