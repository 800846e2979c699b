import { createHash } from 'node:crypto';

/**
 * Strings, IRIs and escaped characters of local names, which are kept to the letter; then comments and white space
 * (SPARQL 1.1 §19.3, §19.4, §19.8).
 */
const token =
  /("""(?:[^"\\]|\\[\s\S]|"(?!""))*"""|'''(?:[^'\\]|\\[\s\S]|'(?!''))*'''|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|\\[\s\S])|(?:#[^\r\n]*|[ \t\r\n]+)+/g;

/** Escapes by code point may stand for any character, anywhere (§19.2): such a query is taken as it is written. */
const codePoint = /\\u/i;

/** The query with comments left out and each stretch of white space as one space: equal texts mean equal queries. */
export function normaliseQuery(query: string): string {
  if (codePoint.test(query)) return query;
  return query.replace(token, (_, kept: string | undefined) => kept ?? ' ').replace(/^ | $/g, '');
}

/** Functions whose value changes from one call to the next (SPARQL 1.1 §17.4): their answers are not kept. */
const changing = /\b(?:now|rand|uuid|struuid|bnode)\s*\(/i;

export function isRepeatable(normalised: string): boolean {
  return !changing.test(normalised);
}

/** A short name for a query with its dataset. */
export function fingerprintOf(
  normalised: string,
  datasets: readonly (readonly string[] | undefined)[],
): string {
  return createHash('sha1')
    .update(JSON.stringify([normalised, datasets]))
    .digest('base64url');
}
