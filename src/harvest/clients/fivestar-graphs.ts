import type { Quad } from '@rdfjs/types';
import { Failure } from '../../model/failure.ts';
import { nQuads } from '../../rdf/formats.ts';
import { parseRdf } from '../../rdf/parse.ts';
import { RdfError } from '../../rdf/rdf-error.ts';
import type { ArrivedPage } from '../harvest-client.ts';

/** Quads of one graph that stand together. */
export interface GraphRun {
  /** `''`: the default graph. */
  readonly graph: string;
  readonly quads: readonly Quad[];
}

/** How many quads of the default graph are held at a time. */
const runLength = 10_000;

/**
 * The graphs of an N-Quads page as they follow one another: a portal writes each graph in one piece, so that memory
 * depends on the longest record only. The default graph comes in pieces.
 * @throws Failure `source-failed` where the page is no N-Quads or cannot be read
 */
export async function* graphsOf(page: ArrivedPage): AsyncGenerator<GraphRun> {
  const { url, mediaType } = page;
  if (mediaType !== nQuads.mediaType)
    throw new Failure(
      'source-failed',
      `${url} answered with ${mediaType || 'no media type'} where ${nQuads.mediaType} was asked for. Is it a Fivestar portal? Other catalogues are sources of the types dcat and ldes.`,
    );
  let graph = '';
  let quads: Quad[] = [];
  try {
    for await (const quad of parseRdf(page.bytes(), nQuads, { base: url })) {
      const next = quad.graph.value;
      if (quads.length > 0 && (next !== graph || (next === '' && quads.length >= runLength))) {
        yield { graph, quads };
        quads = [];
      }
      graph = next;
      quads.push(quad);
    }
  } catch (error) {
    if (!(error instanceof RdfError)) throw error;
    const place = error.line === undefined ? url : `${url}, line ${error.line}`;
    throw new Failure('source-failed', `${place}: ${error.message}`, { cause: error });
  }
  if (quads.length > 0) yield { graph, quads };
}
