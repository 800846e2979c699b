import { once } from 'node:events';
import { rename, unlink } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Quad } from '@rdfjs/types';
import { type Command, Option } from 'commander';
import { type ConversionMode, csvToRdf } from '../csvw/csv-to-rdf.ts';
import { FileLoader } from '../csvw/file-loader.ts';
import { isMetadataFile } from '../csvw/is-metadata-file.ts';
import { describeWarning } from '../csvw/warning.ts';
import { Failure } from '../model/failure.ts';
import { nTriples, type RdfFormat, turtle } from '../rdf/formats.ts';
import { serialiseStream } from '../rdf/serialise.ts';
import { parseIri } from '../rdf/terms.ts';
import { prefixes } from '../vocabulary/prefixes.ts';
import { openOutput, outputFailure } from './output-file.ts';
import { write } from './write-output.ts';

/** What tables are described with. It is written row by row: which prefixes are used is not known when they are declared. */
const { csvw, dcat, dct, foaf, rdf, rdfs, schema, skos, xsd } = prefixes;
const usualPrefixes = { csvw, dcat, dct, foaf, rdf, rdfs, schema, skos, xsd };

interface LiftOptions {
  readonly metadata?: string;
  readonly mode: ConversionMode;
  readonly url?: string;
  readonly format: 'ntriples' | 'turtle';
  readonly out?: string;
}

const formats: Record<LiftOptions['format'], RdfFormat> = { ntriples: nTriples, turtle };

/** Tables to RDF (W3C CSV on the Web). */
export function liftCommand(program: Command): void {
  const command = program
    .command('lift')
    .description('turn a table into RDF, as its CSVW metadata say; warnings go to standard error')
    .argument('<FILE>', 'table (CSV, TSV), or CSVW metadata (JSON) of tables beside it')
    .option('--metadata <FILE>', 'CSVW metadata to use instead of those beside the table')
    .addOption(
      new Option('--mode <MODE>', 'standard: rows and tables too; minimal: what the cells say')
        .choices(['standard', 'minimal'])
        .default('standard'),
    )
    .option('--url <IRI>', 'location that FILE is taken as having; files beside it stand for theirs')
    .addOption(
      new Option('--format <FORMAT>', 'of the output').choices(Object.keys(formats)).default('ntriples'),
    )
    .option('--out <FILE>', 'write there instead of to standard output');
  command.action(async (file: string, options: LiftOptions) => {
    await lift(file, options);
  });
}

async function lift(file: string, options: LiftOptions): Promise<void> {
  const { metadata, mode, url, format, out } = options;
  checkUrl(url);
  const loader = new FileLoader(file, url, metadata === undefined ? [] : [metadata]);
  const location = url ?? loader.urlOf(file);
  const isMetadata = await isMetadataFile(file);
  if (isMetadata && metadata !== undefined)
    throw new Failure('wrong-usage', `${file} holds metadata itself: name a table, or leave --metadata out.`);
  const conversion = csvToRdf({
    ...(isMetadata ? { metadata: location } : { table: location }),
    ...(metadata !== undefined && { metadata: loader.urlOf(metadata) }),
    mode,
    loader,
    warn: (warning) => process.stderr.write(`${describeWarning(warning)}\n`),
  });
  const texts = serialiseStream(batches(conversion), formats[format], usualPrefixes);
  await (out === undefined ? printAll(texts) : writeAll(texts, out));
}

/** @throws Failure `wrong-usage` where relative references could not be resolved against it */
function checkUrl(url: string | undefined): void {
  if (url === undefined) return;
  if (parseIri(url) === undefined || !URL.canParse('x', url))
    throw new Failure(
      'wrong-usage',
      `--url takes an absolute IRI such as https://example.org/table.csv, not ${url}.`,
    );
}

/** As many quads are written together. */
const together = 2_000;

async function* batches(rows: AsyncIterable<readonly Quad[]>): AsyncGenerator<readonly Quad[]> {
  let batch: Quad[] = [];
  for await (const row of rows) {
    for (const quad of row) batch.push(quad);
    if (batch.length < together) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function printAll(texts: AsyncIterable<string>): Promise<void> {
  for await (const text of texts) await write(text);
}

async function writeAll(texts: AsyncIterable<string>, path: string): Promise<void> {
  // The file has its name when it is whole: a table that breaks off half-way leaves what was there before.
  const partial = `${path}.partial`;
  const file: Writable = openOutput(partial);
  const ended = finished(file);
  // Told of below, where it is waited for.
  ended.catch(() => {});
  try {
    for await (const text of texts) if (!file.write(text)) await Promise.race([once(file, 'drain'), ended]);
  } catch (error) {
    file.destroy();
    await unlink(partial);
    throw error;
  }
  file.end();
  try {
    await ended;
    await rename(partial, path);
  } catch (cause) {
    throw outputFailure(cause, path);
  }
}
