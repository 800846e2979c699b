import type { Quad } from '@rdfjs/types';
import { Failure } from '../model/failure.ts';
import { describePlace, type Place } from '../model/place.ts';
import type { SourceItem } from '../model/source-item.ts';
import type { RdfFormat } from '../rdf/formats.ts';
import { type ParseOptions, parseRdf } from '../rdf/parse.ts';
import { RdfError } from '../rdf/rdf-error.ts';
import { badRdf } from './bad-rdf.ts';
import { type Intake, takeIn } from './rdf-intake.ts';
import { type FoundRecord, RecordFinder, type RecordNames, toGraphRecord } from './rdf-records.ts';
import { Spool } from './rdf-spool.ts';

export interface RdfReadOptions {
  readonly file: string;
  readonly names: RecordNames;
  readonly contexts?: ReadonlyMap<string, object>;
  readonly parseLimits?: ParseOptions['limits'];
  /** Triples that are held in memory before the temporary folder is used. */
  readonly heldTriples?: number;
  /** Shown every quad, in order, before the first record is given; those that it answers `true` to are no data. */
  readonly leaveOut?: (quad: Quad) => boolean;
  /** Told of triples that are no data. */
  readonly onIgnored?: (triples: number, reason: string) => void;
}

const defaultHeldTriples = 1_000_000;

/**
 * The records of an RDF document (to be completed by `settleGraphRecord`), in any order of its triples and with bounded memory: they are laid aside, on disk where
 * they are many, and split by resource. Every triple is in a record, but those of Hydra paging and of the portal's own
 * catalog records. A bad line of N-Triples or N-Quads is reported and left out; any other syntax error ends the reading
 * before the first record.
 * @throws Failure `unreadable-input` or `too-large`, with the place
 */
export async function* readRdf(
  bytes: AsyncIterable<Uint8Array>,
  format: RdfFormat,
  options: RdfReadOptions,
): AsyncGenerator<SourceItem> {
  const spool = new Spool(options.heldTriples ?? defaultHeldTriples);
  try {
    yield* layAside(bytes, format, spool, options);
    const finder = new RecordFinder(spool, options.names);
    for (const record of finder.exported()) yield toItem(record, options.file);
    for await (const record of finder.all()) yield toItem(record, options.file);
  } finally {
    await spool.close();
  }
}

async function* layAside(
  bytes: AsyncIterable<Uint8Array>,
  format: RdfFormat,
  spool: Spool,
  options: RdfReadOptions,
): AsyncGenerator<SourceItem> {
  const { file, names } = options;
  const documents = `${names.base}doc/`;
  const intake: Intake = { paging: 0 };
  const bad: RdfError[] = [];
  const quads = parseRdf(bytes, format, {
    base: names.sourceBase(file),
    onBadLine: (error) => bad.push(error),
    ...(options.contexts ? { contexts: options.contexts } : {}),
    ...(options.parseLimits ? { limits: options.parseLimits } : {}),
  });
  try {
    for await (const quad of quads) {
      if (!options.leaveOut?.(quad)) takeIn(quad, spool, intake, documents);
      for (const error of bad.splice(0)) yield badRdf(error, placeOf(error, file));
    }
  } catch (error) {
    if (!(error instanceof RdfError)) throw error;
    throw new Failure(error.code, `${describePlace(placeOf(error, file))}: ${error.message}`, {
      cause: error,
    });
  }
  for (const error of bad) yield badRdf(error, placeOf(error, file));
  for (const quad of new RecordFinder(spool, names).unexplained()) takeIn(quad, spool, intake, documents);
  spool.complete();
  if (intake.paging > 0) options.onIgnored?.(intake.paging, 'paging description (Hydra)');
}

function toItem(record: FoundRecord, file: string): SourceItem {
  const place: Place = { file, path: record.topic };
  const data = toGraphRecord(record);
  return { type: 'record', record: { profile: 'dcat', kind: 'graph', operation: 'upsert', place, data } };
}

function placeOf(error: RdfError, file: string): Place {
  return {
    file,
    ...(error.line === undefined ? {} : { line: error.line }),
    ...(error.column === undefined ? {} : { column: error.column }),
  };
}
