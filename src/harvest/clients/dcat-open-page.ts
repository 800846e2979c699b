import { defaultFetchLimits } from '../../fetch/fetcher.ts';
import { Failure } from '../../model/failure.ts';
import { formatOfMediaType, type RdfFormat, rdfFormats } from '../../rdf/formats.ts';
import { decompress } from '../../sources/decompress.ts';
import { type PeekedBytes, peekBytes } from '../../sources/peek-bytes.ts';
import { defaultReadLimits } from '../../sources/reader-context.ts';
import { recogniseSource } from '../../sources/recognise-source.ts';
import { refusedFormat } from '../../sources/refused-format.ts';
import { type TextEncodingFound, toUtf8 } from '../../sources/text-encoding.ts';
import type { ArrivedPage } from '../harvest-client.ts';
import type { SourceDefinition } from '../source-definition.ts';

/** A page that is RDF. */
export interface OpenPage {
  readonly format: RdfFormat;
  /** In UTF-8; to be read once and to its end, or closed. */
  readonly text: AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** How much of a page is looked at to recognise it. */
const sniffBytes = 64 * 1024;
/** Bytes that a page may always unpack to. */
const alwaysUnpacked = 1024 ** 2;

/** What is asked for: syntaxes with graphs last, for what they add is not needed. */
export const rdfAccept = [
  'text/turtle',
  'application/n-triples',
  'application/rdf+xml;q=0.9',
  'application/ld+json;q=0.9',
  'application/trig;q=0.8',
  'application/n-quads;q=0.8',
  '*/*;q=0.1',
].join(', ');

/**
 * Recognises the syntax of a page by its content, which servers name wrongly more often than not; where that does not
 * tell, by its media type. Pages that are files in gzip are unpacked, within the limits of the source.
 * @throws Failure `source-failed` where the page is empty, HTML, or anything else that is no RDF
 */
export async function openRdfPage(page: ArrivedPage, source: SourceDefinition): Promise<OpenPage> {
  const input = await peekBytes(unpacked(page, source), sniffBytes);
  try {
    if (input.head.length === 0)
      throw new Failure('source-failed', `${page.url} answered with an empty page, where RDF was expected.`);
    const { format, encoding } = recognise(page, input);
    const other = otherEncoding(page, input.head);
    const text = other === undefined ? toUtf8(input.bytes, encoding, page.url) : decoded(input.bytes, other);
    return { format, text, close: input.close };
  } catch (error) {
    await input.close();
    throw error;
  }
}

function recognise(
  page: ArrivedPage,
  { head, complete }: PeekedBytes,
): { format: RdfFormat; encoding: TextEncodingFound } {
  const { url, mediaType } = page;
  try {
    const source = recogniseSource(head, complete, 'dcat', { file: url, limits: defaultReadLimits });
    if (source.format === 'rdf') return { format: source.rdf, encoding: source.encoding };
    throw new Failure('unknown-format', `${url} is ${source.format}, and no RDF.`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const format = formatOfMediaType(mediaType);
    const isNamed = format !== undefined && rdfFormats.some((one) => one.mediaType === mediaType);
    const isOther =
      refusedFormat(head) !== undefined || /^\s*(?:<!doctype\s+html|<html)/i.test(head.toString('latin1'));
    if (isNamed && !isOther && error.code === 'unknown-format')
      return { format, encoding: { name: 'utf-8', mark: 0 } };
    throw new Failure(
      'source-failed',
      `The answer is no RDF (${mediaType || 'no media type'}): ${error.message}`,
      { cause: error },
    );
  }
}

async function* unpacked(page: ArrivedPage, { limits }: SourceDefinition): AsyncGenerator<Uint8Array> {
  const { ratio, pageBytes } = { ...defaultFetchLimits, ...limits };
  const most = Math.min(pageBytes, Math.max(alwaysUnpacked, page.size * ratio));
  let bytes = 0;
  for await (const chunk of decompress(page.bytes(), page.url)) {
    bytes += chunk.length;
    if (bytes > most)
      throw new Failure(
        'source-failed',
        `${page.url} unpacks to more than ${most} bytes, which is too much.`,
      );
    yield chunk;
  }
}

/** RDF/XML of older portals. What is UTF-8 is UTF-8, whatever it says that it is. */
function otherEncoding({ charset }: ArrivedPage, head: Buffer): string | undefined {
  const start = head.toString('latin1');
  const declared = /^<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1] ?? charset;
  if (declared === undefined || /^utf-?(?:8|16)/i.test(declared)) return undefined;
  const isAscii = !/[\u0080-\u00ff]/.test(start);
  if (!isAscii && isUtf8(head)) return undefined;
  try {
    return new TextDecoder(declared).encoding;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isUtf8(head: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

async function* decoded(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
  yield Buffer.from(decoder.decode(), 'utf8');
}
