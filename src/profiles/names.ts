import type { Literal } from '@rdfjs/types';
import type { Concept } from '../mapping/concept-index.ts';
import { literal } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { schemeKeys } from '../vocabulary/ndsap.ts';
import { dct, foaf, rdfs, skos, vcard } from '../vocabulary/terms.ts';
import type { Description } from './description.ts';
import type { ProfileContext } from './profile-context.ts';

/** Properties that name a thing, best first. */
const namesOfThings: readonly Iri[] = [dct.title, skos.prefLabel, foaf.name, rdfs.label, vcard.fn];

/** What `description` calls the thing. */
export function statedNames(description: Description, thing: string): readonly Literal[] {
  return description.firstLiterals(thing, namesOfThings);
}

/** The portal's concept of that IRI, or that means the same as a concept of another authority. */
export function conceptOf({ concepts }: ProfileContext, iri: Iri): Concept | undefined {
  const own = concepts.get(iri);
  if (own) return own;
  for (const scheme of schemeKeys) {
    const concept = concepts.resolve(scheme, iri);
    if (concept?.exactMatch.includes(iri)) return concept;
  }
  return undefined;
}

/** What a thing is called: where it is referred to, by its own record, or by the portal's concept that means the same. */
export function namesOf(context: ProfileContext, thing: Iri, from?: Description): readonly Literal[] {
  const stated = from ? statedNames(from, thing) : [];
  if (stated.length > 0) return stated;
  const concept = conceptOf(context, thing);
  if (concept) return [...concept.labels].map(([language, label]) => literal(label, { language }));
  const known = context.things.find(thing);
  return known ? statedNames(known.description, thing) : [];
}
