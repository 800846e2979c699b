import type { Literal } from '@rdfjs/types';
import type { Concept, ConceptIndex } from '../mapping/concept-index.ts';
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
  const known = matches.get(concepts) ?? new Map<string, Concept | undefined>();
  matches.set(concepts, known);
  if (known.has(iri)) return known.get(iri);
  if (known.size >= mostMatches) known.clear();
  const found = schemeKeys
    .map((scheme) => concepts.resolve(scheme, iri))
    .find((concept) => concept?.exactMatch.includes(iri));
  known.set(iri, found);
  return found;
}

/** IRIs of other authorities, asked for again with every record; vocabularies do not change while the process runs. */
const matches = new WeakMap<ConceptIndex, Map<string, Concept | undefined>>();
const mostMatches = 10_000;
const labels = new WeakMap<Concept, readonly Literal[]>();

function labelsOf(concept: Concept): readonly Literal[] {
  let known = labels.get(concept);
  if (known === undefined) {
    known = [...concept.labels].map(([language, label]) => literal(label, { language }));
    labels.set(concept, known);
  }
  return known;
}

/** What a thing is called: where it is referred to, by its own record, or by the portal's concept that means the same. */
export function namesOf(context: ProfileContext, thing: Iri, from?: Description): readonly Literal[] {
  const stated = from ? statedNames(from, thing) : [];
  if (stated.length > 0) return stated;
  const concept = conceptOf(context, thing);
  if (concept) return labelsOf(concept);
  const known = context.things.find(thing);
  return known ? statedNames(known.description, thing) : [];
}
