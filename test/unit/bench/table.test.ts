import assert from 'node:assert/strict';
import { type Figure, meets, withoutAims } from '../../../bench/figures.ts';
import { formatNumber, formatReport } from '../../../bench/table.ts';

const figures: readonly Figure[] = [
  { name: 'rate', value: 1234.5, unit: 'records/s', aim: { at: 'least', value: 1000 } },
  { name: 'start', value: 1.6, unit: 's', aim: { at: 'most', value: 1.5 }, note: 'spread 3 %' },
  { name: 'size', value: 42, unit: 'MiB' },
];

describe('the table of the bench', () => {
  it('shows values with three digits', () => {
    assert.deepEqual([0.123, 12.34, 123.4, 1234567].map(formatNumber), ['0.12', '12.3', '123', '1,234,567']);
  });

  it('says which aims are met and which are missed, in columns', () => {
    assert.equal(
      formatReport('serve', { figures, notes: ['How.'] }),
      [
        'serve',
        '  rate   1,235  records/s  met (aim ≥ 1,000)',
        '  start   1.60  s          MISSED (aim ≤ 1.50)  spread 3 %',
        '  size    42.0  MiB',
        '  · How.',
      ].join('\n'),
    );
  });

  it('says why a section was skipped', () => {
    const report = { figures: [], notes: [], skipped: 'it is not here.' };
    assert.equal(formatReport('registry', report), 'registry\n  skipped: it is not here.');
  });

  it('has no opinion without an aim', () => {
    assert.deepEqual(figures.map(meets), [true, false, undefined]);
    assert.deepEqual(withoutAims({ figures, notes: [] }).figures.map(meets), [
      undefined,
      undefined,
      undefined,
    ]);
  });
});
