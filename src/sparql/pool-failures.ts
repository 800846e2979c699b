import { Failure } from '../model/failure.ts';
import type { PoolState } from './pool-state.ts';

/** Why no query can be taken: no replica answers, and none will in a moment. */
export function unavailable(state: PoolState): Failure | undefined {
  const { ready, restoring, replicas, problem, loaded, total } = state;
  if (ready || restoring) return undefined;
  if (problem) return new Failure(problem.code, problem.message);
  const message =
    replicas === 0
      ? 'SPARQL is off: this service runs no query engine (replicas is 0). Dereferencing answers.'
      : `The query engine is loading: ${loaded} of ${total} records. Try again shortly; dereferencing answers meanwhile.`;
  return new Failure('engine-unavailable', message);
}

export function stopping(): Failure {
  return new Failure('engine-unavailable', 'The server is stopping.');
}

export function callerGone(): Failure {
  return new Failure('busy', 'The caller is gone.');
}

export function busy(queued: number): Failure {
  return new Failure('busy', `${queued} queries are waiting already. Try again in a few seconds.`);
}

/** @param pause milliseconds */
export function notAgain(pause: number): Failure {
  return new Failure(
    'query-timeout',
    `The same query ran past its deadline a moment ago. It is not tried again for ${Math.ceil(pause / 1000)} s. Ask for less: add a LIMIT, a more selective pattern, or drop an ORDER BY over everything.`,
  );
}
