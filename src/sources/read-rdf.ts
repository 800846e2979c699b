import { Failure } from '../model/failure.ts';
import { describePlace, type Place } from '../model/place.ts';
import type { SourceItem } from '../model/source-item.ts';
import type { RdfFormat } from '../rdf/formats.ts';
import { type ParseOptions, parseRdf } from '../rdf/parse.ts';
import { RdfError } from '../rdf/rdf-error.ts';
import { type Intake, takeIn } from './rdf-intake.ts';
import { type FoundRecord, RecordFinder, type RecordNames, toGraphRecord } from './rdf-records.ts';
import { Spool } from './rdf-spool.ts';
import { unreadable } from './unreadable.ts';

export interface RdfReadOptions {
  readonly file: string;
  readonly names: RecordNames;
  readonly contexts?: ReadonlyMap<string, object>;
  readonly parseLimits?: ParseOptions['limits'];
  /** Triples that are held in memory before the temporary folder is used. */
  readonly heldTriples?: number;
  /** Told of triples that are no data. */
  readonly onIgnored?: (triples: number, reason: string) => void;
}

const defaultHeldTriples = 400_000;

/**
 * The records of an RDF document, in any order of its triples and with bounded memory: they are laid aside, on disk where
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
    for (const record of finder.exported()) yield await toItem(record, options);
    for await (const record of finder.all()) yield await toItem(record, options);
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
      takeIn(quad, spool, intake, documents);
      for (const error of bad.splice(0)) yield badItem(error, placeOf(error, file));
    }
  } catch (error) {
    if (!(error instanceof RdfError)) throw error;
    throw new Failure(error.code, `${describePlace(placeOf(error, file))}: ${error.message}`, {
      cause: error,
    });
  }
  for (const error of bad) yield badItem(error, placeOf(error, file));
  for (const quad of new RecordFinder(spool, names).unexplained()) takeIn(quad, spool, intake, documents);
  spool.complete();
  if (intake.paging > 0) options.onIgnored?.(intake.paging, 'paging description (Hydra)');
}

async function toItem(record: FoundRecord, options: RdfReadOptions): Promise<SourceItem> {
  const place: Place = { file: options.file, path: record.topic };
  try {
    const data = await toGraphRecord(record, options.names);
    return { type: 'record', record: { profile: 'dcat', kind: 'graph', operation: 'upsert', place, data } };
  } catch (error) {
    if (error instanceof RdfError) return badItem(error, place);
    throw error;
  }
}

function placeOf(error: RdfError, file: string): Place {
  return {
    file,
    ...(error.line === undefined ? {} : { line: error.line }),
    ...(error.column === undefined ? {} : { column: error.column }),
  };
}

function badItem(error: RdfError, place: Place): SourceItem {
  return unreadable(place, {
    code: error.code === 'too-large' ? 'too-large' : 'invalid-rdf',
    message: {
      en: error.message,
      hi: `यह अंश मान्य RDF नहीं है और छोड़ दिया गया: ${error.message}`,
    },
    remedy: {
      en: 'Correct it in the source and publish again; the other records are not affected.',
      hi: 'इसे स्रोत में ठीक करके फिर प्रकाशित करें; अन्य अभिलेख प्रभावित नहीं हैं।',
    },
  });
}
