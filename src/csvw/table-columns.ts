import { stringDatatype } from './builtin-datatypes.ts';
import type { Datatype } from './datatype.ts';
import { languagesMatch } from './language-tag.ts';
import type { ColumnDescription, InheritedProperties, TableDescription, Titles } from './metadata-model.ts';
import { plainDatatype } from './read-datatype.ts';
import { wellFormed } from './uri-template.ts';
import type { Warn } from './warning.ts';

/** A column with all that its cells need to be read. */
export interface Column {
  /** From 1. */
  readonly number: number;
  readonly sourceNumber: number;
  readonly name: string;
  readonly virtual: boolean;
  readonly suppressOutput: boolean;
  readonly datatype: Datatype;
  readonly default: string;
  readonly lang: string;
  readonly null: readonly string[];
  readonly ordered: boolean;
  readonly required: boolean;
  readonly separator: string | null;
  readonly aboutUrl?: string;
  readonly propertyUrl?: string;
  readonly valueUrl?: string;
}

const none: ColumnDescription = { titles: new Map(), virtual: false, suppressOutput: false, inherited: {} };

/** Columns of one table: described ones, those of its header where none are described, and those that rows bring. */
export class TableColumns {
  readonly #table: TableDescription;
  readonly #skipped: number;
  readonly #descriptions: readonly ColumnDescription[];
  readonly #own: Column[] = [];
  readonly virtual: readonly Column[];
  /** How many cells a row should have. */
  readonly width: number;

  /** @param header titles by column, as the header rows give them */
  constructor(table: TableDescription, header: readonly (readonly string[])[], skipColumns: number) {
    this.#table = table;
    this.#skipped = skipColumns;
    const described = table.schema?.columns ?? header.map(fromHeader);
    this.#descriptions = described.filter((column) => !column.virtual);
    const width = Math.max(this.#descriptions.length, header.length);
    this.width = width;
    for (let index = 0; index < width; index++) this.at(index);
    this.virtual = described
      .filter((column) => column.virtual)
      .map((column, index) => this.#column(column, width + index + 1));
  }

  /** The column of the cell at `index`, from 0; a new one where the row is longer than any before. */
  at(index: number): Column {
    while (this.#own.length <= index) {
      const number = this.#own.length + 1;
      this.#own.push(this.#column(this.#descriptions[number - 1] ?? none, number));
    }
    return this.#own[index] as Column;
  }

  #column(description: ColumnDescription, number: number): Column {
    const { inherited: table, schema, language } = this.#table;
    const inherited: InheritedProperties = { ...table, ...schema?.inherited, ...description.inherited };
    const { aboutUrl, propertyUrl, valueUrl } = inherited;
    return {
      number,
      sourceNumber: number + this.#skipped,
      name: description.name ?? nameFromTitles(description.titles, language) ?? `_col.${number}`,
      virtual: description.virtual,
      suppressOutput: description.suppressOutput,
      datatype: inherited.datatype ?? plainDatatype(stringDatatype),
      default: inherited.default ?? '',
      lang: inherited.lang ?? 'und',
      null: inherited.null ?? [''],
      ordered: inherited.ordered ?? false,
      required: inherited.required ?? false,
      separator: inherited.separator ?? null,
      ...(aboutUrl !== undefined && { aboutUrl }),
      ...(propertyUrl !== undefined && { propertyUrl }),
      ...(valueUrl !== undefined && { valueUrl }),
    };
  }
}

function fromHeader(titles: readonly string[]): ColumnDescription {
  return { ...none, titles: titles.length > 0 ? new Map([['und', titles]]) : new Map() };
}

/** The first title in the language of the metadata, percent-encoded to a variable name of RFC 6570 (§5.6). */
function nameFromTitles(titles: Titles, language: string): string | undefined {
  const title = (titles.get(language) ?? titles.get('und'))?.[0];
  if (title === undefined) return undefined;
  return encodeURIComponent(wellFormed(title))
    .replaceAll(/[-!~*'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll(/^\.|\.$|\.(?=\.)/g, '%2E');
}

/** Warns where a described table is not the one that its header shows (§5.4.3, "compatible"); conversion goes on. */
export function checkCompatibility(
  { url, schema, inherited: { lang = 'und' } }: TableDescription,
  header: readonly (readonly string[])[],
  warn: Warn,
): void {
  const described = schema?.columns.filter((column) => !column.virtual) ?? [];
  if (described.length === 0 || header.length === 0) return;
  if (described.length !== header.length) {
    const message = `The file has ${header.length} columns, its metadata describe ${described.length}. Correct one of them.`;
    warn({ url, message });
  }
  described.forEach((column, index) => {
    const titles = header[index];
    if (titles === undefined || titles.length === 0 || isCompatible(column, titles, lang)) return;
    const expected = [...column.titles.values()].flat().join('", "') || column.name;
    const message = `The header says "${titles.join('", "')}" where the metadata say "${expected}". Correct one of them.`;
    warn({ url, column: String(index + 1), message });
  });
}

/** Titles of the header are in the language of the table. A name alone is compared with them by validators only. */
function isCompatible({ titles }: ColumnDescription, header: readonly string[], lang: string): boolean {
  if (titles.size === 0) return true;
  return [...titles].some(
    ([language, own]) => languagesMatch(language, lang) && own.some((title) => header.includes(title)),
  );
}
