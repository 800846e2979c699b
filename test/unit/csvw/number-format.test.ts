import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainNumberFormat, readNumber } from '../../../src/csvw/number-format.ts';
import { numberPattern } from '../../../src/csvw/number-pattern.ts';

const signs = { decimalChar: '.', groupChar: ',' };

function textOf(text: string, format = plainNumberFormat): string | undefined {
  const read = readNumber(text, format);
  return typeof read === 'string' ? undefined : read.text;
}

describe('number formats', () => {
  it('reads signs, fractions, exponents and special values without a format', () => {
    for (const text of ['0', '-1', '+1.5', '.5', '1e6', '1.5e-3', 'NaN', 'INF', '-INF'])
      assert.equal(textOf(text), text);
    assert.equal(textOf('1E6'), '1e6');
    for (const text of ['', '-', '.', '1.', '1,234', '1z', '1 2', '+INF', '1e', '0x1', '१२'])
      assert.equal(textOf(text), undefined, text);
  });

  it('takes groups and decimal signs away', () => {
    const german = { decimalChar: ',', groupChar: '.' };
    assert.equal(textOf('10.000,1', german), '10000.1');
    assert.equal(textOf('12,34,567.5', signs), '1234567.5');
    assert.equal(textOf('1 234', { decimalChar: '.', groupChar: ' ' }), '1234');
    for (const text of ['1,,000', ',100', '-,1']) assert.equal(textOf(text, signs), undefined, text);
    assert.equal(textOf('1.5', { decimalChar: ',', groupChar: undefined }), undefined);
  });

  it('reads percent and per mille exactly', () => {
    assert.equal(textOf('123456.789%'), '1234.56789');
    assert.equal(textOf('-25%'), '-0.25');
    assert.equal(textOf('100%'), '1');
    assert.equal(textOf('5‰'), '0.005');
    assert.equal(textOf('1e2%'), undefined);
  });

  it('keeps the digits of any decimal that is grouped', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (value) => {
        const grouped = String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');
        assert.equal(textOf(grouped, signs), String(value));
        assert.ok(numberPattern('#,##0', signs)?.test(grouped));
      }),
    );
  });
});

describe('number patterns (UTS #35)', () => {
  const cases: readonly [pattern: string, matching: readonly string[], others: readonly string[]][] = [
    ['0', ['1', '12', '-3', '+4'], ['', '1.0', '1,000']],
    ['000', ['001', '1234'], ['01', '1']],
    ['##0', ['0', '1234'], ['1,234']],
    ['#', ['7', '77'], ['7.5']],
    ['#,##0', ['0', '999', '1,000', '1,234,567'], ['1000', '12,34', '1,0000', ',100']],
    ['#,##,##0', ['12,34,567', '1,234', '5'], ['1,234,567', '1234']],
    ['#,##,#00', ['12', '1,234'], ['1']],
    ['0,000', ['1,234', '0,001'], ['234', '1234']],
    ['#0.#', ['1', '1.2'], ['1.23', '1.']],
    ['#0.0#', ['1.2', '1.23'], ['1', '1.234']],
    ['#0.0#,#', ['1.2', '1.23', '1.23,4'], ['1.234', '1.2,3']],
    ['#0.00%', ['12.34%', '-0.10%'], ['12.34']],
    ['0.0E0', ['1.5E3', '1.5e-3'], ['1.5', '1.55E3']],
    ['0.0E+00', ['1.5E+03'], ['1.5E3', '1.5E+3']],
    ['+0', ['+1', '-1'], ['1']],
  ];
  for (const [pattern, matching, others] of cases)
    it(pattern, () => {
      const expression = numberPattern(pattern, signs);
      assert.ok(expression);
      for (const text of matching) assert.match(text, expression);
      for (const text of others) assert.doesNotMatch(text, expression);
    });

  it('takes other signs for groups and fractions', () => {
    const expression = numberPattern('#.##0,00', { decimalChar: ',', groupChar: '.' });
    assert.ok(expression);
    assert.match('1.234,50', expression);
    assert.doesNotMatch('1,234.50', expression);
  });

  it('knows no pattern that is none', () => {
    for (const pattern of ['', '[', 'abc', '0#', '#.', '0.#0', ',0', '#,,0', '¤0', '0E'])
      assert.equal(numberPattern(pattern, signs), undefined, pattern);
  });
});
