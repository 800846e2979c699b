import assert from 'node:assert/strict';
import { anchorOf } from '../../../../src/http/pages/anchor-of.ts';

describe('anchorOf', () => {
  it('is the fragment of a hash IRI', () => {
    assert.equal(anchorOf('https://data.example/def/ndsap#accessType'), 'accessType');
    assert.equal(anchorOf('https://data.example/doc/dataset/x#c14n0'), 'c14n0');
  });
  it('is what follows the folder of things, so that no two parts of a document share it', () => {
    assert.equal(anchorOf('https://data.example/id/distribution/x/1'), 'distribution/x/1');
    assert.equal(anchorOf('https://data.example/base/id/distribution/x/1'), 'distribution/x/1');
    const parts = ['x/1', 'x/11', 'x-1', 'x/वर्षा'].map(
      (key) => `https://data.example/id/distribution/${key}`,
    );
    assert.equal(new Set(parts.map(anchorOf)).size, parts.length);
  });
  it('is path and query of an IRI of others, or the IRI itself where it has no path', () => {
    assert.equal(anchorOf('https://ckan.example/dataset/a?resource=b'), 'dataset/a?resource=b');
    assert.equal(
      anchorOf('urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8'),
      'urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8',
    );
    assert.equal(anchorOf('https://example.org/'), 'https://example.org/');
    assert.equal(anchorOf('https://example.org/page#'), 'page#');
  });
  it('is never an id of the page’s own', () => {
    assert.notEqual(anchorOf('https://data.example/def/terms#content'), 'content');
    assert.notEqual(anchorOf('https://example.org/search'), 'search');
  });
});
