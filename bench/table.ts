import { type Figure, meets, type Report } from './figures.ts';

/** A section as a table for people: name, value, unit, aim, note. */
export function formatReport(section: string, report: Report): string {
  const lines = [section, ...(report.skipped === undefined ? [] : [`  skipped: ${report.skipped}`])];
  const rows = report.figures.map((figure) => [
    figure.name,
    formatNumber(figure.value),
    figure.unit,
    aimOf(figure),
    figure.note ?? '',
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    );
    lines.push(`  ${cells.join('  ')}`.trimEnd());
  }
  return [...lines, ...report.notes.map((note) => `  · ${note}`)].join('\n');
}

function aimOf(figure: Figure): string {
  if (!figure.aim) return '';
  const sign = figure.aim.at === 'least' ? '≥' : '≤';
  return `${meets(figure) ? 'met' : 'MISSED'} (aim ${sign} ${formatNumber(figure.aim.value)})`;
}

/** Three significant digits, whole where it is large. */
export function formatNumber(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
