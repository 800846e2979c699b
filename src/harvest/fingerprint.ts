import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SourceDefinition } from './source-definition.ts';

export interface FingerprintInput {
  readonly definition: SourceDefinition;
  /** Whatever else decides what becomes of a record: base, licence, language, version of the program. */
  readonly settings: readonly string[];
  /** Files that decide it: shapes, vocabulary, the field map. */
  readonly files: readonly string[];
}

/**
 * Stands for all that decides what becomes of a record besides the record itself. Where it is another than in the last
 * run, everything is read and checked again.
 */
export function fingerprintOf({ definition, settings, files }: FingerprintInput): string {
  const { type, url, namespace, options } = definition;
  const hash = createHash('sha256').update(
    JSON.stringify([type, url, namespace ?? null, options ?? null, settings]),
  );
  for (const file of [...files].sort()) hash.update(readFileSync(file));
  return hash.digest('base64url').slice(0, 22);
}
