import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { Parser } from 'n3';

const folder = new URL('../../../../shared/realdata/', import.meta.url);

/** Skips the test, saying why, where the shared real data is not beside the repository. */
export function needSharedData(test: Mocha.Context): void {
  if (existsSync(folder)) return;
  console.log(`      skipped: ${folder.pathname} is absent`);
  test.skip();
}

export function sharedJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
}

/** Rows of a CSV file, without its header row. */
export function sharedRows(path: string): { header: string[]; rows: string[][] } {
  const [header = [], ...rows] = parse(readFileSync(new URL(path, folder), 'utf8'), {
    bom: true,
    relax_column_count: true,
  }) as string[][];
  return { header, rows };
}

/** The distinct values of a column, the first of that name. */
export function sharedColumn(path: string, column: string): Set<string> {
  const { header, rows } = sharedRows(path);
  const at = header.indexOf(column);
  if (at < 0) throw new Error(`${path} has no column ${column}`);
  return new Set(rows.map((row) => row[at] ?? '').filter((value) => value !== ''));
}

/** Subjects of the EU authority tables whose file name starts with one of `tables`. */
export function euTerms(tables: readonly string[]): Set<string> {
  const files = readdirSync(new URL('vocab/eu/', folder)).filter(
    (file) => file.endsWith('.ttl') && tables.some((table) => file.startsWith(table)),
  );
  const terms = new Set<string>();
  for (const file of files)
    for (const quad of new Parser().parse(readFileSync(new URL(`vocab/eu/${file}`, folder), 'utf8')))
      terms.add(quad.subject.value);
  return terms;
}
