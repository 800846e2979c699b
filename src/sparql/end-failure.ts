import type { ReplicaEnd } from '../engine/query-engine.ts';
import { Failure } from '../model/failure.ts';

const codes = {
  timeout: 'query-timeout',
  preempted: 'busy',
  full: 'engine-full',
  crashed: 'engine-unavailable',
  closed: 'engine-unavailable',
} as const;

/** Why a replica is gone, as a failure of what was asked of it. */
export function endFailure({ reason, message }: ReplicaEnd): Failure {
  return new Failure(codes[reason], message);
}
