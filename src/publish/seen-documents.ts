import { describePlace, type Place } from '../model/place.ts';
import type { Iri } from '../vocabulary/iri.ts';

/** The documents that a run has met, with version and place: one small entry a record, so that no record overwrites another unnoticed. */
export class SeenDocuments {
  readonly #documents = new Map<string, { readonly version: string; readonly place: string }>();

  /** The earlier mention of a document in this run; otherwise remembers this one. */
  meet(
    document: Iri,
    version: string,
    place: Place,
  ): { readonly same: boolean; readonly place: string } | undefined {
    const earlier = this.#documents.get(document);
    if (earlier) return { same: earlier.version === version, place: earlier.place };
    this.#documents.set(document, { version, place: describePlace(place) });
    return undefined;
  }

  has(document: Iri): boolean {
    return this.#documents.has(document);
  }
}
