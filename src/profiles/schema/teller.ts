import type { Description } from '../description.ts';
import type { ProfileContext } from '../profile-context.ts';
import type { Voice } from './voice.ts';

/** What the functions that describe parts of a record in schema.org share. */
export interface Teller {
  readonly context: ProfileContext;
  /** The record that is described. */
  readonly from: Description;
  readonly voice: Voice;
}
