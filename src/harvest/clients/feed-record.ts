import type { SourceRecord } from '../../model/record.ts';
import type { SchemaNode, SchemaValue } from '../../sources/schema-org-node.ts';
import type { FeedCategory, FeedEntry, FeedLink, FeedPerson, FeedText } from './feed-entry.ts';

/** Links that are of the feed's own working, and say nothing of the thing. */
const workings = new Set(['self', 'edit', 'edit-media', 'replies', 'hub', 'next', 'previous', 'payment']);

/** An entry as a dataset in the words of schema.org, which `mapping/schema-org.ts` turns into DCAT. */
export function feedRecord(entry: FeedEntry, file: string): SourceRecord {
  return {
    profile: 'schema-org',
    kind: 'dataset',
    operation: 'upsert',
    place: { file, line: entry.line, path: entry.id },
    data: describe(entry),
  };
}

/** The page of an entry. */
export function landingPage({ links }: FeedEntry): string | undefined {
  return links.find((link) => link.relation === 'alternate' && isPage(link))?.href;
}

function describe(entry: FeedEntry): SchemaNode {
  const page = landingPage(entry);
  const links = (...relations: readonly string[]) =>
    entry.links.filter((one) => relations.includes(one.relation));
  const others = entry.links.filter(
    (one) =>
      !['enclosure', 'license', 'via'].includes(one.relation) &&
      !workings.has(one.relation) &&
      one.href !== page,
  );
  const members: Readonly<Record<string, readonly SchemaValue[]>> = {
    '@key': [entry.id],
    identifier: [...new Set([entry.id, ...entry.identifiers])],
    name: entry.titles.map(textOf),
    description: entry.descriptions.map(textOf),
    creator: entry.authors.map(agentOf),
    publisher: entry.publishers.map(agentOf),
    contributor: entry.contributors.map(agentOf),
    keywords: entry.categories.filter((one) => !isConcept(one)).map(({ label, term }) => label ?? term),
    about: entry.categories.filter(isConcept).map(conceptOf),
    datePublished: dates(entry.published),
    dateModified: dates(entry.updated),
    inLanguage: entry.languages,
    license: [...entry.licences, ...links('license').map(({ href }) => href)],
    copyrightNotice: entry.rights.map(textOf),
    url: page === undefined ? [] : [page],
    subjectOf: others.map(({ href }) => href),
    isBasedOn: links('via').map(({ href }) => href),
    distribution: links('enclosure').map(downloadOf),
    spatialCoverage: entry.boxes.map(placeOf),
  };
  return {
    '@type': ['Dataset'],
    ...Object.fromEntries(Object.entries(members).filter(([, values]) => values.length > 0)),
  };
}

function isPage({ type }: FeedLink): boolean {
  return type === '' || type === 'text/html' || type === 'application/xhtml+xml';
}

function textOf({ text, language }: FeedText): SchemaValue {
  return language === '' ? text : { '@value': text, '@language': language };
}

/** Whether it is a person or an organisation, feeds do not say (RFC 4287 §3.2). */
function agentOf({ name, uri, email }: FeedPerson): SchemaNode {
  return {
    '@type': [],
    ...(name !== undefined && { name: [name] }),
    ...(name === undefined && email !== undefined && { name: [email] }),
    ...(uri !== undefined && { url: [uri] }),
    ...(email !== undefined && { email: [email] }),
  };
}

/** A category whose term is an IRI is a concept. */
function isConcept({ term }: FeedCategory): boolean {
  return /^https?:\/\/\S+$/i.test(term);
}

function conceptOf({ term, label }: FeedCategory): SchemaNode {
  return { '@id': term, '@type': ['DefinedTerm'], ...(label !== undefined && { name: [label] }) };
}

function downloadOf({ href, type, title, length }: FeedLink): SchemaNode {
  return {
    '@type': ['DataDownload'],
    contentUrl: [href],
    ...(type !== '' && { encodingFormat: [type] }),
    ...(title !== undefined && { name: [title] }),
    ...(length !== undefined && { contentSize: [length] }),
  };
}

function placeOf(numbers: string): SchemaNode {
  const [latitude = '', longitude = '', ...more] = numbers.split(/[\s,]+/);
  return {
    '@type': ['Place'],
    geo: [
      more.length > 0
        ? { '@type': ['GeoShape'], box: [numbers] }
        : { '@type': ['GeoCoordinates'], latitude: [latitude], longitude: [longitude] },
    ],
  };
}

/** RFC 822 §5.1 names zones of North America, which dates are written without elsewhere. */
const namedZones: Readonly<Record<string, string>> = {
  EST: '-0500',
  EDT: '-0400',
  CST: '-0600',
  CDT: '-0500',
  MST: '-0700',
  MDT: '-0600',
  PST: '-0800',
  PDT: '-0700',
  UT: 'GMT',
};

function dates(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  return [
    text.replace(/\s(E[SD]T|C[SD]T|M[SD]T|P[SD]T|UT)$/, (found, zone) => ` ${namedZones[zone] ?? found}`),
  ];
}
