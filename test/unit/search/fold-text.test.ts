import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldText, wordsOf } from '../../../src/search/fold-text.ts';

describe('the words of a text', () => {
  const cases: readonly [text: string, words: readonly string[]][] = [
    ['Rainfall, 2016-17 (Table 3)', ['rainfall', '2016', '17', 'table', '3']],
    ['Café CAFE\u0301', ['cafe', 'cafe']],
    ["The state's prices", ['the', 'state', 'price']],
    ['ponies classes gas census series analyses', ['pony', 'classe', 'gas', 'census', 'sery', 'analyse']],
    ['9EF84268-d588-465a-a308-a864a43d0070', ['9ef84268-d588-465a-a308-a864a43d0070']],
    ['जिलेवार वर्षा', ['जिलेवार', 'वर्षा']],
    ['कृषि, सिंचाई।', ['कृषि', 'सिंचाई']],
    ['२०१६', ['2016']],
    ['ﬁle № 5', ['file', 'no', '5']],
    ['', []],
    [' … — !', []],
  ];
  for (const [text, words] of cases) {
    it(`${JSON.stringify(text)} are ${JSON.stringify(words)}`, () => assert.deepEqual(wordsOf(text), words));
  }

  const same: readonly [string, string][] = [
    ['\u095B\u093F\u0932\u093E', 'जिला'], // ज़ as one character, and without nukta
    ['ज\u093Cिला', 'जिला'],
    ['हिन्दी', 'हिंदी'],
    ['सम्बन्ध', 'संबंध'],
    ['गाँव', 'गांव'],
    ['क्\u200Dष', 'क्ष'],
  ];
  for (const [a, b] of same) {
    it(`${a} is found as ${b}`, () => assert.deepEqual(wordsOf(a), wordsOf(b)));
  }

  it('keeps vowel signs, which tell words apart', () => {
    assert.notDeepEqual(wordsOf('कला'), wordsOf('काल'));
    assert.equal(wordsOf('कीमत').length, 1);
  });

  it('is the same for a text and its normal forms', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        assert.deepEqual(wordsOf(text.normalize('NFC')), wordsOf(text));
        assert.deepEqual(wordsOf(text.normalize('NFD')), wordsOf(text));
      }),
    );
  });

  it('folds what is folded no further', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.equal(foldText(foldText(text)), foldText(text));
      }),
    );
  });
});
