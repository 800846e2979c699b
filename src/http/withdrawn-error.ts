import type { RecordHead } from '../store/record-store.ts';
import { ProblemError } from './problem.ts';
import { gone } from './problems.ts';

/** Thrown where the document was withdrawn: the tombstone tells more than other problems. */
export class WithdrawnError extends ProblemError {
  readonly head: RecordHead;

  constructor(head: RecordHead, catalogue: string) {
    super(gone(head.topic, head.modified, catalogue));
    this.head = head;
  }
}
