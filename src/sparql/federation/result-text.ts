import type { QueryEngine } from '@comunica/query-sparql';
import type { Quad } from '@rdfjs/types';
import { formatOfMediaType } from '../../rdf/formats.ts';
import { portalPrefixes, serialiseStream } from '../../rdf/serialise.ts';

type Result = Awaited<ReturnType<QueryEngine['query']>>;

/** Quads that are written together. */
const batchSize = 200;

/** The result of a federated query in a SPARQL results format, or in an RDF format where it is a graph. */
export async function* resultText(
  engine: QueryEngine,
  result: Result,
  mediaType: string,
  base: string,
): AsyncGenerator<string> {
  if (result.resultType === 'boolean') {
    yield booleanText(await result.execute(), mediaType);
    return;
  }
  if (result.resultType !== 'quads') {
    const { data } = await engine.resultToString(result, mediaType);
    for await (const part of data) yield String(part);
    return;
  }
  const format = formatOfMediaType(mediaType);
  if (!format) throw new TypeError(`There is no writer of ${mediaType}.`);
  const quads = (await result.execute()) as AsyncIterable<Quad>;
  yield* serialiseStream(batches(quads), format, portalPrefixes(base));
}

/** Comunica 5.4 fails where a truth value is to be written in XML. */
function booleanText(value: boolean, mediaType: string): string {
  if (mediaType === 'application/sparql-results+json')
    return `${JSON.stringify({ head: {}, boolean: value })}\n`;
  if (mediaType === 'application/sparql-results+xml') {
    return `<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n  <head/>\n  <boolean>${value}</boolean>\n</sparql>\n`;
  }
  throw new TypeError(`There is no writer of a truth value in ${mediaType}.`);
}

async function* batches(quads: AsyncIterable<Quad>): AsyncGenerator<readonly Quad[]> {
  let batch: Quad[] = [];
  for await (const quad of quads) {
    batch.push(quad);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
