import { Failure } from '../model/failure.ts';
import type { Profile } from '../model/record.ts';
import { jsonLd, type RdfFormat } from '../rdf/formats.ts';
import { ckanJson } from './ckan-json.ts';
import { type CsvDialect, recogniseCsv } from './csv-dialect.ts';
import { dcatUsJson } from './dcat-us-json.ts';
import { jsonFailure } from './json-failure.ts';
import type { JsonProfile } from './json-profile.ts';
import { ndsapJson } from './ndsap-json.ts';
import { ogdJson } from './ogd-json.ts';
import type { ReaderContext } from './reader-context.ts';
import { isSchemaOrg, looksLikeJson, looksLikeJsonLd, recogniseJson } from './recognise-json.ts';
import { recogniseRdf, xmlRoot } from './recognise-rdf.ts';
import { refusedFormat } from './refused-format.ts';
import { detectEncoding, previewText, type TextEncodingFound } from './text-encoding.ts';

/** How an input is to be read. */
export type RecognisedSource = { readonly encoding: TextEncodingFound } & (
  | { readonly format: 'csv'; readonly dialect: CsvDialect }
  | { readonly format: 'json'; readonly profile: JsonProfile; readonly sample: unknown }
  | { readonly format: 'json-lines'; readonly profile: JsonProfile }
  | { readonly format: 'rdf'; readonly rdf: RdfFormat }
  | { readonly format: 'schema-org'; readonly syntax: 'html' | 'json-ld' }
);

/** Most particular first: NDSAP's `title` and `description` stand in most others too. */
const jsonProfiles: readonly JsonProfile[] = [ogdJson, dcatUsJson, ckanJson, ndsapJson];
const whatIsRead =
  'Read are NDSAP sheets (CSV, JSON), data.gov.in registry files, CKAN answers, DCAT-US data.json, DCAT in Turtle, TriG, N-Triples, N-Quads, RDF/XML or JSON-LD, and schema.org in JSON-LD.';

/**
 * Decides by the first bytes of an unpacked input how it is read.
 * @param wanted the profile that the user named, if any.
 * @throws Failure `unknown-format` or `unreadable-input` that says what it is and what to do.
 */
export function recogniseSource(
  head: Buffer,
  complete: boolean,
  wanted: Profile | undefined,
  context: ReaderContext,
): RecognisedSource {
  const { file } = context;
  if (head.length === 0)
    throw new Failure('unreadable-input', `${file} is empty. Publish the file that was meant.`);
  const refused = refusedFormat(head);
  if (refused) throw unknown(`${file} is ${refused.what}. ${refused.remedy}`);
  const encoding = detectEncoding(head);
  const text = previewText(head, encoding);
  if (text.trim() === '' && complete) {
    throw new Failure(
      'unreadable-input',
      `${file} holds nothing but white space. Publish the file that was meant.`,
    );
  }
  if (text.includes('\0')) throw unknown(`${file} is no text. ${whatIsRead}`);
  const extension = /\.([^./\\]+)$/.exec(file.replace(/\.gz$/i, ''))?.[1] ?? '';
  if (looksLikeJson(text))
    return { encoding, ...recogniseJsonSource(text, complete, extension, wanted, context) };
  if (wanted === 'schema-org' && looksLikeHtml(text))
    return { encoding, format: 'schema-org', syntax: 'html' };
  const rdf = recogniseRdf(text, extension);
  if (rdf) {
    requireProfile('dcat', wanted, `${file} is ${rdf.name}`);
    return { encoding, format: 'rdf', rdf };
  }
  const root = xmlRoot(text);
  if (root !== undefined) throw unknownXml(root, file);
  return { encoding, format: 'csv', dialect: recogniseSheet(text, wanted, file) };
}

function recogniseJsonSource(
  text: string,
  complete: boolean,
  extension: string,
  wanted: Profile | undefined,
  context: ReaderContext,
) {
  const { file, limits } = context;
  const shape = recogniseJson(Buffer.from(text, 'utf8'), complete, extension, limits);
  const samples = shape.kind === 'lines' ? shape.samples : [shape.sample];
  const linked = samples.some(looksLikeJsonLd);
  if (wanted === 'schema-org' || (wanted === undefined && samples.some(isSchemaOrg)))
    return { format: 'schema-org' as const, syntax: 'json-ld' as const };
  // JSON-LD often names its members as NDSAP does; the other profiles have names of their own.
  const recognised = jsonProfiles.find(
    (one) => !(linked && one === ndsapJson) && samples.some(one.recognises),
  );
  const profile = wanted === undefined ? recognised : jsonProfiles.find((one) => one.profile === wanted);
  if (profile === undefined) {
    if (wanted === 'dcat' || linked) return { format: 'rdf' as const, rdf: jsonLd };
    if (isEmptyList(samples[0], text, complete))
      return { format: 'json' as const, profile: ndsapJson, sample: [] };
    if (shape.kind === 'document' && shape.error) throw jsonFailure(shape.error, context);
    throw unknown(
      `${file} is JSON, but none that is known. Read are ${jsonProfiles.map((one) => one.description).join('; ')}; and JSON-LD. ` +
        'Where it is one of them, name it with --from.',
    );
  }
  return shape.kind === 'lines'
    ? { format: 'json-lines' as const, profile }
    : { format: 'json' as const, profile, sample: shape.sample };
}

function looksLikeHtml(text: string): boolean {
  return /^\s*(?:<!doctype\s+html|<html|<head|<script)[\s>]/i.test(text);
}

function isEmptyList(sample: unknown, text: string, complete: boolean): boolean {
  return complete && Array.isArray(sample) && sample.length === 0 && /^\s*\[\s*\]\s*$/.test(text);
}

function recogniseSheet(text: string, wanted: Profile | undefined, file: string): CsvDialect {
  const found = recogniseCsv(text);
  if (found === undefined) throw unknown(`${file} is in no format that is known. ${whatIsRead}`);
  if ('columns' in found) {
    const columns = found.columns.slice(0, 8).map((column) => `"${column.slice(0, 40)}"`);
    throw unknown(
      `${file} is a table, but no row among its first 20 heads the columns of a metadata sheet (row 1 holds ${columns.join(', ')}). ` +
        'Head them with the NDSAP elements: Title, Description, Keywords, Sector, Category, Frequency…; a data file itself is not published, but described by a row of such a sheet.',
    );
  }
  requireProfile(found.profile, wanted, `${file} is a CSV sheet of ${found.profile} columns`);
  return found;
}

function requireProfile(found: Profile, wanted: Profile | undefined, what: string): void {
  if (wanted === undefined || wanted === found) return;
  throw unknown(`${what}, which --from ${wanted} does not read. Leave --from out, or write --from ${found}.`);
}

function unknownXml(root: string, file: string): Failure {
  if (root.toLowerCase() === 'html') {
    return unknown(
      `${file} is an HTML page, probably shown instead of the file (a login, an error, a preview). Download the file itself.`,
    );
  }
  return unknown(
    `${file} is XML with the root element <${root}>, but not RDF/XML. Export the catalogue as RDF, JSON or CSV.`,
  );
}

function unknown(message: string): Failure {
  return new Failure('unknown-format', message);
}
