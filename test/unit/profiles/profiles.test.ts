import assert from 'node:assert/strict';
import { plainDcat, profiles } from '../../../src/profiles/profiles.ts';

describe('profiles', () => {
  it('are asked for by names of which no two have one in common', () => {
    const names = profiles.flatMap(({ token, iri, aliases }) => [token, iri, ...aliases]);
    assert.equal(new Set(names).size, names.length);
  });

  it('begin with plain DCAT, which is had in every RDF syntax', () => {
    assert.equal(profiles[0], plainDcat);
    assert.equal(plainDcat.formats.length, 6);
  });

  it('have titles in both languages and formats of which no two share an extension', () => {
    for (const { title, formats } of profiles) {
      assert.ok(title.en && title.hi);
      assert.equal(new Set(formats.map(({ extension }) => extension)).size, formats.length);
    }
  });
});
