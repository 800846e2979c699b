import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mostWords, queryWords } from '../../../src/search/query-words.ts';

const words = (text: string) => queryWords(text).words.map(({ word, exact }) => (exact ? `"${word}"` : word));

describe('the words of a search', () => {
  it('are each looked for once', () => {
    assert.deepEqual(words('Prices price PRICE of Wheat'), ['price', 'wheat']);
  });
  it('are exact between quotation marks', () => {
    assert.deepEqual(words('"consumer price" index'), ['"consumer"', '"price"', 'index']);
    assert.deepEqual(words('“भूजल स्तर” मासिक'), ['"भूजल"', '"स्तर"', 'मासिक']);
    assert.deepEqual(words('12" pipe'), ['12', 'pipe']);
  });
  it('leave joining words out, unless there are no others', () => {
    assert.deepEqual(words('rainfall in the state of Bihar'), ['rainfall', 'state', 'bihar']);
    assert.deepEqual(words('भारत में वर्षा'), ['भारत', 'वर्षा']);
    assert.deepEqual(words('the'), ['the']);
    assert.deepEqual(words('"in" India'), ['"in"', 'india']);
  });
  it('keep what was typed', () => {
    assert.deepEqual(queryWords('Prices').words, [{ word: 'price', written: 'Prices', exact: false }]);
  });
  it('are bounded, whatever is typed', () => {
    const many = Array.from({ length: 1_000 }, (_, i) => `w${i}`).join(' ');
    assert.equal(queryWords(many).words.length, mostWords);
    assert.equal(queryWords(many).cut, true);
    assert.equal(queryWords('rain').cut, false);
    assert.equal(queryWords('x'.repeat(10_000)).words[0]?.word.length, 64);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        assert.ok(queryWords(text).words.length <= mostWords);
      }),
    );
  });
});
