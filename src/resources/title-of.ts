import type { Quad } from '@rdfjs/types';
import type { Iri } from '../vocabulary/iri.ts';
import { dct, foaf, rdfs, skos, vcard } from '../vocabulary/terms.ts';
import { isLiteral, type Phrase, phraseOf } from './phrase.ts';

/** Properties that name a thing, best first. */
export const titleProperties: readonly Iri[] = [dct.title, skos.prefLabel, foaf.name, rdfs.label, vcard.fn];
/** Properties that say in a paragraph what a thing is, best first. */
export const descriptionProperties: readonly Iri[] = [
  dct.description,
  skos.definition,
  rdfs.comment,
  skos.scopeNote,
];

/** The phrases of the first of `properties` that `subject` has in `quads`. */
export function phrasesOf(
  quads: Iterable<Quad>,
  subject: string,
  properties: readonly Iri[],
): readonly Phrase[] {
  let best = properties.length;
  let phrases: Phrase[] = [];
  for (const quad of quads) {
    const rank = properties.indexOf(quad.predicate.value as Iri);
    if (rank < 0 || rank > best || quad.subject.value !== subject || !isLiteral(quad.object)) continue;
    if (rank < best) phrases = [];
    best = rank;
    phrases.push(phraseOf(quad.object));
  }
  return phrases;
}

export function titleOf(quads: Iterable<Quad>, subject: string): readonly Phrase[] {
  return phrasesOf(quads, subject, titleProperties);
}
