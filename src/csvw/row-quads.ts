import type { BlankNode, NamedNode, Quad } from '@rdfjs/types';
import { DataFactory } from 'n3';
import { integer, iri, parseIri, triple } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { csvw, rdf } from '../vocabulary/terms.ts';
import { expandPrefixedName } from './prefixed-name.ts';
import { type CellContent, type CellValue, cellLiteral, readCell } from './read-cell.ts';
import type { SourceRow } from './read-rows.ts';
import { resolveUrl } from './resolve-url.ts';
import type { Column, TableColumns } from './table-columns.ts';
import { type TemplateVariables, type UriTemplate, uriTemplate } from './uri-template.ts';
import type { Warn } from './warning.ts';

export type Node = NamedNode | BlankNode;

export interface RowSetting {
  /** Location of the table, without fragment. */
  readonly url: string;
  readonly columns: TableColumns;
  readonly rowTitles: readonly string[];
  /** Node of the table, in standard mode. */
  readonly table: Node | undefined;
  readonly warn: Warn;
}

interface Cell {
  readonly column: Column;
  readonly content: CellContent;
}

const blank = (): BlankNode => DataFactory.blankNode() as BlankNode;

/** Turns rows into triples (csv2rdf §6), one at a time. */
export class RowConverter {
  readonly #setting: RowSetting;
  readonly #templates = new Map<string, UriTemplate>();

  constructor(setting: RowSetting) {
    this.#setting = setting;
  }

  /** @param number of the row in the table, from 1 */
  convert({ cells: texts, sourceNumber }: SourceRow, number: number): Quad[] {
    const cells = this.#readCells(texts, sourceNumber);
    const { url, table } = this.#setting;
    const quads: Quad[] = [];
    const row = table && blank();
    if (row) {
      quads.push(
        triple(table, csvw.row, row),
        triple(row, rdf.type, csvw.Row),
        triple(row, csvw.rownum, integer(number)),
        triple(row, csvw.url, `${url}#row=${sourceNumber}` as Iri),
        ...this.#titles(row, cells),
      );
    }
    const described = new Set<string>();
    const variables = variablesOf(cells, { number, sourceNumber });
    const fallback = blank();
    for (const { column, content } of cells) {
      if (column.suppressOutput) continue;
      const own: Expansion = { column, sourceNumber, variables: ofColumn(variables, column) };
      const subject = this.#node(column.aboutUrl, own) ?? fallback;
      if (row && !described.has(subject.value)) {
        described.add(subject.value);
        quads.push(triple(row, csvw.describes, subject));
      }
      const predicate = this.#node(column.propertyUrl, own)?.value ?? `${url}#${column.name}`;
      const isValue = content !== null || column.virtual;
      const value = isValue ? this.#node(column.valueUrl, own) : undefined;
      if (value) quads.push(triple(subject, predicate as Iri, value));
      else if (content !== null) quads.push(...contentQuads(subject, predicate as Iri, content, column));
    }
    return quads;
  }

  #readCells(texts: readonly string[], row: number): Cell[] {
    const { columns, url, warn } = this.#setting;
    const read = (text: string, column: Column): Cell => {
      const complain = (message: string) => warn({ url, row, column: column.name, message });
      return { column, content: readCell(text, column, complain) };
    };
    const cells = texts.map((text, index) => read(text, columns.at(index)));
    // The model has cells where the row has them, and a column more for each that is beyond (tabular-data-model §8).
    if (texts.length !== columns.width && texts.some((text) => text !== '')) {
      const message = `The row has ${texts.length} cells, the table ${columns.width} columns. Mend the row or its quotes.`;
      warn({ url, row, message });
    }
    for (const column of columns.virtual) cells.push({ column, content: virtualContent(column) });
    return cells;
  }

  *#titles(row: Node, cells: readonly Cell[]): Generator<Quad> {
    for (const name of this.#setting.rowTitles) {
      const cell = cells.find(({ column }) => column.name === name);
      if (!cell || cell.content === null) continue;
      for (const value of valuesOf(cell.content))
        yield triple(row, csvw.title, cellLiteral(value, cell.column));
    }
  }

  /** The IRI that a URI template property gives for a cell (tabular-metadata §5.1.3). */
  #node(template: string | undefined, { column, sourceNumber, variables }: Expansion): NamedNode | undefined {
    if (template === undefined) return undefined;
    let expand = this.#templates.get(template);
    if (expand === undefined) {
      expand = uriTemplate(template);
      this.#templates.set(template, expand);
    }
    const { url, warn } = this.#setting;
    const expanded = resolveUrl(expandPrefixedName(expand(variables)), url);
    const parsed = parseIri(expanded);
    if (parsed !== undefined) return iri(parsed);
    const message = `The template "${template}" gives <${expanded}>, which is no IRI, and is left out. Correct the template.`;
    warn({ url, row: sourceNumber, column: column.name, message });
    return undefined;
  }
}

interface Expansion {
  readonly column: Column;
  readonly sourceNumber: number;
  readonly variables: TemplateVariables;
}

/** A virtual column has no cell in the file; its default may give it one. */
function virtualContent(column: Column): CellContent {
  return readCell('', { ...column, required: false }, () => {});
}

function valuesOf(content: Exclude<CellContent, null>): readonly CellValue[] {
  return 'text' in content ? [content] : content;
}

function variablesOf(
  cells: readonly Cell[],
  { number, sourceNumber }: { number: number; sourceNumber: number },
): Record<string, string | readonly string[] | undefined> {
  const variables: Record<string, string | readonly string[] | undefined> = Object.create(null);
  for (const { column, content } of cells) {
    if (content === null || column.name in variables) continue;
    variables[column.name] = 'text' in content ? content.text : content.map(({ text }) => text);
  }
  variables['_row'] = String(number);
  variables['_sourceRow'] = String(sourceNumber);
  return variables;
}

/** The same object for all cells of a row: a copy for each would cost columns². */
function ofColumn(
  variables: Record<string, string | readonly string[] | undefined>,
  { name, number, sourceNumber }: Column,
): TemplateVariables {
  variables['_name'] = decoded(name);
  variables['_column'] = String(number);
  variables['_sourceColumn'] = String(sourceNumber);
  return variables;
}

/** The name as a text, so that a template does not percent-encode what is encoded already. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function contentQuads(
  subject: Node,
  predicate: Iri,
  content: Exclude<CellContent, null>,
  column: Column,
): Quad[] {
  const literals = valuesOf(content).map((value) => cellLiteral(value, column));
  if ('text' in content || !column.ordered) return literals.map((value) => triple(subject, predicate, value));
  if (literals.length === 0) return [];
  const nodes = literals.map(blank);
  return [
    triple(subject, predicate, nodes[0] ?? rdf.nil),
    ...literals.flatMap((value, index) => [
      triple(nodes[index] ?? rdf.nil, rdf.first, value),
      triple(nodes[index] ?? rdf.nil, rdf.rest, nodes[index + 1] ?? rdf.nil),
    ]),
  ];
}
