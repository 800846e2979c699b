import type { Literal } from '@rdfjs/types';
import { decodeEntities, withoutTags } from '../../mapping/values/text.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { dcat, dct, skos } from '../../vocabulary/terms.ts';
import { namesOf, statedNames } from '../names.ts';
import type { JsonLdValue } from './json-ld.ts';
import type { Teller } from './teller.ts';
import { said, spoken } from './voice.ts';

/** What Google's dataset search takes: https://developers.google.com/search/docs/appearance/structured-data/dataset */
export const shortestDescription = 50;
export const longestDescription = 5_000;

/** The descriptions of the topic as plain text of a length that search engines take. */
export function descriptions(teller: Teller, topic: Iri): JsonLdValue | undefined {
  const { from, voice } = teller;
  const stated = from.firstLiterals(topic, [dct.description, dct.abstract, skos.definition]);
  const told = spoken(stated, voice).map((literal) =>
    said({ value: fitting(teller, topic, literal), language: literal.language }, voice),
  );
  return voice.language === undefined ? told : told[0];
}

function fitting(teller: Teller, topic: Iri, { value, language }: Literal): string {
  const text = plainText(value);
  if (text.length > longestDescription) return cutText(text, longestDescription);
  return text.length < shortestDescription ? lengthened(teller, topic, text, language) : text;
}

/** Too short a text is followed by what else the record says, until it is long enough or there is nothing more. */
function lengthened({ context, from }: Teller, topic: Iri, text: string, language: string): string {
  const inLanguage = (literals: readonly Literal[]) =>
    (literals.find((literal) => literal.language === language) ?? literals[0])?.value;
  const namesBy = (property: Iri) =>
    from.iris(topic, property).map((iri) => inLanguage(namesOf(context, iri, from)));
  const more = [
    inLanguage(statedNames(from, topic)),
    ...namesBy(dct.publisher),
    ...namesBy(dct.spatial),
    ...namesBy(dcat.theme),
    ...from.literals(topic, dcat.keyword).map(({ value }) => value),
  ];
  let longer = text;
  for (const part of more) {
    if (longer.length >= shortestDescription) break;
    if (part !== undefined && !longer.includes(part)) longer = `${longer.replace(/[.।\s]+$/, '')}. ${part}`;
  }
  return longer;
}

/** Without HTML; paragraphs stay. */
export function plainText(text: string): string {
  const plain = text.includes('<') || text.includes('&') ? decodeEntities(withoutTags(text)) : text;
  return plain
    .replace(/[^\S\r\n]+/g, ' ')
    .replace(/ ?\r?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** At most `longest` characters, cut between words and marked with an ellipsis. */
export function cutText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '');
  const words = cut.replace(/\s+\S*$/, '');
  return `${words.length > longest / 2 ? words : cut}…`;
}
