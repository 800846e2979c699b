import type { VNode } from 'preact';
import type { StoredVersion } from '../store/record-store.ts';
import { prefixes } from '../vocabulary/prefixes.ts';
import type { HttpContext } from './http-context.ts';
import { dcatMetadata } from './oai-dcat.ts';
import { dublinCore, oaiDc, oaiDcSchema } from './oai-dublin-core.ts';

export type MetadataPrefix = 'oai_dc' | 'dcat';

/** A form in which an item is given (OAI-PMH 2.0 §3.4). */
export interface MetadataFormat {
  readonly prefix: MetadataPrefix;
  /** Address of the XML Schema. */
  readonly schema: (base: string) => string;
  /** Of the root element. */
  readonly namespace: string;
  readonly write: (context: HttpContext, version: StoredVersion) => Promise<VNode>;
}

export const metadataFormats: readonly MetadataFormat[] = [
  {
    prefix: 'oai_dc',
    schema: () => oaiDcSchema,
    namespace: oaiDc,
    write: async (context, version) => dublinCore(context.labels, version),
  },
  {
    prefix: 'dcat',
    schema: rdfSchemaAddress,
    namespace: prefixes.rdf,
    write: (context, version) =>
      dcatMetadata(context.site.base, version, rdfSchemaAddress(context.site.base)),
  },
];

export function isMetadataPrefix(text: string): text is MetadataPrefix {
  return metadataFormats.some(({ prefix }) => prefix === text);
}

export function metadataFormat(prefix: MetadataPrefix): MetadataFormat {
  const format = metadataFormats.find((one) => one.prefix === prefix);
  if (format) return format;
  throw new TypeError(`There is no metadata format ${prefix}.`);
}

function rdfSchemaAddress(base: string): string {
  return `${base}oai/rdf.xsd`;
}
