import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from './cli.ts';

/** A fresh folder for the tests of the `describe` that this is called in; it goes when they have ended. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fivestar-acceptance-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The real data and conformance material beside the repository, where they are. */
export function sharedFolder(name: string): string | undefined {
  const folder = join(repository, '../shared', name);
  return existsSync(folder) ? folder : undefined;
}

/** The sheets of the example catalogue, in the order in which the demo publishes them. */
export const exampleSheets = ['catalogs.csv', 'resources.csv', 'apps.json'].map((name) =>
  join(repository, 'data', name),
);
