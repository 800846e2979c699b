import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A fresh folder for the tests of the `describe` that this is called in; it goes when they have ended. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fivestar-field-map-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
