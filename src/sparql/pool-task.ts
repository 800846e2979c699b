import type { Terms } from './query-terms.ts';
import type { ReplicaFollower } from './replica-follower.ts';

/** A query in the line or on a replica. */
export interface Task extends Terms {
  readonly run: (follower: ReplicaFollower) => Promise<unknown>;
  readonly resolve: (result: { value: unknown; sequence: number }) => void;
  readonly reject: (failure: unknown) => void;
  slow: boolean;
  /** What {@link Terms.expensive} said. */
  looksExpensive?: boolean;
  preempted: boolean;
  /** Ends the waiting. */
  patience?: NodeJS.Timeout;
}

export function looksExpensive(task: Task): boolean {
  task.looksExpensive ??= task.expensive();
  return task.looksExpensive;
}
