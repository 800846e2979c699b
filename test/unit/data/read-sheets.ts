import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

export type Row = Readonly<Record<string, string>>;

const root = new URL('../../../', import.meta.url);

/** Real data of the project, beside the repository; absent elsewhere. */
export const shared: URL = new URL('../shared/realdata/', root);

export function sharedIsPresent(): boolean {
  return existsSync(shared);
}

export function readText(path: string): string {
  return readFileSync(new URL(`data/${path}`, root), 'utf8');
}

/** Rows of a CSV file below `data/`; a row of another length than the header throws. */
export function readRows(path: string): readonly Row[] {
  return parse(readText(path), { columns: true }) as Row[];
}

/** A §7 element of a row, whether or not its heading says "(Required)". */
export function element(row: Row, name: string): string {
  return row[`${name} (Required)`] ?? row[name] ?? '';
}

/** The resources of `resources.csv` and `apps.json`. */
export function readResources(): readonly Row[] {
  return [...readRows('resources.csv'), ...(JSON.parse(readText('apps.json')) as Row[])];
}

export function readDatasets(): readonly Row[] {
  return readResources().filter((row) => element(row, 'Category') === 'Dataset');
}

export function splitList(cell: string): readonly string[] {
  return cell
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The datasets that `data/SOURCES.md` lists under "Deliberate defects", with the defect. */
export function readDefects(): ReadonlyMap<string, string> {
  const section = readText('SOURCES.md').split('## Deliberate defects')[1] ?? '';
  return new Map(
    [...section.matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
}
