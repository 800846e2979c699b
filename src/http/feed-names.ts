import { versionBefore } from '../feeds/change-record.ts';
import type { Language } from '../model/text.ts';
import { parseNQuads } from '../rdf/n-quads.ts';
import { displayIri } from '../resources/display-value.ts';
import { choosePhrase, type Phrase } from '../resources/phrase.ts';
import { titleOf } from '../resources/title-of.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';

/**
 * Names of publishers and sectors as they were after a commit: an archive is cached for ever and must not depend on when it
 * was asked for.
 */
export class NamesAt {
  readonly #store: RecordReader;
  readonly #sequence: number;
  readonly #known = new Map<string, readonly Phrase[]>();

  constructor(store: RecordReader, sequence: number) {
    this.#store = store;
    this.#sequence = sequence;
  }

  /** A short form of the IRI where nothing named the thing yet. */
  of(thing: string, language: Language): Phrase {
    return choosePhrase(this.#phrases(thing), language) ?? { text: displayIri(thing), language: '' };
  }

  #phrases(thing: string): readonly Phrase[] {
    let phrases = this.#known.get(thing);
    if (!phrases) {
      phrases = this.#read(thing as Iri);
      this.#known.set(thing, phrases);
    }
    return phrases;
  }

  #read(thing: Iri): readonly Phrase[] {
    const document = this.#store.documentOf(thing);
    const version = document && versionBefore(this.#store, document, this.#sequence + 1);
    return version ? titleOf(parseNQuads(version.nquads), thing) : [];
  }
}
