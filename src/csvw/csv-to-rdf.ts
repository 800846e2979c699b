import type { BlankNode, Quad } from '@rdfjs/types';
import { DataFactory } from 'n3';
import { Failure } from '../model/failure.ts';
import { iri, triple } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { csvw, rdf } from '../vocabulary/terms.ts';
import { commonPropertyQuads } from './annotation-quads.ts';
import { convertTable } from './convert-table.ts';
import { isJsonObject, type JsonValue } from './json-value.ts';
import { parseJson } from './load-json.ts';
import { type LocatedMetadata, locateMetadata } from './locate-metadata.ts';
import type { TableGroupDescription } from './metadata-model.ts';
import { readTableGroup } from './read-table-group.ts';
import { withoutFragment } from './resolve-url.ts';
import { type LoadedResource, type ResourceLoader, textOf } from './resource-loader.ts';
import type { Node } from './row-quads.ts';
import type { Warn } from './warning.ts';

/** Standard mode describes group, tables and rows too; minimal mode only what the cells say (csv2rdf §4). */
export type ConversionMode = 'standard' | 'minimal';

export interface CsvToRdfOptions {
  /** Location of the table; without it, `metadata` says which tables there are. */
  readonly table?: string;
  /** Location of metadata that are used before any that could be found (tabular-data-model §5.1). */
  readonly metadata?: string;
  readonly mode: ConversionMode;
  readonly loader: ResourceLoader;
  readonly warn: Warn;
}

/**
 * Tables as RDF, by W3C's "Generating RDF from Tabular Data on the Web". Triples come row by row, so that memory is
 * bounded by the longest row.
 * @throws Failure `not-found`, or `unreadable-input` where metadata or a table break what must not be let pass
 */
export async function* csvToRdf(options: CsvToRdfOptions): AsyncGenerator<readonly Quad[]> {
  const { mode, loader, warn } = options;
  const group = await describe(options);
  const standard = mode === 'standard';
  const groupNode = standard ? nodeOf(group.id) : undefined;
  if (groupNode)
    yield [
      triple(groupNode, rdf.type, csvw.TableGroup),
      ...group.annotations.flatMap((one) => [...commonPropertyQuads(groupNode, one)]),
    ];
  for (const table of group.tables) {
    if (table.suppressOutput) continue;
    const node = standard ? nodeOf(table.id) : undefined;
    if (groupNode && node)
      yield [
        triple(groupNode, csvw.table, node),
        triple(node, rdf.type, csvw.Table),
        triple(node, csvw.url, withoutFragment(table.url) as Iri),
        ...table.annotations.flatMap((one) => [...commonPropertyQuads(node, one)]),
      ];
    yield* convertTable({ table, node, loader, warn });
  }
}

async function describe(options: CsvToRdfOptions): Promise<TableGroupDescription> {
  const { table, metadata, loader, warn } = options;
  const located =
    metadata === undefined
      ? await locate(table, loader, warn)
      : { url: metadata, value: await given(metadata, loader) };
  if (located === undefined) return embeddedGroup(table ?? '');
  const { url } = located;
  const value = withTable(located.value, table);
  const context = { url, path: '', base: withoutFragment(url), language: 'und', loader, warn };
  return readTableGroup(value, context);
}

/** Metadata that somebody names for a table need not say which table they describe. */
function withTable(value: JsonValue, table: string | undefined): JsonValue {
  if (table === undefined || !isJsonObject(value) || 'url' in value || 'tables' in value) return value;
  return value['@type'] === undefined || value['@type'] === 'Table' ? { ...value, url: table } : value;
}

async function given(url: string, loader: ResourceLoader): Promise<JsonValue> {
  const value = parseJson(await textOf(await required(url, loader)));
  if (value === undefined)
    throw new Failure('unreadable-input', `${url}: this is no JSON. Correct the metadata.`);
  return value;
}

async function locate(
  table: string | undefined,
  loader: ResourceLoader,
  warn: Warn,
): Promise<LocatedMetadata | undefined> {
  if (table === undefined) throw new Failure('wrong-usage', 'Name a table or its metadata.');
  return locateMetadata(table, await required(table, loader), loader, warn);
}

async function required(url: string, loader: ResourceLoader): Promise<LoadedResource> {
  const resource = await loader.load(withoutFragment(url));
  if (resource) return resource;
  throw new Failure('not-found', `${url} cannot be found. Put the file there, or correct its location.`);
}

/** The metadata that a file carries in itself: its location; columns come from its header. */
function embeddedGroup(url: string): TableGroupDescription {
  const table = { url, suppressOutput: false, inherited: {}, annotations: [], language: 'und' };
  return { tables: [table], annotations: [] };
}

function nodeOf(id: Iri | undefined): Node {
  return id ? iri(id) : (DataFactory.blankNode() as BlankNode);
}
