import type { Quad } from '@rdfjs/types';
import { prefixes as vocabularies } from '../vocabulary/prefixes.ts';
import type { DocumentWriter, Prefixes } from './document-writer.ts';
import { jsonLd, nQuads, nTriples, type RdfFormat, rdfXml, triG, turtle } from './formats.ts';
import { nQuadLine } from './n-quads.ts';
import { usedPrefixes } from './prefix-table.ts';
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
  const ordered = topicFirst([...quads], options.topic);
  const writer = writers[format.name]?.(usedPrefixes(ordered, options.prefixes ?? vocabularies), 'document');
  if (writer === undefined) throw new TypeError(`There is no writer of ${format.name}.`);
  return writer.open() + writer.write(ordered) + writer.close();
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
  const writer = writers[format.name]?.(prefixes, 'stream');
  if (writer === undefined) throw new TypeError(`There is no writer of ${format.name}.`);
  yield writer.open();
  for await (const quads of records) yield writer.write(quads);
  yield writer.close();
}

/** Prefixes of the portal's own terms, to be used beside the vocabularies'. `base` ends in `/`. */
export function portalPrefixes(base: string): Prefixes {
  return {
    ...vocabularies,
    ndsap: `${base}def/ndsap#`,
    sector: `${base}def/sector/`,
    place: `${base}id/place/`,
  };
}

const writers: Readonly<Record<string, (prefixes: Prefixes, use: 'document' | 'stream') => DocumentWriter>> =
  {
    [turtle.name]: (prefixes) => turtleWriter(prefixes, { graphs: false }),
    [triG.name]: (prefixes) => turtleWriter(prefixes, { graphs: true }),
    [nTriples.name]: () => lineWriter((quad) => nQuadLine(quad, '')),
    [nQuads.name]: () => lineWriter((quad) => nQuadLine(quad)),
    [jsonLd.name]: (prefixes, use) => jsonLdWriter(prefixes, { indent: use === 'document' ? 2 : 0 }),
    [rdfXml.name]: (prefixes, use) =>
      rdfXmlWriter(prefixes, { inexpressible: use === 'document' ? 'refuse' : 'comment' }),
  };

function lineWriter(line: (quad: Quad) => string): DocumentWriter {
  return { open: () => '', write: (quads) => quads.map(line).join(''), close: () => '' };
}

function topicFirst(quads: readonly Quad[], topic: string | undefined): readonly Quad[] {
  if (topic === undefined) return quads;
  const isTopic = (quad: Quad) => quad.subject.value === topic;
  return [...quads.filter(isTopic), ...quads.filter((quad) => !isTopic(quad))];
}
