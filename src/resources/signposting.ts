import type { Quad } from '@rdfjs/types';
import type { RecordHead } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct, foaf, org, owl, rdf, schema, skos } from '../vocabulary/terms.ts';
import { choosePhrase } from './phrase.ts';
import { titleOf } from './title-of.ts';

/** A typed link (RFC 8288). `href` is a URI: ASCII, ready for a header field. */
export interface Link {
  readonly href: string;
  readonly rel: string;
  /** Media type of the target. */
  readonly type?: string;
  /** IRI of the profile that the target follows. */
  readonly profile?: string;
  readonly title?: string;
}

/** One RDF form of a document, at an address of its own. */
export interface MetadataForm {
  /** Absolute URI. */
  readonly href: string;
  readonly mediaType: string;
  readonly profile?: string;
}

/** What signposting needs to know beside the record. Addresses are absolute URIs. */
export interface SignpostPlaces {
  /** An IRI as a URI (RFC 3987 §3.1). */
  readonly encode: (iri: string) => string;
  /** The portal's whole catalogue. */
  readonly catalogue: string;
  /** The document's link set; its formats are negotiated there. */
  readonly linkset: string;
  /** In order of preference. */
  readonly forms: readonly MetadataForm[];
}

export const linksetJsonType = 'application/linkset+json';
export const linksetTextType = 'application/linkset';
const mediaTypes = 'https://www.iana.org/assignments/media-types/';
/** Signposting names schema.org by https, as schema.org itself does today. */
const schemaOrg = 'https://schema.org/';

/** The telling ones first: a thing with several classes is the first of them. */
const schemaTypes: readonly (readonly [Iri, string])[] = [
  [dcat.Catalog, 'DataCatalog'],
  [dcat.DatasetSeries, 'Dataset'],
  [dcat.Dataset, 'Dataset'],
  [dcat.DataService, 'WebAPI'],
  [schema.SoftwareApplication, 'SoftwareApplication'],
  [dct.Location, 'Place'],
  [org.Organization, 'Organization'],
  [foaf.Organization, 'Organization'],
  [foaf.Person, 'Person'],
  [skos.ConceptScheme, 'DefinedTermSet'],
  [owl.Ontology, 'DefinedTermSet'],
  [skos.Concept, 'DefinedTerm'],
];

/**
 * The links of a document as landing page (FAIR Signposting §2.1.1, https://signposting.org/FAIR/), complete, in the
 * order in which they are missed most where room is short.
 */
export function signposts(head: RecordHead, quads: readonly Quad[], places: SignpostPlaces): readonly Link[] {
  const { encode, catalogue, linkset, forms } = places;
  const facts = new Facts(quads);
  const [type] = facts.types(head.topic);
  const catalogues = holdersOf(quads, head.topic);
  return [
    { href: encode(head.topic), rel: 'cite-as' },
    { href: `${schemaOrg}AboutPage`, rel: 'type' },
    ...(type === undefined ? [] : [{ href: schemaOrg + type, rel: 'type' }]),
    { href: linkset, rel: 'linkset', type: linksetJsonType },
    { href: linkset, rel: 'linkset', type: linksetTextType },
    ...forms.map(metadataLink),
    ...authorsOf(facts, head.topic).map((author) => ({ href: encode(author), rel: 'author' })),
    ...licencesOf(facts, head.topic).map((licence) => ({ href: encode(licence), rel: 'license' })),
    { href: catalogue, rel: 'collection' },
    ...catalogues.map((iri) => ({ href: encode(iri), rel: 'collection' })),
    ...itemsOf(facts, head.topic, encode).map(({ link }) => link),
  ];
}

function metadataLink({ href, mediaType, profile }: MetadataForm): Link {
  return { href, rel: 'describedby', type: mediaType, ...(profile !== undefined && { profile }) };
}

/** The links of an RDF form of the document: back to the page and the thing that it describes (FAIR Signposting §2.1.3). */
export function metadataSignposts(head: RecordHead, places: SignpostPlaces): readonly Link[] {
  const { encode, catalogue, linkset } = places;
  return [
    { href: encode(head.topic), rel: 'describes' },
    { href: encode(head.document), rel: 'describes', type: 'text/html' },
    { href: catalogue, rel: 'collection' },
    { href: linkset, rel: 'linkset', type: linksetJsonType },
    { href: linkset, rel: 'linkset', type: linksetTextType },
  ];
}

/** A file that can be downloaded, as a link from the landing page, and the licence of that file. */
export interface Item {
  readonly link: Link;
  readonly licences: readonly string[];
}

/** The files of a dataset: what `dcat:downloadURL` names. An access URL may be a page or an interface and is no item. */
export function itemsOf(facts: Facts, topic: string, encode: SignpostPlaces['encode']): readonly Item[] {
  const items = new Map<string, Item>();
  for (const distribution of facts.objects(topic, dcat.distribution)) {
    const type = facts.values(distribution, dcat.mediaType).map(mediaTypeOf).find(Boolean);
    const title = choosePhrase(titleOf(facts.about(distribution), distribution), 'en')?.text;
    for (const file of facts.objects(distribution, dcat.downloadURL)) {
      const href = encode(file);
      if (items.has(href)) continue;
      const link = { href, rel: 'item', ...(type && { type }), ...(title !== undefined && { title }) };
      items.set(href, { link, licences: facts.objects(distribution, dct.license).map(encode) });
    }
  }
  return [...items.values()];
}

function mediaTypeOf(value: string): string | undefined {
  const name = value.replace(mediaTypes, '').replace(mediaTypes.replace('https:', 'http:'), '').toLowerCase();
  return /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(name) ? name : undefined;
}

/** Who made it, where that is stated; else who publishes it. */
function authorsOf(facts: Facts, topic: string): readonly string[] {
  const creators = facts.objects(topic, dct.creator);
  return creators.length > 0 ? creators : facts.objects(topic, dct.publisher);
}

/** Those of the thing itself, else those of its distributions. */
function licencesOf(facts: Facts, topic: string): readonly string[] {
  const own = facts.objects(topic, dct.license);
  if (own.length > 0) return own;
  const distributions = facts.objects(topic, dcat.distribution);
  return [...new Set(distributions.flatMap((one) => facts.objects(one, dct.license)))];
}

const holding = new Set<string>([dcat.dataset, dcat.service, dcat.catalog, dcat.resource]);

/** Membership stands with the member: the catalogue is the subject. */
function holdersOf(quads: readonly Quad[], topic: string): readonly string[] {
  const holders = quads.filter(
    ({ predicate, object }) => holding.has(predicate.value) && object.value === topic,
  );
  return [...new Set(holders.map(({ subject }) => subject.value))];
}

/** The quads of one document by their subjects. */
export class Facts {
  readonly #bySubject = new Map<string, Quad[]>();

  constructor(quads: readonly Quad[]) {
    for (const quad of quads) {
      const own = this.#bySubject.get(quad.subject.value);
      if (own) own.push(quad);
      else this.#bySubject.set(quad.subject.value, [quad]);
    }
  }

  about(subject: string): readonly Quad[] {
    return this.#bySubject.get(subject) ?? [];
  }

  values(subject: string, property: Iri): string[] {
    return this.about(subject)
      .filter(({ predicate }) => predicate.value === property)
      .map(({ object }) => object.value);
  }

  /** IRIs only. */
  objects(subject: string, property: Iri): string[] {
    return this.about(subject)
      .filter(({ predicate, object }) => predicate.value === property && object.termType === 'NamedNode')
      .map(({ object }) => object.value);
  }

  /** Types of schema.org that a thing has by its classes. */
  types(subject: string): string[] {
    const classes = new Set(this.values(subject, rdf.type));
    return schemaTypes.filter(([type]) => classes.has(type)).map(([, name]) => name);
  }
}

/**
 * Links as the value of a `Link` field (RFC 8288 §3), as many as fit into `limit` characters, the first ones before the
 * others. Titles are left out: they are for people, who see the page.
 */
export function formatLinks(links: readonly Link[], limit = Number.POSITIVE_INFINITY): string {
  let field = '';
  for (const { title: _, ...link } of links) {
    const text = formatLink(link);
    if (field.length + text.length + 2 > limit) continue;
    field += field === '' ? text : `, ${text}`;
  }
  return field;
}

/** One `link-value` of RFC 8288 §3. */
export function formatLink(link: Link & { readonly anchor?: string }): string {
  const { href, rel, anchor, type, profile, title } = link;
  let text = `<${href}>; rel=${quoted(rel)}`;
  if (anchor !== undefined) text += `; anchor=${quoted(anchor)}`;
  if (type !== undefined) text += `; type=${quoted(type)}`;
  if (profile !== undefined) text += `; profile=${quoted(profile)}`;
  if (title !== undefined) text += `; ${titleParameter(title)}`;
  return text;
}

function quoted(text: string): string {
  return /["\\]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`;
}

/** Beyond ASCII a title is an extended value (RFC 8187 §3.2). */
function titleParameter(title: string): string {
  if (/^[\x20-\x7E]*$/.test(title)) return `title=${quoted(title)}`;
  const value = encodeURIComponent(title.replace(/[\uD800-\uDFFF]/gu, '\uFFFD')).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `title*=UTF-8''${value}`;
}
