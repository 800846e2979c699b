import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeIri, Site } from '../../../src/http/site.ts';
import { slug } from '../../../src/mapping/iris.ts';

describe('Site', () => {
  const site = new Site('https://data.example.gov.in/open/');

  it('refers to its own IRIs by path, to others as they are', () => {
    assert.equal(site.reference('https://data.example.gov.in/open/doc/dataset/x'), '/open/doc/dataset/x');
    assert.equal(site.reference('https://other.example/x'), 'https://other.example/x');
  });
  it('decodes percent-encoded Unicode', () => {
    assert.equal(
      site.irisOf('/open/id/%E0%A4%B5%E0%A4%B0%E0%A5%8D%E0%A4%B7%E0%A4%BE')?.[0],
      'https://data.example.gov.in/open/id/वर्षा',
    );
  });
  it('keeps encoded slashes, percent signs and spaces encoded', () => {
    assert.equal(
      site.irisOf('/open/id/a%2fb%25c%20d')?.[0],
      'https://data.example.gov.in/open/id/a%2Fb%25c%20d',
    );
  });
  it('also tries what some clients encode without need', () => {
    assert.ok(
      site.irisOf('/open/id/a%28b%29%3Ac')?.includes('https://data.example.gov.in/open/id/a(b):c' as never),
    );
  });
  it('also tries the composed form', () => {
    assert.ok(site.irisOf('/open/id/e%CC%81')?.includes('https://data.example.gov.in/open/id/é' as never));
  });
  for (const path of ['/open/id/%', '/open/id/%zz', '/open/id/%E0%A4', '/open/id/%ff']) {
    it(`refuses ${JSON.stringify(path)}`, () => assert.equal(site.irisOf(path), undefined));
  }
  it('finds every key that is minted again behind its reference', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        const iri = `https://data.example.gov.in/open/id/dataset/${slug(name)}`;
        assert.ok(site.irisOf(site.reference(iri))?.includes(iri as never));
      }),
    );
  });
  it('writes nothing into a header field that could end it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.match(encodeIri(text), /^[\x21-\x7E]*$/);
        assert.doesNotMatch(encodeIri(text), /[<>"]/);
      }),
    );
  });
});
