import { Failure } from '../model/failure.ts';

const quoted = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\$([A-Za-z_]*)\$[\s\S]*?\$\1\$/g;
const comments = /--[^\n]*|\/\*[\s\S]*?\*\//g;

/**
 * The query of a field map, without the semicolon at its end. The databases hold it to reading and to one statement by
 * themselves; this says it in words that help.
 * @throws Failure `invalid-configuration` where it is not one query
 */
export function checkedQuery(query: string | undefined, shown: string): string {
  if (query === undefined || query.trim() === '') {
    throw new Failure(
      'invalid-configuration',
      `${shown}: a database needs a query. Write \`query: SELECT …\` under \`records\` of the field map.`,
    );
  }
  const trimmed = query.trim().replace(/[;\s]+$/, '');
  const bare = trimmed.replace(quoted, "''").replace(comments, ' ').trim();
  if (bare.includes(';')) throw refused(shown, 'has more than one statement');
  if (!/^\(*\s*(?:select|with|values|table)\b/i.test(bare))
    throw refused(shown, 'does not begin with SELECT or WITH');
  if (/\binto\s+(?:outfile|dumpfile)\b/i.test(bare)) throw refused(shown, 'writes a file');
  return trimmed;
}

function refused(shown: string, what: string): Failure {
  return new Failure(
    'invalid-configuration',
    `${shown}: the query ${what}. Write one SELECT, which only reads.`,
  );
}
