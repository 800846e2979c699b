import { Failure } from '../model/failure.ts';
import { normaliseElement } from './ndsap-elements.ts';

/** Name of a column as spreadsheets count them: A, B, … Z, AA. */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

/**
 * The keys under which the cells of a row are given: the headers, trimmed; `Column D` where there is none.
 * @throws Failure `unreadable-input` where two columns have the same name, because one value would hide the other.
 */
export function columnNames(headers: readonly string[], file: string, row: number): readonly string[] {
  const seen = new Map<string, number>();
  return headers.map((cell, index) => {
    const header = cell.trim();
    if (header === '') return `Column ${columnLetters(index)}`;
    const name = normaliseElement(header) || header;
    const other = seen.get(name);
    if (other !== undefined) {
      throw new Failure(
        'unreadable-input',
        `${file}, row ${row}: columns ${columnLetters(other)} and ${columnLetters(index)} are both headed "${header}". ` +
          'Rename one of them or put their values into one column.',
      );
    }
    seen.set(name, index);
    return header;
  });
}
