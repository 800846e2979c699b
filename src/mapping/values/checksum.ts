import { parseIri } from '../../rdf/terms.ts';
import type { Iri } from '../../vocabulary/iri.ts';

/** A checksum and SPDX's IRI for its algorithm (https://spdx.org/rdf/terms). */
export interface Checksum {
  readonly value: string;
  readonly algorithm: Iri;
}

const byLength: Readonly<Record<number, string>> = {
  32: 'md5',
  40: 'sha1',
  56: 'sha224',
  64: 'sha256',
  96: 'sha384',
  128: 'sha512',
};

/** Hexadecimal digits, with or without the algorithm before them ("sha256:…"); the length tells it otherwise. */
export function parseChecksum(source: string): Checksum | undefined {
  const match = /^(?:(md5|sha-?\d{1,3})[:=-]\s*)?([0-9a-f]+)$/i.exec(source.trim());
  const digits = match?.[2]?.toLowerCase();
  const name = digits === undefined ? undefined : byLength[digits.length];
  const stated = match?.[1]?.toLowerCase().replace('-', '');
  if (digits === undefined || name === undefined || (stated !== undefined && stated !== name))
    return undefined;
  const algorithm = parseIri(`http://spdx.org/rdf/terms#checksumAlgorithm_${name}`);
  return algorithm ? { value: digits, algorithm } : undefined;
}
