import assert from 'node:assert/strict';
import { tokenState } from '../../../src/access/token-state.ts';

const entry = { id: '0123456789ab', name: '', role: 'reader', created: '2026-01-01T00:00:00Z' } as const;
const now = new Date('2026-06-01T00:00:00Z');

describe('the state of a token', () => {
  it('is active without an end, and before it', () => {
    assert.equal(tokenState(entry, now), 'active');
    assert.equal(tokenState({ ...entry, expires: '2026-06-01T00:00:01Z' }, now), 'active');
  });

  it('is expired from the end on, also where the end cannot be read', () => {
    assert.equal(tokenState({ ...entry, expires: '2026-06-01T00:00:00Z' }, now), 'expired');
    assert.equal(tokenState({ ...entry, expires: 'some day' }, now), 'expired');
  });

  it('is revoked whatever else', () => {
    const revoked = '2026-02-01T00:00:00Z';
    assert.equal(tokenState({ ...entry, revoked }, now), 'revoked');
    assert.equal(tokenState({ ...entry, revoked, expires: '2026-03-01T00:00:00Z' }, now), 'revoked');
  });
});
