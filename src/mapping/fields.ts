import type { Place } from '../model/place.ts';
import { languageTag } from './values/language.ts';
import { textOf } from './values/text.ts';

/** A value of the source: under which name it stands there, and the language that the name tells. */
export interface Cell {
  readonly field: string;
  readonly value: unknown;
  readonly language?: string;
  /** Where it stands, if not where the record does. */
  readonly place?: Place;
}

interface Header {
  readonly name: string;
  readonly language?: string;
}

/** Reads the name under which a value stands. */
type HeaderReader = (name: string) => Header;

/** The fields of one record, by name; remembers which ones a mapping has taken. */
export class Fields {
  readonly #cells: Map<string, readonly Cell[]>;
  readonly #taken: Set<string>;
  readonly #header: HeaderReader;

  private constructor(cells: Map<string, readonly Cell[]>, taken: Set<string>, header: HeaderReader) {
    this.#cells = cells;
    this.#taken = taken;
    this.#header = header;
  }

  /** Of a JSON object, whose names are exact. */
  static ofObject(data: object): Fields {
    return new Fields(cellsOf(data, exact), new Set(), exact);
  }

  /** Of values that stand under exact names, several under one name where they are in several languages. */
  static ofValues(values: Iterable<Cell>): Fields {
    const cells = new Map<string, readonly Cell[]>();
    for (const cell of values) cells.set(cell.field, [...(cells.get(cell.field) ?? []), cell]);
    return new Fields(cells, new Set(), exact);
  }

  /** Of a row of a sheet, whose headers people spell as they like: `spellings` lists them. */
  static ofRow(data: object, spellings: Readonly<Record<string, string>>): Fields {
    const header = headerReader(spellings);
    return new Fields(cellsOf(data, header), new Set(), header);
  }

  /** Of cells whose names here are given apart from their own. */
  static ofCells(
    cells: ReadonlyMap<string, readonly Cell[]>,
    spellings: Readonly<Record<string, string>>,
  ): Fields {
    const header = headerReader(spellings);
    const named = [...cells].map(([name, found]) => [header(name).name, found] as const);
    return new Fields(new Map(named), new Set(), header);
  }

  /** The values of a field, those without a language first. */
  look(field: string): readonly Cell[] {
    const cells = this.#cells.get(this.#header(field).name) ?? none;
    return cells.length < 2 ? cells : cells.toSorted((a, b) => rank(a) - rank(b));
  }

  /** The same; they count as used from now on. */
  take(field: string): readonly Cell[] {
    this.#taken.add(this.#header(field).name);
    return this.look(field);
  }

  has(field: string): boolean {
    return this.#cells.has(this.#header(field).name);
  }

  /** Takes the fields whose names begin with the word, under the rest of their names ("Catalog Title" as "Title"). */
  within(word: string): Fields {
    const cells = new Map<string, readonly Cell[]>();
    for (const [name, found] of this.#cells) {
      if (!name.startsWith(`${word} `)) continue;
      this.#taken.add(name);
      cells.set(this.#header(name.slice(word.length + 1)).name, found);
    }
    return new Fields(cells, new Set(), this.#header);
  }

  /** The same fields, but one of them with another value or, without a value, none. Taking is common to both. */
  saying(field: string, value: unknown): Fields {
    const { name } = this.#header(field);
    const cells = new Map(this.#cells);
    if (isEmpty(value)) cells.delete(name);
    else cells.set(name, [{ field: this.look(field)[0]?.field ?? field, value }]);
    return new Fields(cells, this.#taken, this.#header);
  }

  /** What nobody has taken. */
  rest(): readonly Cell[] {
    return [...this.#cells].filter(([name]) => !this.#taken.has(name)).flatMap(([, cells]) => cells);
  }
}

function cellsOf(data: object, header: HeaderReader): Map<string, readonly Cell[]> {
  const cells = new Map<string, readonly Cell[]>();
  for (const [field, value] of Object.entries(data)) {
    if (isEmpty(value)) continue;
    const { name, language } = header(field);
    // The name is published with values that stay as text: it must be as clean as they are.
    const clean = textOf(field) ?? '';
    const cell = language ? { field: clean, value, language } : { field: clean, value };
    const others = cells.get(name);
    cells.set(name, others ? [...others, cell] : [cell]);
  }
  return cells;
}

const none: readonly Cell[] = [];

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.every((v) => v === null || v === undefined || v === '');
}

function rank(cell: Cell): number {
  if (cell.language === undefined) return 0;
  return cell.language === 'en' ? 1 : 2;
}

function exact(name: string): Header {
  return { name };
}

const readers = new WeakMap<object, HeaderReader>();
const mostHeaders = 5000;

/** Headers recur on every row: what they mean is remembered. Bounded, because a hostile file has ever new ones. */
function headerReader(spellings: Readonly<Record<string, string>>): HeaderReader {
  const existing = readers.get(spellings);
  if (existing) return existing;
  const proper = new Map(
    Object.entries(spellings).flatMap(([name, others]) =>
      others.split('|').map((o) => [normal(o), normal(name)]),
    ),
  );
  const known = new Map<string, Header>();
  const reader = (header: string): Header => {
    let read = known.get(header);
    if (read) return read;
    if (known.size >= mostHeaders) known.clear();
    const parsed = parseHeader(header);
    read = { ...parsed, name: proper.get(parsed.name) ?? parsed.name };
    known.set(header, read);
    return read;
  };
  readers.set(spellings, reader);
  return reader;
}

const advice =
  /[([]\s*(?:required|optional|mandatory|if any|app|comma[- ]separated|in bytes|bytes|आवश्यक|अनिवार्य|वैकल्पिक|dd[-/.]mm[-/.]yyyy|yyyy-mm-dd)\s*[)\]]|\*/giu;

/** "Title (Required)", "resource_title", "AccessMethod", "Title (Hindi)", "Title@hi" → name in lower case, and language. */
function parseHeader(header: string): Header {
  const text = header.normalize('NFC').slice(0, 200).replace(advice, ' ').trim();
  const match =
    /^(.+?)\s*@\s*([a-z]{2,3}(?:-[a-z]+)?)$/i.exec(text) ??
    /^(.+?)\s*[([]\s*(?:in\s+)?([^()[\]]+?)\s*[)\]]$/i.exec(text) ??
    /^(.+?)[\s_-]+(?:in[\s_-]+)?(hindi|english|hi|en)$/i.exec(text);
  const language = match ? languageTag(match[2] ?? '') : undefined;
  return language ? { name: normal(match?.[1] ?? text), language } : { name: normal(text) };
}

function normal(text: string): string {
  return text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .replace(/\bur ls\b/g, 'urls')
    .replace(/\band /g, '')
    .trim();
}
