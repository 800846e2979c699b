import type { StoredRecord } from '../../store/record-store.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { dcat, dct, schema } from '../../vocabulary/terms.ts';
import { namesOf, statedNames } from '../names.ts';
import { describeAgent, describeContact } from './agents.ts';
import { describeDataset, workMembers } from './datasets.ts';
import { describeTerm, describeTermSet } from './defined-terms.ts';
import { descriptions } from './descriptions.ts';
import { describeDownload } from './downloads.ts';
import { type JsonLdNode, type JsonLdValue, node } from './json-ld.ts';
import { describePlace } from './places.ts';
import type { Teller } from './teller.ts';
import { text } from './voice.ts';

type Subject = Pick<StoredRecord, 'kind' | 'topic' | 'document'>;

/** The topic of a record as a node of schema.org, without `@context`; `undefined` for kinds that it has no class for. */
export function describeSchema(teller: Teller, { kind, topic, document }: Subject): JsonLdNode | undefined {
  switch (kind) {
    case 'dataset':
      return describeDataset(teller, topic, document);
    case 'series':
      return describeSeries(teller, topic, document);
    case 'catalog':
      return node('DataCatalog', topic, workMembers(teller, topic, document));
    case 'app':
      return describeApp(teller, topic, document);
    case 'service':
      return describeService(teller, topic, document);
    case 'distribution':
      return describeDownload(teller, topic);
    case 'organization':
    case 'agent':
      return describeAgent(teller, topic);
    case 'contact':
      return describeContact(teller.from, topic, teller);
    case 'place':
      return describePlace(teller, topic);
    case 'concept':
      return describeTerm(teller, topic);
    case 'scheme':
    case 'vocabulary':
      return describeTermSet(teller, topic);
    case 'resource':
      return describeWork(teller, topic, document);
    case 'record':
      return undefined;
  }
}

/** DCAT 3 §6.12: a series is a dataset; its members say that they are in it. */
function describeSeries(teller: Teller, topic: Iri, document: Iri): JsonLdNode {
  const { context, voice } = teller;
  const members = context.things
    .linkedFrom(topic, voice.most)
    .filter(({ record, description }) => description.iris(record.topic, dcat.inSeries).includes(topic));
  const series = describeDataset(teller, topic, document, ['Dataset', 'Collection']);
  if (members.length === 0) return series;
  return {
    ...series,
    hasPart: members.map(({ record, description }) =>
      node('Dataset', record.topic, {
        name: text(statedNames(description, record.topic), voice),
        url: record.document,
      }),
    ),
  };
}

/** https://schema.org/SoftwareApplication */
function describeApp(teller: Teller, topic: Iri, document: Iri): JsonLdNode {
  const { context, from, voice } = teller;
  const work = workMembers(teller, topic, document);
  return node('SoftwareApplication', topic, {
    ...work,
    url: [...new Set([document, ...from.iris(topic, schema.url), ...from.iris(topic, dcat.landingPage)])],
    applicationCategory: text(
      from.iris(topic, dct.type).flatMap((iri) => namesOf(context, iri)),
      voice,
    ),
    downloadUrl: from.iris(topic, schema.downloadUrl),
    offers: offers(teller, topic),
  });
}

function offers({ from }: Teller, topic: Iri): readonly JsonLdNode[] {
  return from.iris(topic, schema.offers).flatMap((offer): readonly JsonLdNode[] => {
    const price = from.text(offer, schema.price);
    if (price === undefined) return [];
    return [node('Offer', offer, { price, priceCurrency: from.text(offer, schema.priceCurrency) })];
  });
}

/** https://schema.org/WebAPI; where it is called is an entry point. */
function describeService(teller: Teller, topic: Iri, document: Iri): JsonLdNode {
  const { from } = teller;
  const target = from
    .iris(topic, dcat.endpointURL)
    .map((url): JsonLdValue => node('EntryPoint', url, { url }));
  // Of the members of works, those of a service (https://schema.org/Service) and of anything.
  const { name, alternateName, description, url, sameAs, identifier, publisher, about, spatialCoverage } =
    workMembers(teller, topic, document);
  return node('WebAPI', topic, {
    name,
    alternateName,
    description,
    url,
    sameAs,
    identifier,
    provider: publisher,
    category: about,
    areaServed: spatialCoverage,
    termsOfService: from.iris(topic, dct.license),
    documentation: from.iris(topic, dcat.endpointDescription),
    potentialAction: target.length > 0 ? node('Action', undefined, { target }) : undefined,
  });
}

/** Policies and what else has a title only. */
function describeWork(teller: Teller, topic: Iri, document: Iri): JsonLdNode | undefined {
  const names = statedNames(teller.from, topic);
  if (names.length === 0) return undefined;
  return node('CreativeWork', topic, {
    name: text(names, teller.voice),
    description: descriptions(teller, topic),
    url: document,
    license: teller.from.iris(topic, dct.license),
  });
}
