import { textsOf } from '../mapping/values/text.ts';
import type { Row } from './row.ts';

type Values = Readonly<Record<string, unknown>>;
const deepest = 50;
const mostValues = 100_000;

/** A name as people read it: case, line breaks and runs of blanks do not matter. */
export function foldName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\s\u00a0\ufeff]+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** The fields of one row by the names of a field map: a column, or a path into what is nested. */
export class RowFields {
  readonly row: Row;
  readonly #values: Values;
  #folded: Map<string, string> | undefined;

  constructor(row: Row) {
    this.row = row;
    this.#values = row.values;
  }

  /** The values of a field, lists taken apart; empty where it says nothing. */
  values(name: string): readonly unknown[] {
    const own = this.nameOf(name);
    if (own !== undefined) return flat(this.#values[own]);
    const steps = stepsOf(name);
    return steps.length < 2 ? [] : walk(this.#values, steps, 0);
  }

  /** The name of the column that is meant, as the table has it. */
  nameOf(name: string): string | undefined {
    if (Object.hasOwn(this.#values, name)) return name;
    this.#folded ??= new Map(Object.keys(this.#values).map((own) => [foldName(own), own]));
    return this.#folded.get(foldName(name));
  }

  /** The first of its texts. */
  text(name: string): string | undefined {
    for (const value of this.values(name)) {
      const [text] = textsOf(plainValue(value));
      if (text !== undefined) return text;
    }
    return undefined;
  }
}

/** `publisher.name`, `tags[*].title`, `link/@href`: the names of the members on the way. */
export function stepsOf(name: string): readonly string[] {
  return name
    .replace(/\[\s*(\*|\d+)\s*\]/g, '.[$1]')
    .split(/[./]/)
    .map((step) => step.trim())
    .filter((step) => step !== '' && step !== '$');
}

/** Of an XML element that has attributes beside its text, the text. */
export function plainValue(value: unknown): unknown {
  return isMembers(value) && Object.hasOwn(value, '#text') ? value['#text'] : value;
}

/** `xml:lang` of an XML element. */
export function languageIn(value: unknown): string | undefined {
  const tag = isMembers(value) ? value['@xml:lang'] : undefined;
  return typeof tag === 'string' && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/.test(tag) ? tag : undefined;
}

function walk(value: unknown, steps: readonly string[], depth: number): readonly unknown[] {
  if (depth > deepest) return [];
  if (steps.length === 0) return flat(value);
  const [step = '', ...rest] = steps;
  const index = /^\[(\*|\d+)\]$/.exec(step)?.[1];
  if (index !== undefined) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    const chosen = index === '*' ? items : items.slice(Number(index), Number(index) + 1);
    return chosen.flatMap((item) => walk(item, rest, depth + 1)).slice(0, mostValues);
  }
  if (Array.isArray(value))
    return value.flatMap((item: unknown) => walk(item, steps, depth + 1)).slice(0, mostValues);
  return isMembers(value) && Object.hasOwn(value, step) ? walk(value[step], rest, depth + 1) : [];
}

function flat(value: unknown, depth = 0): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) return typeof value === 'string' && value.trim() === '' ? [] : [value];
  return depth > deepest ? [] : value.flatMap((item: unknown) => flat(item, depth + 1));
}

function isMembers(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
