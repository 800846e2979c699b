import type { Iri } from '../vocabulary/iri.ts';
import type { ConceptIndex } from './concept-index.ts';
import type { Iris } from './iris.ts';

/** What every mapping needs to know of the portal. */
export interface MappingContext {
  readonly iris: Iris;
  readonly concepts: ConceptIndex;
  /** The portal's default licence, asserted where the profile says so (registry of data.gov.in, NDSAP sheets). */
  readonly licence: Iri;
  /** BCP 47 tag of texts whose language the source does not state and whose script does not tell it. */
  readonly language: string;
}
