import type { Text } from '../model/text.ts';
import type { RecordsLocation } from './row.ts';
import { headerNote } from './table-findings.ts';
import { findHeaderRow } from './table-header.ts';
import { joinHeaders, nameColumns } from './table-names.ts';

/** What the rows of a sheet are: which ones name the columns, where the table begins and ends. */
export interface SheetLayout {
  readonly columns: readonly string[];
  /** Row that names the columns, from 1; absent where none does. */
  readonly headerRow?: number;
  /** First and last row that may hold records, from 1. */
  readonly first: number;
  readonly last: number;
  readonly notes: readonly Text[];
}

/**
 * Finds the header of a sheet.
 * @param rows its first rows, cells as texts
 * @param found the header row, from 1, where it is known already
 */
export function layOutSheet(
  rows: readonly (readonly string[])[],
  location: RecordsLocation,
  found?: number,
): SheetLayout {
  const last = location.lastRow ?? Number.POSITIVE_INFINITY;
  if (location.headerRow === 'none') return { columns: [], first: 1, last, notes: [] };
  const guess = findHeaderRow(rows);
  const headerRow = location.headerRow ?? found ?? (guess === undefined ? 1 : guess + 1);
  const height = location.headerRows ?? 1;
  const header = joinHeaders(rows.slice(headerRow - 1, headerRow - 1 + height));
  const { columns, notes } = nameColumns(header);
  const guessed = location.headerRow === undefined && headerRow > 1;
  return {
    columns,
    headerRow,
    first: headerRow + height,
    last,
    notes: guessed ? [headerNote(headerRow), ...notes] : notes,
  };
}
