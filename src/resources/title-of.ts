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
  const found = new Map<string, Phrase[]>();
  for (const quad of quads) {
    if (quad.subject.value !== subject || !isLiteral(quad.object)) continue;
    const phrases = found.get(quad.predicate.value);
    if (phrases) phrases.push(phraseOf(quad.object));
    else found.set(quad.predicate.value, [phraseOf(quad.object)]);
  }
  const property = properties.find((one) => found.has(one));
  return (property && found.get(property)) ?? [];
}

export function titleOf(quads: Iterable<Quad>, subject: string): readonly Phrase[] {
  return phrasesOf(quads, subject, titleProperties);
}
