import assert from 'node:assert/strict';
import { tokenTable } from '../../../src/cli/token-table.ts';

const token = {
  id: '0123456789ab',
  role: 'editor',
  created: '2026-01-02T03:04:05Z',
  state: 'expired',
} as const;

describe('the table of tokens', () => {
  it('shows each in a line of 80 columns at most', () => {
    const table = tokenTable([
      { ...token, name: 'nightly harvest', expires: '2026-02-01T00:00:00Z' },
      { ...token, name: 'a name that is longer than what is left of the line', state: 'active' },
    ]);
    assert.deepEqual(table.split('\n'), [
      'ID            ROLE    CREATED     EXPIRES (UTC)     STATE    NAME',
      '0123456789ab  editor  2026-01-02  2026-02-01 00:00  expired  nightly harvest',
      '0123456789ab  editor  2026-01-02  never             active   a name that is lon…',
      '',
    ]);
    for (const line of table.split('\n')) assert.ok(line.length <= 80);
  });

  it('shortens Devanagari between its syllables', () => {
    const name = 'राष्ट्रीय सांख्यिकी कार्यालय का रात्रिकालीन कार्य';
    const line = tokenTable([{ ...token, name }]).split('\n')[1] ?? '';
    const shown = line.slice(line.indexOf('expired') + 9, -1);
    assert.ok(name.startsWith(shown));
    const ends = [...new Intl.Segmenter().segment(name)].map(({ index }) => index);
    assert.ok(ends.includes(shown.length), shown);
  });

  it('is its headings where there are none', () => {
    assert.equal(tokenTable([]).split('\n').length, 2);
  });
});
