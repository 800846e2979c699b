import { createHash } from 'node:crypto';
import type { Quad } from '@rdfjs/types';
import type { Text } from '../model/text.ts';
import { jsonLd, nQuads, nTriples, type RdfFormat, rdfXml, triG, turtle } from '../rdf/formats.ts';
import { literal, textTriples, triple, typed } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct, foaf, spdx, xsd } from '../vocabulary/terms.ts';
import { type DumpKind, dumpKinds } from './dump-kind.ts';
import type { ListedDump } from './dump-store.ts';
import { type Portal, portalIri } from './portal.ts';

/** One way to get the whole catalogue in one file. */
export interface OfferedDump {
  readonly kind: DumpKind;
  /** Address of the file. */
  readonly address: Iri;
  /** The file, where it has been written: it is when it is first asked for. */
  readonly file?: ListedDump;
}

const mediaTypes = 'https://www.iana.org/assignments/media-types/';
const sha256 = 'http://spdx.org/rdf/terms#checksumAlgorithm_sha256' as Iri;
const checksumAlgorithm = 'http://spdx.org/rdf/terms#ChecksumAlgorithm' as Iri;
const fileTypes = 'http://publications.europa.eu/resource/authority/file-type/';

/** The EU's names of the syntaxes, which DCAT-AP asks for in `dct:format`. */
const fileTypeOf: ReadonlyMap<RdfFormat, string> = new Map([
  [turtle, 'RDF_TURTLE'],
  [nTriples, 'RDF_N_TRIPLES'],
  [jsonLd, 'JSON_LD'],
  [rdfXml, 'RDF_XML'],
  [triG, 'RDF_TRIG'],
  [nQuads, 'RDF_N_QUADS'],
]);

/** Every dump that can be had, plain and compressed, those that have not been written yet included. */
export function offeredDumps(base: string, listed: readonly ListedDump[]): readonly OfferedDump[] {
  return dumpKinds.map((kind) => {
    const file = listed.find(({ format, encoding }) => format === kind.format && encoding === kind.encoding);
    return { kind, address: `${base}catalog/all.${kind.extension}` as Iri, ...(file && { file }) };
  });
}

/** Differs where other files are there. */
export function dumpListVersion(dumps: readonly OfferedDump[]): string {
  const files = dumps.map(({ file }) => file?.sha256 ?? '').join(' ');
  return createHash('sha256').update(files).digest('hex').slice(0, 8);
}

/** The page that lists the dumps, and the document that describes them. */
export function dumpListAddress(base: string): Iri {
  return `${base}dumps/` as Iri;
}

/** Fragment of the list under which a dump is described. */
export function dumpFragment({ kind }: OfferedDump): string {
  return `all.${kind.extension}`;
}

/** The list as a document of its own. */
export function describeDumpList(portal: Portal, dumps: readonly OfferedDump[]): Quad[] {
  const document = dumpListAddress(portal.base);
  const catalog = portalIri(portal);
  return [
    typed(document, foaf.Document),
    ...textTriples(document, dct.title, {
      en: `Whole catalogue of ${portal.title.en} as files`,
      hi: `${portal.title.hi} की पूरी सूची, फ़ाइलों में`,
    }),
    triple(document, foaf.primaryTopic, catalog),
    typed(catalog, dcat.Catalog),
    ...textTriples(catalog, dct.title, portal.title),
    ...describeDumps(portal, dumps),
  ];
}

/** The dumps as distributions of the portal's catalogue, which is a dataset too (DCAT 3 §6.3, §6.8). */
export function describeDumps(portal: Portal, dumps: readonly OfferedDump[]): Quad[] {
  return dumps.flatMap((dump) => {
    const distribution = `${dumpListAddress(portal.base)}#${dumpFragment(dump)}` as Iri;
    return [triple(portalIri(portal), dcat.distribution, distribution), ...describeDump(distribution, dump)];
  });
}

function describeDump(distribution: Iri, { kind, address, file }: OfferedDump): Quad[] {
  const { format, encoding } = kind;
  return [
    typed(distribution, dcat.Distribution),
    ...textTriples(distribution, dct.title, titleOf(kind)),
    triple(distribution, dcat.accessURL, address),
    triple(distribution, dcat.downloadURL, address),
    triple(distribution, dct.format, `${fileTypes}${fileTypeOf.get(format)}` as Iri),
    triple(distribution, dcat.mediaType, `${mediaTypes}${format.mediaType}` as Iri),
    ...(encoding === 'gzip'
      ? [triple(distribution, dcat.compressFormat, `${mediaTypes}application/gzip` as Iri)]
      : []),
    ...(file ? describeFile(distribution, file) : []),
  ];
}

function describeFile(distribution: Iri, { bytes, modified, sha256: digits }: ListedDump): Quad[] {
  const checksum = `${distribution}.sha256` as Iri;
  return [
    triple(distribution, dcat.byteSize, literal(String(bytes), { datatype: xsd.nonNegativeInteger })),
    ...(modified === undefined
      ? []
      : [triple(distribution, dct.modified, literal(modified, { datatype: xsd.dateTime }))]),
    triple(distribution, spdx.checksum, checksum),
    typed(checksum, spdx.Checksum),
    triple(checksum, spdx.algorithm, sha256),
    typed(sha256, checksumAlgorithm),
    triple(checksum, spdx.checksumValue, literal(digits, { datatype: xsd.hexBinary })),
  ];
}

function titleOf({ format, encoding }: DumpKind): Text {
  return encoding === 'gzip'
    ? { en: `Everything in ${format.name}, compressed`, hi: `${format.name} में सब कुछ, संपीड़ित` }
    : { en: `Everything in ${format.name}`, hi: `${format.name} में सब कुछ` };
}
