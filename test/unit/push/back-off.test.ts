import assert from 'node:assert/strict';
import fc from 'fast-check';
import { defaultBackOff, delayAfter, readRetryAfter } from '../../../src/push/back-off.ts';

describe('the back-off', () => {
  it('doubles up to its longest, between a half and all of it', () => {
    const delays = [1, 2, 3, 4].map((attempts) => delayAfter(attempts, defaultBackOff, 1));
    assert.deepEqual(delays, [30_000, 60_000, 120_000, 240_000]);
    assert.equal(delayAfter(1, defaultBackOff, 0), 15_000);
    assert.equal(delayAfter(1_000_000, defaultBackOff, 1), defaultBackOff.longest);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, random) => {
          const delay = delayAfter(attempts, defaultBackOff, random);
          assert.ok(delay >= defaultBackOff.first / 2 && delay <= defaultBackOff.longest);
        },
      ),
    );
  });

  it('waits as long as it is asked to, within bounds', () => {
    assert.equal(delayAfter(1, defaultBackOff, 0, 600_000), 600_000);
    assert.equal(delayAfter(1, defaultBackOff, 0, 10 ** 12), defaultBackOff.longest);
    assert.equal(delayAfter(3, defaultBackOff, 1, 1_000), 120_000);
  });

  it('reads Retry-After in seconds and as a date', () => {
    const now = Date.UTC(2026, 0, 1);
    assert.equal(readRetryAfter('120', now), 120_000);
    assert.equal(readRetryAfter('Thu, 01 Jan 2026 00:01:00 GMT', now), 60_000);
    assert.equal(readRetryAfter('Wed, 31 Dec 2025 00:00:00 GMT', now), 0);
    for (const text of [undefined, '', 'soon', '-5', '99999999999']) {
      const read = readRetryAfter(text, now);
      assert.ok(read === undefined || Number.isFinite(read), String(text));
    }
  });

  it('tries often enough before it drops somebody', () => {
    let time = 0;
    let attempts = 0;
    while (time < defaultBackOff.dropAfter || attempts < defaultBackOff.dropAttempts) {
      attempts += 1;
      time += delayAfter(attempts, defaultBackOff, 0.5);
    }
    assert.ok(attempts >= defaultBackOff.dropAttempts && attempts < 50, String(attempts));
  });
});
