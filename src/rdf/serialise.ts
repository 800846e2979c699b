import type { Quad } from '@rdfjs/types';
import { prefixes as vocabularies } from '../vocabulary/prefixes.ts';
import type { DocumentWriter, Prefixes } from './document-writer.ts';
import { jsonLd, nQuads, nTriples, type RdfFormat, rdfXml, triG, turtle } from './formats.ts';
import { iriTerm, statementOf } from './n-quads.ts';
import { UsedPrefixes } from './prefix-table.ts';
import { type Statement, triplePart } from './statement.ts';
import { jsonLdWriter } from './write-json-ld.ts';
import { rdfXmlWriter } from './write-rdf-xml.ts';
import { turtleWriter } from './write-turtle.ts';

export interface SerialiseOptions {
  /** By default the vocabularies of the catalogue. Only those that are of use are written. */
  readonly prefixes?: Prefixes;
  /** The subject that comes first; the others follow in the order of their first quad. */
  readonly topic?: string;
}

/**
 * One document. Formats without named graphs (`RdfFormat.quads`) lose the graph names.
 * @throws RdfError `unknown-format` where RDF/XML cannot express a property
 */
export function serialise(quads: Iterable<Quad>, format: RdfFormat, options: SerialiseOptions = {}): string {
  return serialiseStatements(Array.from(quads, statementOf), format, options);
}

/** As {@link serialise}. */
export function serialiseStatements(
  statements: readonly Statement[],
  format: RdfFormat,
  { prefixes = vocabularies, topic }: SerialiseOptions = {},
): string {
  const names = new UsedPrefixes(prefixes);
  const writer = writerOf(format, names, 'document');
  const body = writer.write(topicFirst(statements, topic));
  return writer.open(names.prefixes()) + body + writer.close();
}

/**
 * One document of any length, written record by record: a text for each record, and those that open and close the
 * document. All of `prefixes` are declared. Where RDF/XML cannot express a property a comment stands in its place.
 */
export async function* serialiseStream(
  records: AsyncIterable<readonly Quad[]> | Iterable<readonly Quad[]>,
  format: RdfFormat,
  prefixes: Prefixes = vocabularies,
): AsyncGenerator<string> {
  const writer = writerOf(format, new UsedPrefixes(prefixes), 'stream');
  yield writer.open(prefixes);
  for await (const quads of records) yield writer.write(quads.map(statementOf));
  yield writer.close();
}

/** Prefixes of the portal's own terms, to be used beside the vocabularies'. `base` ends in `/`. */
export function portalPrefixes(base: string): Prefixes {
  if (ofPortal?.base !== base)
    ofPortal = {
      base,
      prefixes: {
        ...vocabularies,
        ndsap: `${base}def/ndsap#`,
        sector: `${base}def/sector/`,
        place: `${base}id/place/`,
      },
    };
  return ofPortal.prefixes;
}

/** A portal has one base: the same object each time lets the names that were shortened be used again. */
let ofPortal: { readonly base: string; readonly prefixes: Prefixes } | undefined;

type Use = 'document' | 'stream';

function writerOf(format: RdfFormat, names: UsedPrefixes, use: Use): DocumentWriter {
  const writer = writers[format.name]?.(names, use);
  if (writer === undefined) throw new TypeError(`There is no writer of ${format.name}.`);
  return writer;
}

const writers: Readonly<Record<string, (names: UsedPrefixes, use: Use) => DocumentWriter>> = {
  [turtle.name]: (names) => turtleWriter(names, { graphs: false }),
  [triG.name]: (names) => turtleWriter(names, { graphs: true }),
  [nTriples.name]: () => lineWriter(tripleLine),
  [nQuads.name]: () => lineWriter(quadLine),
  [jsonLd.name]: (names, use) => jsonLdWriter(names, { indent: use === 'document' ? 2 : 0 }),
  [rdfXml.name]: (names, use) =>
    rdfXmlWriter(names, { inexpressible: use === 'document' ? 'refuse' : 'comment' }),
};

function lineWriter(line: (statement: Statement) => string): DocumentWriter {
  return { open: () => '', write: (statements) => statements.map(line).join(''), close: () => '' };
}

function tripleLine(statement: Statement): string {
  return `${triplePart(statement)} .\n`;
}

function quadLine(statement: Statement): string {
  return statement.graph === '' ? tripleLine(statement) : `${triplePart(statement)} ${statement.graph} .\n`;
}

function topicFirst(statements: readonly Statement[], topic: string | undefined): readonly Statement[] {
  if (topic === undefined) return statements;
  const subject = iriTerm(topic);
  const own = statements.filter((statement) => statement.subject === subject);
  return [...own, ...statements.filter((statement) => statement.subject !== subject)];
}
