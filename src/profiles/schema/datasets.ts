import type { Literal } from '@rdfjs/types';
import type { Iri } from '../../vocabulary/iri.ts';
import { prefixes } from '../../vocabulary/prefixes.ts';
import { adms, dcat, dct, foaf, owl, rdfs, schema, skos } from '../../vocabulary/terms.ts';
import { languageTags } from '../language-tags.ts';
import { namesOf, statedNames } from '../names.ts';
import { periodsOf } from '../periods.ts';
import { agents, contacts } from './agents.ts';
import { terms } from './defined-terms.ts';
import { descriptions } from './descriptions.ts';
import { downloads, rightsTexts } from './downloads.ts';
import { type JsonLdNode, type JsonLdValue, node } from './json-ld.ts';
import { coverage } from './places.ts';
import type { Teller } from './teller.ts';
import { said, text, texts } from './voice.ts';

const publicAccess = 'http://publications.europa.eu/resource/authority/access-right/PUBLIC';
/** Terms of schema.org that sources state themselves and DCAT has no equal of. */
const ownTerms = ['citation', 'funder', 'issn', 'measurementTechnique', 'variableMeasured'] as const;

/** What datasets, series, catalogues, apps and services have in common: https://schema.org/CreativeWork */
export function workMembers(
  teller: Teller,
  topic: Iri,
  document: Iri,
): Record<string, JsonLdValue | undefined> {
  const { context, from, voice } = teller;
  const licences = from.iris(topic, dct.license);
  return {
    name: text(statedNames(from, topic), voice),
    alternateName: texts(from.firstLiterals(topic, [dct.alternative, skos.altLabel]), voice),
    description: descriptions(teller, topic),
    url: [...new Set<string>([document, ...from.iris(topic, dcat.landingPage)])],
    sameAs: [...new Set([...sameAs(context.iris.base, topic), ...from.iris(topic, owl.sameAs)])],
    identifier: identifiers(teller, topic),
    keywords: texts(from.literals(topic, dcat.keyword), voice),
    about: terms(teller, topic, dcat.theme),
    creator: agents(teller, topic, dct.creator),
    publisher: publishers(teller, topic),
    contributor: agents(teller, topic, dct.contributor),
    datePublished: from.text(topic, dct.issued),
    dateModified: from.text(topic, dct.modified),
    dateCreated: from.text(topic, dct.created),
    inLanguage: languageTags(from.iris(topic, dct.language)),
    license: licences,
    usageInfo: licences.length > 0 ? undefined : rightsTexts(teller, topic),
    isAccessibleForFree: isFree(teller, topic),
    conditionsOfAccess: text(
      from.iris(topic, context.ndsap.accessType).flatMap((iri) => namesOf(context, iri)),
      voice,
    ),
    version: from.firstLiterals(topic, [dcat.version, owl.versionInfo])[0]?.value,
    spatialCoverage: coverage(teller, topic),
    subjectOf: from
      .iris(topic, foaf.page)
      .slice(0, voice.most)
      .map((url) => node('CreativeWork', url, { url })),
    includedInDataCatalog: catalogues(teller, topic),
    isPartOf: works(teller, 'Dataset', from.iris(topic, dct.isPartOf), from.iris(topic, dcat.inSeries)),
    hasPart: works(teller, 'Dataset', from.iris(topic, dct.hasPart)),
    isBasedOn: [schema.isBasedOn, dct.source].flatMap((property) => from.iris(topic, property)),
  };
}

/** https://developers.google.com/search/docs/appearance/structured-data/dataset */
export function describeDataset(
  teller: Teller,
  topic: Iri,
  document: Iri,
  types: string | readonly string[] = 'Dataset',
): JsonLdNode {
  const { from } = teller;
  const work = workMembers(teller, topic, document);
  return node(types, topic, {
    ...work,
    license: isEmpty(work['license']) ? commonLicences(teller, topic) : work['license'],
    temporalCoverage: periodsOf(from, topic).map(({ start, end }) => `${start ?? '..'}/${end ?? '..'}`),
    distribution: downloads(teller, topic),
    measurementTechnique: methodology(teller, topic),
    ...statedTerms(teller, topic),
  });
}

/** A licence that every distribution is under is the dataset's as well: DCAT states licences of distributions. */
function commonLicences({ from }: Teller, topic: Iri): readonly string[] {
  const distributions = from.iris(topic, dcat.distribution);
  const [first = [], ...others] = distributions.map((iri) => from.iris(iri, dct.license));
  return first.filter((licence) => others.every((licences) => licences.includes(licence)));
}

/** Free of charge where that is stated; nothing where the record is silent. */
function isFree({ context, from }: Teller, topic: Iri): boolean | undefined {
  const priced = context.iris.concept('access-type', 'priced');
  if (from.iris(topic, context.ndsap.accessType).includes(priced)) return false;
  const prices = from.iris(topic, schema.offers).flatMap((offer) => from.literals(offer, schema.price));
  if (prices.length > 0) return prices.some(({ value }) => Number(value) === 0);
  return from.iris(topic, dct.accessRights).includes(publicAccess as Iri) ? true : undefined;
}

function sameAs(base: string, topic: Iri): readonly string[] {
  return topic.startsWith(base) ? [] : [topic];
}

function identifiers({ from }: Teller, topic: Iri): readonly string[] {
  const other = from
    .values(topic, adms.identifier)
    .flatMap((term) =>
      term.termType === 'Literal'
        ? [term.value]
        : from.literals(term.value, skos.notation).map((n) => n.value),
    );
  return [...new Set([...from.literals(topic, dct.identifier).map(({ value }) => value), ...other])];
}

/** Whom to ask stands with the publisher: https://schema.org/contactPoint is none of datasets. */
function publishers(teller: Teller, topic: Iri): readonly JsonLdNode[] {
  const [first, ...others] = agents(teller, topic, dct.publisher);
  if (first === undefined) return [];
  const points = contacts(teller, topic);
  return [
    points.length > 0 ? { ...first, contactPoint: points.length > 1 ? points : points[0] } : first,
    ...others,
  ];
}

/** The catalogues that list the topic; membership stands with the member. */
function catalogues(teller: Teller, topic: Iri): readonly JsonLdNode[] {
  const { from } = teller;
  return works(
    teller,
    'DataCatalog',
    from.subjectsOf(dcat.dataset, topic),
    from.subjectsOf(dcat.catalog, topic),
  );
}

function works(teller: Teller, type: string, ...lists: readonly (readonly Iri[])[]): readonly JsonLdNode[] {
  const { context, from, voice } = teller;
  return lists
    .flat()
    .slice(0, voice.most)
    .map((iri) =>
      node(type, iri, {
        name: text(namesOf(context, iri, from), voice),
        url: context.things.find(iri)?.record.document,
      }),
    );
}

/** What NDSAP sheets call "Methodology" is a part of that name. */
function methodology({ context, from, voice }: Teller, topic: Iri): JsonLdValue | undefined {
  const part = context.iris.part(topic, 'methodology');
  return from.iris(topic, dct.provenance).includes(part)
    ? text(from.literals(part, rdfs.label), voice)
    : undefined;
}

function statedTerms({ from, voice }: Teller, topic: Iri): Record<string, JsonLdValue | undefined> {
  const stated: Record<string, JsonLdValue | undefined> = {};
  for (const term of ownTerms)
    for (const namespace of [prefixes.schema, 'https://schema.org/']) {
      const values = from.values(topic, `${namespace}${term}` as Iri).slice(0, voice.most);
      if (values.length === 0) continue;
      stated[term] = values.map((value) =>
        value.termType === 'Literal' ? said(value as Literal, voice) : referredTo(from, value.value as Iri),
      );
    }
  return stated;
}

function referredTo(from: Teller['from'], iri: Iri): JsonLdValue {
  const name = from.firstLiterals(iri, [
    `${prefixes.schema}name` as Iri,
    'https://schema.org/name' as Iri,
    foaf.name,
  ])[0]?.value;
  return name === undefined ? { '@id': iri } : { '@id': iri, name };
}

function isEmpty(value: JsonLdValue | undefined): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}
