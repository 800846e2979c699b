import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseExpiry } from '../../../src/cli/expiry.ts';

const now = new Date('2026-06-15T10:30:00Z');

function at(text: string): string {
  const expiry = parseExpiry(text, now);
  return 'at' in expiry ? expiry.at.toISOString() : expiry.problem;
}

describe('the expiry of a token', () => {
  it('counts from now', () => {
    assert.equal(at('90d'), '2026-09-13T10:30:00.000Z');
    assert.equal(at('12h'), '2026-06-15T22:30:00.000Z');
    assert.equal(at('0001d'), '2026-06-16T10:30:00.000Z');
  });

  it('takes a date with its whole day, UTC', () => {
    assert.equal(at('2027-01-31'), '2027-02-01T00:00:00.000Z');
    assert.equal(at('2028-02-29'), '2028-03-01T00:00:00.000Z');
    assert.equal(at('2026-06-15'), '2026-06-16T00:00:00.000Z');
  });

  it('takes a moment with its offset', () => {
    assert.equal(at('2027-01-31T17:00:00Z'), '2027-01-31T17:00:00.000Z');
    assert.equal(at('2027-01-31T17:00+05:30'), '2027-01-31T11:30:00.000Z');
  });

  it('refuses what it might take for something else, and says what to write', () => {
    const others = [
      '',
      '90',
      '90m',
      '1y',
      '-1d',
      '1.5d',
      '90 d',
      '2027-02-30',
      '2027-13-01',
      '2027-01-31T17:00',
    ];
    for (const text of [...others, '31.01.2027', '2027-02-30T00:00Z', '2027-01-31T25:00Z', 'never', '٩d']) {
      assert.match(at(text), /^must be a date such as 2027-01-31.*or 12h, not "/, text);
    }
  });

  it('refuses what is past, and what is beyond all calendars', () => {
    assert.match(at('2026-06-14'), /^lies in the past: "2026-06-14" is 2026-06-15T00:00:00Z$/);
    assert.match(at('0d'), /^lies in the past/);
    assert.match(at('2026-06-15T10:30:00Z'), /^lies in the past/);
    assert.match(at('99999999d'), /^lies too far ahead/);
    assert.match(at(`${'9'.repeat(400)}h`), /^lies too far ahead/);
  });

  it('never throws, and gives only moments ahead', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.tuple(fc.nat(), fc.constantFrom('h', 'd')).map(([count, unit]) => `${count}${unit}`),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const expiry = parseExpiry(text, now);
        assert.ok('problem' in expiry || expiry.at > now);
      }),
    );
  });
});
