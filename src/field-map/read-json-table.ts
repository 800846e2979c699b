import { query } from 'jsonpath-rfc9535';
import { Failure } from '../model/failure.ts';
import { JsonAssembler, type JsonElement, JsonReadError } from '../sources/json-assembler.ts';
import { jsonFailure } from '../sources/json-failure.ts';
import { placeWithin } from '../sources/json-path.ts';
import { peekBytes } from '../sources/peek-bytes.ts';
import { defaultReadLimits, type ReaderContext } from '../sources/reader-context.ts';
import { JsonAround } from './read-json-around.ts';
import { findRecords, followsPath, type PlainPath, plainPath } from './read-json-path.ts';
import { jsonRow } from './read-json-row.ts';
import type { RecordsLocation, Table, TableInput, TableItem } from './row.ts';
import { peekColumns } from './table-peek.ts';
import { asUtf8, unpacked } from './table-text.ts';

/** How much of a document is looked at to find its records. */
const headBytes = 1024 ** 2;
/** The longest document that a path is evaluated on which cannot be followed while reading. */
const mostWhole = 64 * 1024 ** 2;

/**
 * A JSON document (RFC 8259): its records are read one by one where the path to them has names, indexes and wildcards
 * only; another JSONPath (RFC 9535) is evaluated on the whole document, which may then have 64 MB.
 */
export async function openJsonTable(input: TableInput, location: RecordsLocation): Promise<Table> {
  const limits = { ...defaultReadLimits, ...input.limits };
  const context: ReaderContext = { file: input.file, limits };
  const peeked = await peekBytes(unpacked(input), headBytes);
  const sample = await sampleOf(peeked.head, input, location, context);
  const path = location.path ?? findRecords(sample);
  const plain = plainPath(path);
  const around = new JsonAround();
  const bytes = asUtf8(peeked.bytes, peeked.head, input.file, location.encoding);
  const rows = plain
    ? streamedRows(bytes, throughList(plain, sample), around, context)
    : queriedRows(bytes, path, around, context);
  return {
    ...(await withColumns(rows, path)),
    around: (wanted) => queryValue(around.value, wanted, input.file),
  };
}

async function withColumns(rows: AsyncGenerator<TableItem>, path: string) {
  const peeked = await peekColumns(rows);
  const head = { format: 'json' as const, path, notes: [], columns: peeked.columns };
  return { head, rows: peeked.rows };
}

/** The first value that `path` leads to. @throws Failure `invalid-configuration` where it is no JSONPath */
export function queryValue(value: unknown, path: string, file: string): unknown {
  return queryValues(value, path, file)[0];
}

export function queryValues(value: unknown, path: string, file: string): readonly unknown[] {
  try {
    return query(value as never, path);
  } catch (cause) {
    throw new Failure(
      'invalid-configuration',
      `${file}: "${path}" is no JSONPath (RFC 9535). Write it like $.result.records[*].`,
      { cause },
    );
  }
}

async function sampleOf(
  head: Uint8Array,
  { file }: TableInput,
  { encoding }: RecordsLocation,
  context: ReaderContext,
): Promise<unknown> {
  const assembler = new JsonAssembler(
    { descends: () => false },
    { ...context.limits, recordBytes: headBytes * 4 },
  );
  async function* once() {
    yield head;
  }
  let whole: JsonElement | undefined;
  try {
    for await (const chunk of asUtf8(once(), head, file, encoding)) whole ??= assembler.write(chunk)[0];
  } catch (error) {
    // What is wrong is said where it is read.
    if (!(error instanceof JsonReadError || error instanceof Failure)) throw error;
  }
  return whole ? whole.value : assembler.abandon();
}

/** A path to a list of records means its elements. */
function throughList(path: PlainPath, sample: unknown): PlainPath {
  let value: unknown = sample;
  for (const step of path.steps) {
    if (typeof value !== 'object' || value === null) return path;
    const [key] = step === undefined ? Object.keys(value) : [step];
    value = key !== undefined && Object.hasOwn(value, key) ? (value as never)[key] : undefined;
  }
  const list = path.steps.length === 0 || path.steps.at(-1) !== undefined;
  return Array.isArray(value) && list ? { steps: [...path.steps, undefined] } : path;
}

async function* streamedRows(
  bytes: AsyncIterable<Uint8Array>,
  path: PlainPath,
  around: JsonAround,
  context: ReaderContext,
): AsyncGenerator<TableItem> {
  const depth = path.steps.length;
  const descends = (at: readonly (string | number)[]) => at.length < depth && followsPath(at, path);
  const assembler = new JsonAssembler({ descends }, context.limits);
  function* take(elements: readonly JsonElement[]): Generator<TableItem> {
    for (const { path: at, value } of elements) {
      if (at.length === depth && followsPath(at, path)) {
        around.keepLast(at, value);
        yield jsonRow(value, placeWithin({ file: context.file }, at), () => around.value);
      } else around.keep(at, value);
    }
  }
  try {
    for await (const chunk of bytes) yield* take(assembler.write(chunk));
    yield* take(assembler.end());
  } catch (error) {
    if (!(error instanceof JsonReadError)) throw error;
    yield* take(assembler.drain());
    throw jsonFailure(error, context);
  }
}

async function* queriedRows(
  bytes: AsyncIterable<Uint8Array>,
  path: string,
  around: JsonAround,
  context: ReaderContext,
): AsyncGenerator<TableItem> {
  const limits = { ...context.limits, recordBytes: mostWhole };
  const assembler = new JsonAssembler({ descends: () => false }, limits);
  let document: JsonElement | undefined;
  try {
    for await (const chunk of bytes) document = assembler.write(chunk)[0] ?? document;
    document = assembler.end()[0] ?? document;
  } catch (error) {
    throw error instanceof JsonReadError ? jsonFailure(error, { ...context, limits }) : error;
  }
  const values = queryValues(document?.value, path, context.file);
  around.keep([], document?.value);
  const [only] = values;
  const list = values.length === 1 && Array.isArray(only) ? (only as unknown[]) : values;
  for (const [index, value] of list.entries()) {
    yield jsonRow(value, { file: context.file, path: `${path} ${index + 1}` }, () => document?.value);
  }
}
