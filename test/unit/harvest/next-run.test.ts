import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cronProblem, nextRun } from '../../../src/harvest/next-run.ts';

const now = new Date('2026-03-01T10:07:00Z');
const minute = 60_000;

describe('nextRun', () => {
  const next = (
    schedule: Parameters<typeof nextRun>[0]['definition']['schedule'],
    more: Partial<Parameters<typeof nextRun>[0]> & { jitter?: number } = {},
  ) => {
    const { jitter, ...rest } = more;
    const definition = { ...(schedule && { schedule }), ...(jitter !== undefined && { jitter }) };
    return nextRun({ definition, now, failures: 0, random: 0, ...rest })?.toISOString();
  };

  it('is never for a source without schedule', () => assert.equal(next(undefined), undefined));

  it('comes after the interval', () => assert.equal(next({ every: 5 * minute }), '2026-03-01T10:12:00.000Z'));

  it('comes when the cron expression says, in UTC or its time zone', () => {
    assert.equal(next({ cron: '30 2 * * *' }), '2026-03-02T02:30:00.000Z');
    assert.equal(next({ cron: '30 2 * * *', timezone: 'Asia/Kolkata' }), '2026-03-01T21:00:00.000Z');
  });

  it('is put off by a part of the jitter', () =>
    assert.equal(
      next({ every: 5 * minute }, { jitter: 2 * minute, random: 0.5 }),
      '2026-03-01T10:13:00.000Z',
    ));

  it('comes less often where a source that is often read fails', () => {
    assert.equal(next({ every: minute }, { failures: 3 }), '2026-03-01T10:15:00.000Z');
    assert.equal(next({ every: minute }, { failures: 100 }), '2026-03-01T16:07:00.000Z');
    assert.equal(next({ every: 24 * 60 * minute }, { failures: 1 }), '2026-03-02T10:07:00.000Z');
  });

  it('comes sooner where a source that is seldom read fails', () => {
    assert.equal(next({ cron: '0 3 1 * *' }, { failures: 1 }), '2026-03-01T10:22:00.000Z');
    assert.equal(next({ cron: '0 11 * * *' }, { failures: 9 }), '2026-03-01T11:00:00.000Z');
  });

  it('is always later than now', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.record({ every: fc.integer({ min: 1, max: 1e10 }) }),
          fc.constantFrom(
            { cron: '* * * * *' },
            { cron: '0 0 29 2 *' },
            { cron: '0 4 * * 1', timezone: 'Asia/Kolkata' },
          ),
        ),
        fc.nat(200),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.nat(1e7),
        (schedule, failures, random, jitter) => {
          const at = nextRun({ definition: { schedule, jitter }, now, failures, random });
          assert.ok(at && at > now);
        },
      ),
    ));
});

describe('cronProblem', () => {
  it('says what is wrong', () => {
    assert.equal(cronProblem({ cron: '0 3 * * *' }), undefined);
    assert.match(cronProblem({ cron: '99 3 * * *' }) ?? '', /99|range/i);
    assert.ok(cronProblem({ cron: 'daily' }));
    assert.ok(cronProblem({ cron: '0 3 * * *', timezone: 'Asia/Nowhere' }));
    assert.equal(cronProblem({ cron: '0 0 30 2 *' }), 'it never comes round');
  });
});
