import assert from 'node:assert/strict';
import { negotiateLanguage } from '../../../src/http/negotiate-language.ts';

describe('negotiateLanguage', () => {
  it('takes the language of the address first', () => {
    assert.equal(negotiateLanguage('en', 'hi', 'en'), 'hi');
  });
  it('passes over an unknown language in the address', () => {
    assert.equal(negotiateLanguage('hi', 'fr', 'en'), 'hi');
  });
  it('takes the best of the field, regions included', () => {
    assert.equal(negotiateLanguage('fr, hi-IN;q=0.8, en;q=0.7', null, 'en'), 'hi');
  });
  it('leaves out what has weight 0', () => {
    assert.equal(negotiateLanguage('hi;q=0', null, 'en'), 'en');
  });
  it('lets q=0 exclude what `*` allows, and the fallback', () => {
    assert.equal(negotiateLanguage('*, en;q=0', null, 'en'), 'hi');
    assert.equal(negotiateLanguage('en;q=0', null, 'en'), 'hi');
    assert.equal(negotiateLanguage('en;q=0, hi;q=0', null, 'hi'), 'hi');
    assert.equal(negotiateLanguage('*;q=0', null, 'hi'), 'hi');
  });
  it('takes `*` for the fallback, and for what is not named', () => {
    assert.equal(negotiateLanguage('*', null, 'hi'), 'hi');
    assert.equal(negotiateLanguage('hi;q=0.5, *', null, 'hi'), 'en');
  });
  it('makes nothing of malformed fields', () => {
    for (const field of ['', ' ', ',', ';q=1', 'q=1', 'hi;q=x', '日本'])
      assert.equal(negotiateLanguage(field, null, 'en'), 'en', field);
  });
  it('falls back where nothing is there', () => {
    assert.equal(negotiateLanguage('ta', null, 'hi'), 'hi');
    assert.equal(negotiateLanguage(undefined, null, 'hi'), 'hi');
  });
});
