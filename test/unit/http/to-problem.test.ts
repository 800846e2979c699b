import assert from 'node:assert/strict';
import { toProblem } from '../../../src/http/to-problem.ts';
import { Failure, type FailureCode } from '../../../src/model/failure.ts';

describe('toProblem', () => {
  const statuses: readonly [FailureCode, number][] = [
    ['endpoint-refused', 403],
    ['endpoint-failed', 502],
    ['source-refused', 403],
    ['source-failed', 502],
    ['busy', 503],
    ['wrong-usage', 400],
  ];
  const log = {
    error: () => {
      throw new assert.AssertionError({ message: 'an expected failure was logged' });
    },
  } as unknown as Parameters<typeof toProblem>[1];

  for (const [code, status] of statuses)
    it(`answers ${code} with ${status}, and says why`, () => {
      const problem = toProblem(new Failure(code, 'Because.'), log);
      assert.deepEqual([problem.status, problem.code, problem.detail.en], [status, code, 'Because.']);
      assert.ok(problem.remedy.hi.length > 0);
    });
});
