import type { Text } from '../model/text.ts';
import { columnLetters } from '../sources/csv-columns.ts';

/** Names of the columns of a table, and what had to be done to have them. */
export interface ColumnNames {
  readonly columns: readonly string[];
  readonly notes: readonly Text[];
}

/**
 * Names for columns: the headers on one line each; `Column D` where there is none, the second `Title` is `Title (2)`.
 * Empty headers behind the last one are no columns.
 */
export function nameColumns(headers: readonly string[]): ColumnNames {
  const texts = headers.map((header) => header.replace(/[\s\ufeff]+/gu, ' ').trim());
  while (texts.at(-1) === '') texts.pop();
  const stated = new Set(texts);
  const taken = new Set<string>();
  const numbers = new Map<string, number>();
  const notes: Text[] = [];
  const columns = texts.map((text, index) => {
    const wanted = text === '' ? unnamedColumn(index) : text;
    let name = wanted;
    while (taken.has(name) || (name !== wanted && stated.has(name))) {
      const number = (numbers.get(wanted) ?? 1) + 1;
      numbers.set(wanted, number);
      name = `${wanted} (${number})`;
    }
    if (name !== wanted && notes.length < mostNotes) notes.push(renamed(wanted, name, columnLetters(index)));
    taken.add(name);
    return name;
  });
  return { columns, notes };
}

const mostNotes = 20;

/** The name of a column that no header names. */
export function unnamedColumn(index: number): string {
  return `Column ${columnLetters(index)}`;
}

/** Headers that fill several rows: the texts above each other, joined; a text that is merged downwards stands once. */
export function joinHeaders(rows: readonly (readonly string[])[]): readonly string[] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, index) => {
    const texts = rows.map((row) => (row[index] ?? '').trim()).filter((text) => text !== '');
    return texts.filter((text, at) => text !== texts[at - 1]).join(' ');
  });
}

function renamed(header: string, name: string, column: string): Text {
  return {
    en: `Column ${column} is headed "${header}" as one before it is; it is called "${name}" here.`,
    hi: `स्तंभ ${column} का शीर्षक "${header}" पहले के स्तंभ जैसा है; यहाँ उसका नाम "${name}" है।`,
  };
}
