import { plainPath } from './read-json-path.ts';

/** Under which names answers say how many records there are in all, in the order in which they are believed. */
const totalNames = [
  'total',
  'totalCount',
  'total_count',
  'totalResults',
  'total_results',
  'totalRecords',
  'total_records',
  'totalElements',
  'numFound',
  '@odata.count',
];

/**
 * How many records there are in all, by a member beside the list of records, or beside what holds it.
 * @param path JSONPath of the records
 */
export function statedTotal(around: (path: string) => unknown, path: string | undefined): number | undefined {
  const steps = plainPath(path ?? '$')?.steps ?? [];
  for (let length = Math.max(0, steps.length - 2); length >= 0; length--) {
    const holder = steps.slice(0, length).map(step).join('');
    for (const name of totalNames) {
      const value = around(`$${holder}['${name}']`);
      const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
      if (typeof number === 'number' && Number.isInteger(number) && number >= 0) return number;
    }
  }
  return undefined;
}

function step(one: string | number | undefined): string {
  if (one === undefined) return '[*]';
  return typeof one === 'number' ? `[${one}]` : `['${one.replaceAll("'", "\\'")}']`;
}
