import type { Quad } from '@rdfjs/types';
import { Failure } from '../model/failure.ts';
import { literal, triple } from '../rdf/terms.ts';
import { rdfs } from '../vocabulary/terms.ts';
import { dialectOfContentType } from './dialect.ts';
import type { TableDescription } from './metadata-model.ts';
import { readRows, type SourceRow } from './read-rows.ts';
import { withoutFragment } from './resolve-url.ts';
import type { LoadedResource, ResourceLoader } from './resource-loader.ts';
import { type Node, RowConverter } from './row-quads.ts';
import { checkCompatibility, TableColumns } from './table-columns.ts';
import type { Warn } from './warning.ts';

export interface TableConversion {
  readonly table: TableDescription;
  /** Node of the table, in standard mode. */
  readonly node: Node | undefined;
  readonly loader: ResourceLoader;
  readonly warn: Warn;
}

/**
 * The rows of one table as triples, a row at a time; no row is kept.
 * @throws Failure `not-found` where the file is not there, `unreadable-input` where it cannot be read
 */
export async function* convertTable(conversion: TableConversion): AsyncGenerator<readonly Quad[]> {
  const { loader, warn, node } = conversion;
  const url = withoutFragment(conversion.table.url);
  const resource = await loader.load(url);
  if (resource === undefined)
    throw new Failure(
      'not-found',
      `The table ${url} cannot be found. Put it there, or correct its url in the metadata.`,
    );
  const table = withLanguage(conversion.table, resource);
  const dialect = table.dialect ?? dialectOfContentType(resource.contentType);
  const header: SourceRow[] = [];
  let converter: RowConverter | undefined;
  let number = 0;
  const begin = (width: number) => {
    const titles = titlesByColumn(header, dialect.headerRowCount === 0 ? width : 0);
    if (dialect.headerRowCount > 0) checkCompatibility(table, titles, warn);
    const columns = new TableColumns(table, titles, dialect.skipColumns);
    return new RowConverter({ url, columns, rowTitles: table.schema?.rowTitles ?? [], table: node, warn });
  };
  for await (const { rows, comments } of readRows(resource.bytes, dialect, url, warn)) {
    // Comments and skipped rows are annotations of the table (tabular-data-model §8).
    if (node && comments.length > 0)
      yield comments.map((comment) => triple(node, rdfs.comment, literal(comment)));
    for (const row of rows) {
      if (header.length < dialect.headerRowCount) {
        header.push(row);
        continue;
      }
      converter ??= begin(row.cells.length);
      number += 1;
      yield converter.convert(row, number);
    }
  }
  // A table without rows is compared with its metadata all the same.
  if (converter === undefined) begin(0);
}

/** Titles of each column from all header rows; blank ones are none. */
function titlesByColumn(header: readonly SourceRow[], least: number): readonly (readonly string[])[] {
  const width = Math.max(least, ...header.map(({ cells }) => cells.length));
  return Array.from({ length: width }, (_, index) =>
    header.flatMap(({ cells }) => {
      const title = cells[index]?.trim() ?? '';
      return title === '' ? [] : [title];
    }),
  );
}

/** `Content-Language`, where it is one, is the language of the cells unless the metadata name another (§6.1). */
function withLanguage(table: TableDescription, { contentLanguage }: LoadedResource): TableDescription {
  const language = contentLanguage?.trim();
  if (!language || language.includes(',') || table.inherited.lang !== undefined) return table;
  return { ...table, inherited: { ...table.inherited, lang: language } };
}
