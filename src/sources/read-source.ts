import type { Profile } from '../model/record.ts';
import type { SourceItem } from '../model/source-item.ts';
import { decompress } from './decompress.ts';
import { type PeekedBytes, peekBytes } from './peek-bytes.ts';
import type { RecordNames } from './rdf-records.ts';
import { readCsv } from './read-csv.ts';
import { readJson } from './read-json.ts';
import { readJsonLines } from './read-json-lines.ts';
import { readRdf } from './read-rdf.ts';
import { readSchemaOrg } from './read-schema-org.ts';
import { defaultReadLimits, type ReaderContext, type ReadLimits } from './reader-context.ts';
import { recogniseSource } from './recognise-source.ts';
import { skipBytes, toUtf8 } from './text-encoding.ts';

export interface ReadOptions {
  /** How the input is read; recognised by its structure where it is absent. */
  readonly profile?: Profile;
  readonly limits?: Partial<ReadLimits>;
  /** How records of RDF sources are named. */
  readonly names: RecordNames;
  /** Contexts that JSON-LD sources may refer to, by IRI; none is ever fetched. */
  readonly contexts?: ReadonlyMap<string, object>;
}

/** How much of an input is looked at to recognise it. */
const sniffBytes = 64 * 1024;

/**
 * Reads one input of any known format, plain or gzip, record by record.
 * @param file its name, or `-`; given in every place, and a hint between near-identical RDF syntaxes only.
 * @throws Failure `unknown-format`, `unreadable-input` or `too-large`, after the records before the error were given.
 */
export async function* readSource(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  options: ReadOptions,
): AsyncGenerator<SourceItem> {
  const context: ReaderContext = { file, limits: { ...defaultReadLimits, ...options.limits } };
  const input = await peekBytes(decompress(bytes, file), sniffBytes);
  try {
    yield* await readItems(input, options, context);
  } finally {
    await input.close();
  }
}

async function readItems(
  input: PeekedBytes,
  options: ReadOptions,
  context: ReaderContext,
): Promise<AsyncIterable<SourceItem>> {
  const source = recogniseSource(input.head, input.complete, options.profile, context);
  // In JSON Lines a wrong byte spoils its line only.
  if (source.format === 'json-lines' && source.encoding.name === 'utf-8') {
    return readJsonLines(skipBytes(input.bytes, source.encoding.mark), source.profile, context);
  }
  const text = toUtf8(input.bytes, source.encoding, context.file);
  switch (source.format) {
    case 'csv':
      return readCsv(text, source.dialect, context);
    case 'json':
      return readJson(text, source.profile, source.sample, context);
    case 'json-lines':
      return readJsonLines(text, source.profile, context);
    case 'schema-org':
      return readSchemaOrg(text, source.syntax, { file: context.file, ...options });
    case 'rdf':
      return readRdf(text, source.rdf, {
        file: context.file,
        names: options.names,
        ...(options.contexts ? { contexts: options.contexts } : {}),
      });
  }
}
