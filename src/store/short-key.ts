import { createHash } from 'node:crypto';

/** LMDB's keys end at 1,978 bytes; composite keys add a few. */
const longest = 1800;

/** An IRI as a key: itself, or where it is too long its beginning and SHA-256 (order by IRI is kept up to there). */
export function shortKey(iri: string): string {
  if (iri.length * 3 <= longest || Buffer.byteLength(iri) <= longest) return iri;
  return `${iri.slice(0, 400)}#sha256-${createHash('sha256').update(iri).digest('hex')}`;
}
