/** Titles, logos and notes that people put above a table end within so many rows. */
export const sampleRows = 50;

/**
 * Which of the first rows of a table names its columns, from 0: the first one that fills most of the width that the
 * table has; what stands above it is prose with few cells. `undefined` where all rows are empty.
 */
export function findHeaderRow(rows: readonly (readonly string[])[]): number | undefined {
  const filled = rows.map((row) => row.filter((cell) => cell.trim() !== '').length);
  const widest = Math.max(0, ...filled);
  if (widest === 0) return undefined;
  const enough = Math.min(widest, Math.max(2, Math.ceil(widest * 0.6)));
  return filled.findIndex((count) => count >= enough);
}

export function isNumeric(cell: string): boolean {
  return /^[+-]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?$/i.test(cell.trim());
}
