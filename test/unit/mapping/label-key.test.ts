import assert from 'node:assert/strict';
import fc from 'fast-check';
import { labelKey } from '../../../src/mapping/label-key.ts';

describe('labelKey', () => {
  const same = [
    ['Half-Yearly', 'half yearly', ' HALFYEARLY '],
    ['Research & Development', 'research and development'],
    ['Andhra_Pradesh', 'ANDHRA PRADESH'],
    ['Karnātaka', 'Karnataka'],
    ['ＣＳＶ', 'csv'],
    ['पाँच वर्ष', 'पांच वर्ष'],
    ['ज़िला', 'जिला'],
    ['अर्ध-वार्षिक', 'अर्धवार्षिक'],
  ];
  for (const forms of same)
    it(`takes ${forms.join(' | ')} for one`, () => {
      assert.equal(new Set(forms.map(labelKey)).size, 1);
    });

  it('keeps the vowel signs of Hindi', () => {
    assert.notEqual(labelKey('दिन'), labelKey('दान'));
    assert.notEqual(labelKey('मासिक'), labelKey('मसक'));
  });

  it('leaves a text of signs only as it is', () => {
    assert.equal(labelKey(' ★★ '), '★★');
    assert.notEqual(labelKey('★★'), labelKey('★★★'));
  });

  it('is its own key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => labelKey(labelKey(text)) === labelKey(text)),
    );
  });
});
