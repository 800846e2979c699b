import type { Text } from '../model/text.ts';
import {
  jsonLd,
  nQuads,
  nTriples,
  type RdfFormat,
  rdfFormats,
  rdfXml,
  triG,
  turtle,
} from '../rdf/formats.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { prefixes } from '../vocabulary/prefixes.ts';

export const profileTokens = ['dcat', 'dcat-ap', 'schema', 'dcat-us', 'croissant'] as const;
export type ProfileToken = (typeof profileTokens)[number];

/** A syntax that a profile is had in; {@link RdfFormat}s are such. */
export type ProfileFormat = Pick<RdfFormat, 'name' | 'mediaType' | 'extension' | 'aliases'>;

/** One way of describing a record (https://www.w3.org/TR/dx-prof-conneg/). */
export interface Profile {
  readonly token: ProfileToken;
  readonly iri: Iri;
  /** Other IRIs that people know it by. */
  readonly aliases: readonly string[];
  readonly title: Text;
  /** In order of the server's preference. */
  readonly formats: readonly ProfileFormat[];
}

/** Plain JSON, which is no RDF syntax of its own. */
export const json: ProfileFormat = Object.freeze({
  name: 'JSON',
  mediaType: 'application/json',
  extension: 'json',
  aliases: ['text/json'],
});

/** https://www.w3.org/TR/vocab-dcat-3/, with the portal's own terms: what is stored. */
export const plainDcat: Profile = {
  token: 'dcat',
  iri: prefixes.dcat as Iri,
  aliases: [
    'http://www.w3.org/ns/dcat',
    'https://www.w3.org/ns/dcat#',
    'https://www.w3.org/TR/vocab-dcat/',
    'https://www.w3.org/TR/vocab-dcat-2/',
    'https://www.w3.org/TR/vocab-dcat-3/',
  ],
  title: { en: 'DCAT', hi: 'DCAT (डीकैट)' },
  formats: rdfFormats,
};

/** https://semiceu.github.io/DCAT-AP/releases/3.0.1/ */
export const dcatAp: Profile = {
  token: 'dcat-ap',
  iri: prefixes.dcatap as Iri,
  aliases: [
    'http://data.europa.eu/r5r',
    'https://semiceu.github.io/DCAT-AP/releases/3.0.0/',
    'https://semiceu.github.io/DCAT-AP/releases/3.0.1/',
    'https://semiceu.github.io/DCAT-AP/releases/3.0.1',
  ],
  title: { en: 'DCAT-AP 3 (European portals)', hi: 'DCAT-AP 3 (यूरोपीय पोर्टल)' },
  formats: rdfFormats,
};

/** https://developers.google.com/search/docs/appearance/structured-data/dataset */
export const schemaOrg: Profile = {
  token: 'schema',
  iri: 'https://schema.org/' as Iri,
  aliases: [
    'http://schema.org/',
    'https://schema.org',
    'http://schema.org',
    'https://schema.org/Dataset',
    'http://schema.org/Dataset',
  ],
  title: { en: 'schema.org (search engines)', hi: 'schema.org (खोज इंजन)' },
  formats: [jsonLd, turtle, nTriples, rdfXml, triG, nQuads],
};

/** https://resources.data.gov/resources/dcat-us/; the IRI is what `conformsTo` of a data.json says. */
export const dcatUs: Profile = {
  token: 'dcat-us',
  iri: 'https://project-open-data.cio.gov/v1.1/schema' as Iri,
  aliases: [
    'https://project-open-data.cio.gov/v1.1/schema/',
    'https://project-open-data.cio.gov/v1.1/schema#',
    'https://resources.data.gov/resources/dcat-us/',
  ],
  title: { en: 'DCAT-US 1.1 (data.json)', hi: 'DCAT-US 1.1 (data.json)' },
  formats: [json],
};

/** https://docs.mlcommons.org/croissant/docs/croissant-spec.html: tables for machine learning. */
export const croissant: Profile = {
  token: 'croissant',
  iri: 'http://mlcommons.org/croissant/1.0' as Iri,
  aliases: [
    'http://mlcommons.org/croissant/',
    'http://mlcommons.org/croissant',
    'https://mlcommons.org/croissant/1.0',
    'https://docs.mlcommons.org/croissant/docs/croissant-spec.html',
  ],
  title: { en: 'Croissant (machine learning)', hi: 'Croissant (मशीन लर्निंग)' },
  formats: [jsonLd],
};

/** The first is what a client gets that asks for none. */
export const profiles: readonly Profile[] = [plainDcat, dcatAp, schemaOrg, dcatUs, croissant];
