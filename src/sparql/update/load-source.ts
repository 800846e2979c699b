import type { EditOperation, GraphRef, PlainQuad, PlainTerm } from '../../engine/engine-edit.ts';
import { AllowedEndpoints } from '../../fetch/allowed-endpoints.ts';
import {
  type GuardedAnswer,
  guardedBody,
  guardedRequest,
  StaleRequest,
  unusable,
} from '../../fetch/guarded-request.ts';
import { Connections } from '../../fetch/send-guarded.ts';
import { Failure } from '../../model/failure.ts';
import { formatOfExtension, formatOfMediaType, type RdfFormat, rdfFormats } from '../../rdf/formats.ts';
import { parseRdf } from '../../rdf/parse.ts';
import { RdfError } from '../../rdf/rdf-error.ts';
import { type LoadOperation, plainTerm } from './compile-update.ts';
import type { LoadSource } from './update-planner.ts';

export interface LoadOptions {
  /** The setting `load`: entries of `AllowedEndpoints`. */
  readonly allowed: readonly string[];
  /** Bytes of one document. */
  readonly maxBytes: number;
  /** Milliseconds from the request to the last byte of a document. */
  readonly timeout: number;
}

/** What a server says of a file whose kind it does not know. */
const saysNothing = new Set(['', 'text/plain', 'application/octet-stream', 'binary/octet-stream']);
const accept = `${rdfFormats.map(({ mediaType }, index) => `${mediaType};q=${1 - index / 10}`).join(', ')}, */*;q=0.1`;

/**
 * LOAD (SPARQL 1.1 Update §3.1.4) of documents that are listed. What is not allowed is refused, SILENT or not; what
 * cannot be fetched or read is so too, but under SILENT, where it counts as an empty document. Of a document with named
 * graphs the triples are taken without the names.
 * @throws Failure `invalid-configuration` where `allowed` has a bad entry
 */
export function createLoadSource({ allowed, maxBytes, timeout }: LoadOptions): LoadSource {
  const rules = { connections: new Connections(), allowed: new AllowedEndpoints(allowed, 'load') };
  return async (operation) => {
    const signal = AbortSignal.timeout(timeout);
    try {
      const answer = await guardedRequest({ address: operation.source, accept, signal }, rules);
      return { type: 'insert-data', quads: await readDocument(answer, operation, maxBytes) };
    } catch (error) {
      const failure = error instanceof StaleRequest ? tooSlow(operation, timeout) : error;
      if (operation.silent && failure instanceof Failure && failure.code === 'endpoint-failed')
        return nothing;
      throw failure;
    }
  };
}

const nothing: EditOperation = { type: 'insert-data', quads: [] };

async function readDocument(
  answer: GuardedAnswer,
  { source, into }: LoadOperation,
  maxBytes: number,
): Promise<PlainQuad[]> {
  const format = formatOf(answer, source);
  const graph = graphTerm(into);
  const bytes = guardedBody(answer, { maxBytes, tooLarge: (url) => tooLarge(url, maxBytes) });
  const quads: PlainQuad[] = [];
  try {
    for await (const { subject, predicate, object } of parseRdf(bytes, format, {
      base: baseOf(answer, source),
    }))
      quads.push({
        subject: plainTerm(subject),
        predicate: plainTerm(predicate),
        object: plainTerm(object),
        ...graph,
      });
  } catch (error) {
    if (!(error instanceof RdfError)) throw error;
    const line = error.line === undefined ? '' : ` in line ${error.line}`;
    throw unusable(
      answer.url,
      `its ${format.name} cannot be read${line}: ${withoutStop(error.message)}`,
      error,
    );
  }
  return quads;
}

function graphTerm(into: GraphRef): { readonly graph?: PlainTerm } {
  return into === null ? {} : { graph: { type: 'iri', value: into } };
}

/** By the media type; where that says nothing, or nothing of RDF, by the extension. */
function formatOf({ url, mediaType, message }: GuardedAnswer, source: string): RdfFormat {
  const byType = formatOfMediaType(mediaType);
  if (byType && !saysNothing.has(mediaType)) return byType;
  const format =
    formatOfExtension(extensionOf(url)) ?? formatOfExtension(extensionOf(new URL(source))) ?? byType;
  if (format) return format;
  message.destroy();
  const known = rdfFormats.map(({ name }) => name).join(', ');
  throw unusable(
    url,
    `it answered in "${mediaType}", and neither that nor the end of its address names a syntax of RDF (${known})`,
  );
}

function extensionOf({ pathname }: URL): string {
  return /\.([A-Za-z0-9]+)$/.exec(pathname)?.[1] ?? '';
}

/** Where the document was found in the end (RFC 3986 §5.1.3); as the request writes it where that is the same. */
function baseOf({ url }: GuardedAnswer, source: string): string {
  const asked = new URL(source);
  asked.hash = '';
  return url.href === asked.href ? source.replace(/#.*$/s, '') : url.href;
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.\s*$/, '');
}

function tooLarge(url: URL, maxBytes: number): Failure {
  return unusable(
    url,
    `it sent more than the ${maxBytes} bytes that a document may have; divide it into several`,
  );
}

function tooSlow({ source }: LoadOperation, timeout: number): Failure {
  return new Failure(
    'endpoint-failed',
    `<${source}> gave no answer to use: it had not sent the whole document after ${timeout} ms.`,
  );
}
