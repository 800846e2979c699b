import type { ConceptIndex } from '../mapping/concept-index.ts';
import type { Iris } from '../mapping/iris.ts';
import type { ndsapTerms } from '../vocabulary/ndsap.ts';
import type { KnownThings } from './known-things.ts';

/** What describing in any profile needs to know of the portal. */
export interface ProfileContext {
  readonly iris: Iris;
  readonly ndsap: ReturnType<typeof ndsapTerms>;
  readonly concepts: ConceptIndex;
  readonly things: KnownThings;
}
