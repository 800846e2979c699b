import type { Iri } from '../../vocabulary/iri.ts';
import { dcat, dct, foaf, org, owl, skos, vcard } from '../../vocabulary/terms.ts';
import type { Description } from '../description.ts';
import { namesOf, statedNames } from '../names.ts';
import { type JsonLdNode, type JsonLdValue, node } from './json-ld.ts';
import type { Teller } from './teller.ts';
import { said, text, texts } from './voice.ts';

const publisherTypes = 'http://purl.org/adms/publishertype/';
/** http://purl.org/adms/publishertype/1.0: those that are of the state. */
const ofTheState = new Set(
  ['LocalAuthority', 'NationalAuthority', 'RegionalAuthority', 'SupraNationalAuthority'].map(
    (name) => publisherTypes + name,
  ),
);

/** The agents that `subject` names with `property`, each with its name, and where it has none with its IRI alone. */
export function agents(teller: Teller, subject: string, property: Iri): readonly JsonLdNode[] {
  const { context, from, voice } = teller;
  return from
    .values(subject, property)
    .slice(0, voice.most)
    .map((term) => {
      if (term.termType === 'Literal') return node('Organization', undefined, { name: said(term, voice) });
      const iri = term.value as Iri;
      const about = from.describes(iri) ? from : context.things.find(iri)?.description;
      return node(agentType(about, iri), iri, {
        name: text(namesOf(context, iri, from), voice),
        url: about?.iris(iri, foaf.homepage)[0],
      });
    });
}

/** An organisation or person as the topic of its own record. */
export function describeAgent(teller: Teller, topic: Iri): JsonLdNode {
  const { from, voice } = teller;
  const parent = [org.subOrganizationOf, org.unitOf].flatMap((property) => agents(teller, topic, property));
  return node(agentType(from, topic), topic, {
    name: text(statedNames(from, topic), voice),
    alternateName: texts(from.literals(topic, skos.altLabel), voice),
    description: text(from.firstLiterals(topic, [dct.description, skos.definition]), voice),
    identifier: [org.identifier, dct.identifier, skos.notation].flatMap((property) =>
      from.literals(topic, property).map(({ value }) => value),
    ),
    url: from.iris(topic, foaf.homepage),
    logo: from.iris(topic, foaf.logo)[0],
    email: mail(from, topic, foaf.mbox),
    telephone: telephone(from, topic, foaf.phone),
    parentOrganization: parent,
    sameAs: [owl.sameAs, skos.exactMatch].flatMap((property) => from.iris(topic, property)),
    contactPoint: contacts(teller, topic),
  });
}

/** schema.org has contacts of organisations, none of datasets (https://schema.org/contactPoint). */
export function contacts({ from, voice, context }: Teller, subject: string): readonly JsonLdNode[] {
  return from
    .iris(subject, dcat.contactPoint)
    .slice(0, voice.most)
    .flatMap((iri) => {
      const about = from.describes(iri) ? from : context.things.find(iri)?.description;
      if (about === undefined) return [];
      return [describeContact(about, iri, { context, from, voice })];
    });
}

export function describeContact(about: Description, iri: Iri, { voice }: Teller): JsonLdNode {
  return node('ContactPoint', iri, {
    name: text(statedNames(about, iri), voice),
    email: mail(about, iri, vcard.hasEmail),
    telephone: telephone(about, iri, vcard.hasTelephone),
    url: about.iris(iri, vcard.hasURL)[0],
  });
}

function agentType(about: Description | undefined, iri: Iri): string {
  if (about?.is(iri, foaf.Person) || about?.is(iri, vcard.Individual)) return 'Person';
  const stated = [dct.type, org.classification].flatMap((property) => about?.iris(iri, property) ?? []);
  return stated.some((type) => ofTheState.has(type)) ? 'GovernmentOrganization' : 'Organization';
}

function mail(about: Description, subject: string, property: Iri): JsonLdValue | undefined {
  return about.values(subject, property)[0]?.value.replace(/^mailto:/i, '');
}

function telephone(about: Description, subject: string, property: Iri): JsonLdValue | undefined {
  return about.values(subject, property)[0]?.value.replace(/^tel:/i, '');
}
