import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import type { Quad } from '@rdfjs/types';
import type { Request } from 'express';
import { formatOfExtension, formatOfMediaType, type RdfFormat, rdfFormats } from '../rdf/formats.ts';
import { parseRdf } from '../rdf/parse.ts';
import { RdfError } from '../rdf/rdf-error.ts';
import { renameBlankNodes } from '../rdf/rename-blank-nodes.ts';
import { ProblemError } from './problem.ts';
import { badRequest, unsupportedMediaType } from './problems.ts';
import { mediaTypeOf, textBody } from './text-body.ts';

const multipart = 'multipart/form-data';
/** What a graph may be sent as. */
export const graphTypes = [...rdfFormats.map(({ mediaType }) => mediaType), multipart].join(', ');
const mostParts = 100;

interface Part {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/**
 * The triples of a request body: one document, or several as `multipart/form-data` (SPARQL 1.1 Graph Store Protocol §5.5).
 * Relative IRIs are resolved against `base`. A body of named graphs gives its triples without the names.
 * @throws ProblemError 415 where the body is no RDF, 400 with the line where it is malformed
 */
export async function readGraph(request: Request, base: string): Promise<Quad[]> {
  const type = mediaTypeOf(request);
  if (type !== multipart) {
    const format = knownFormat(type);
    textBody(request, graphTypes);
    return parseDocument(bytesOf(request), format, base, '');
  }
  const quads: Quad[] = [];
  for (const [index, part] of (await partsOf(request)).entries()) {
    const format = formatOfPart(part);
    if (!format) throw new ProblemError(unsupportedMediaType(`${part.mediaType} (${part.name})`, graphTypes));
    quads.push(...(await parseDocument(part.bytes, format, base, part.name, index)));
  }
  return quads;
}

/** A part that states no type counts as `text/plain` (RFC 7578 §4.4): then the name of the file says more. */
function formatOfPart({ name, mediaType }: Part): RdfFormat | undefined {
  const byType = formatOfMediaType(mediaType);
  const byName = formatOfExtension(extensionOf(name));
  return mediaType === 'text/plain' ? (byName ?? byType) : (byType ?? byName);
}

function knownFormat(type: string): RdfFormat {
  const format = formatOfMediaType(type);
  if (format) return format;
  throw new ProblemError(unsupportedMediaType(type, graphTypes));
}

function bytesOf(request: Request): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

/** The blank nodes of each document are its own: they get labels that no stored graph and no other document has. */
async function parseDocument(
  bytes: Buffer,
  format: RdfFormat,
  base: string,
  name: string,
  label = 0,
): Promise<Quad[]> {
  const quads: Quad[] = [];
  try {
    for await (const quad of parseRdf(once(bytes), format, { base })) quads.push(quad);
    return renameBlankNodes(quads, `m${label}n`);
  } catch (error) {
    if (error instanceof RdfError)
      throw new ProblemError(malformedRdf(error, format, name), { cause: error });
    throw error;
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}

function malformedRdf(error: RdfError, format: RdfFormat, name: string) {
  const file = name === '' ? '' : `${name}, `;
  const line = error.line === undefined ? '' : `line ${error.line}: `;
  return badRequest(
    'malformed-rdf',
    {
      en: `The ${format.name} cannot be read. ${file}${line}${error.message}`,
      hi: `${format.name} पढ़ा नहीं जा सका। ${file}${line}${error.message}`,
    },
    {
      en: 'Mend it at that place, and send the whole document again. Nothing was written.',
      hi: 'उस स्थान पर सुधारें और पूरा दस्तावेज़ फिर भेजें। कुछ नहीं लिखा गया।',
    },
  );
}

function partsOf(request: Request): Promise<Part[]> {
  return new Promise((resolve, reject) => {
    const parts: Part[] = [];
    const refuse = (cause: unknown) => reject(new ProblemError(malformedParts(cause)));
    let reader: InstanceType<typeof Busboy>;
    try {
      reader = new Busboy({
        headers: request.headers as BusboyHeaders,
        limits: { files: mostParts, fields: mostParts },
        // Parts without a file name are documents as well.
        isPartAFile: () => true,
      });
    } catch (error) {
      refuse(error);
      return;
    }
    reader.on('file', (field, stream, fileName, _encoding, mediaType) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        parts.push({ name: fileName || field, mediaType, bytes: Buffer.concat(chunks) });
      });
    });
    reader.on('filesLimit', () => refuse(new Error(`it has more than ${mostParts} parts`)));
    reader.on('error', refuse);
    reader.on('finish', () => resolve(parts));
    reader.end(bytesOf(request));
  });
}

function malformedParts(cause: unknown) {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return badRequest(
    'malformed-multipart',
    { en: `The parts cannot be read: ${reason}.`, hi: `भाग पढ़े नहीं जा सके: ${reason}।` },
    {
      en: 'Send multipart/form-data with its boundary (RFC 7578), one RDF document in each part with its Content-Type.',
      hi: 'सीमा (boundary) सहित multipart/form-data (RFC 7578) भेजें, हर भाग में एक RDF दस्तावेज़ और उसका Content-Type।',
    },
  );
}

function extensionOf(name: string): string {
  return /\.([A-Za-z]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}
