import type { Iri } from '../../vocabulary/iri.ts';
import { dct, owl, rdfs, skos } from '../../vocabulary/terms.ts';
import { conceptOf, namesOf, statedNames } from '../names.ts';
import { type JsonLdNode, node } from './json-ld.ts';
import type { Teller } from './teller.ts';
import { text, texts } from './voice.ts';

/** The concepts that `topic` names with `property`; one that nothing names is left out. */
export function terms({ context, from, voice }: Teller, topic: Iri, property: Iri): readonly JsonLdNode[] {
  return from
    .iris(topic, property)
    .slice(0, voice.most)
    .flatMap((iri) => {
      const names = namesOf(context, iri, from);
      if (names.length === 0) return [];
      const scheme = conceptOf(context, iri)?.scheme;
      return [
        node('DefinedTerm', iri, {
          name: text(names, voice),
          inDefinedTermSet: scheme && { '@id': context.iris.scheme(scheme) },
        }),
      ];
    });
}

/** A concept as the topic of its own record. */
export function describeTerm({ context, from, voice }: Teller, topic: Iri): JsonLdNode {
  return node('DefinedTerm', topic, {
    name: text(statedNames(from, topic), voice),
    alternateName: texts(from.literals(topic, skos.altLabel), voice),
    description: text(from.firstLiterals(topic, [skos.definition, skos.scopeNote, rdfs.comment]), voice),
    termCode: from.text(topic, skos.notation),
    inDefinedTermSet: from
      .iris(topic, skos.inScheme)
      .map((iri) => node('DefinedTermSet', iri, { name: text(namesOf(context, iri), voice) })),
    sameAs: [skos.exactMatch, owl.sameAs].flatMap((property) => from.iris(topic, property)),
  });
}

/** A concept scheme or a vocabulary. */
export function describeTermSet({ from, voice }: Teller, topic: Iri): JsonLdNode {
  return node('DefinedTermSet', topic, {
    name: text(statedNames(from, topic), voice),
    description: text(from.firstLiterals(topic, [dct.description, skos.definition, rdfs.comment]), voice),
    license: from.iris(topic, dct.license),
    datePublished: from.text(topic, dct.issued),
    version: from.text(topic, owl.versionInfo),
  });
}
