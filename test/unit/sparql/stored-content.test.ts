import assert from 'node:assert/strict';
import { nextChanges } from '../../../src/sparql/stored-content.ts';
import type { LogEntry, RecordReader } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';

/** A log of commits, each of so many entries; each in a second of its own. */
function logOf(...commits: readonly number[]): Pick<RecordReader, 'changes'> {
  const entries: LogEntry[] = [];
  commits.forEach((size, commit) => {
    for (let index = 0; index < size; index += 1) {
      const sequence = entries.length + 1;
      entries.push({
        sequence,
        time: `2026-01-01T00:00:${String(commit).padStart(2, '0')}Z`,
        kind: 'create',
        subject: 'record',
        document: `https://x/doc/${sequence}` as Iri,
        version: 'v',
      });
    }
  });
  return { changes: (after, limit) => entries.slice(after, after + limit) };
}

describe('the next changes of the log', () => {
  const next = (log: Pick<RecordReader, 'changes'>, after: number) =>
    nextChanges(log as RecordReader, after).length;

  it('are nothing at its end', () => {
    assert.equal(next(logOf(), 0), 0);
    assert.equal(next(logOf(5), 5), 0);
  });

  it('end where a transaction ends', () => {
    assert.equal(next(logOf(5, 5), 0), 10);
    assert.equal(next(logOf(150, 100, 100), 0), 250);
    assert.equal(next(logOf(1_000, 3), 0), 1_000);
    assert.equal(next(logOf(1_000, 3), 1_000), 3);
    assert.equal(next(logOf(200, 200), 0), 200);
    assert.equal(next(logOf(400), 0), 400);
  });
});
