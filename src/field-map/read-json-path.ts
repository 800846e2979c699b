import { asObject } from '../sources/json-structure.ts';

/** Where records stand in a JSON document, to be read one by one. */
export interface PlainPath {
  /** Member names; `undefined` stands for every element (`[*]`). */
  readonly steps: readonly (string | number | undefined)[];
}

const token =
  /\.(?:\*|([\p{L}_$@][\p{L}\p{M}\p{N}_$@-]*))|\[\s*(?:\*|(\d+)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*\]/uy;

/** A JSONPath of names, indexes and wildcards alone; `undefined` for others, which need the whole document. */
export function plainPath(path: string): PlainPath | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: (string | number | undefined)[] = [];
  token.lastIndex = 1;
  while (token.lastIndex < path.length) {
    const match = token.exec(path);
    if (!match) return undefined;
    const [, name, index, single, double] = match;
    const quoted = single ?? double;
    if (quoted?.includes('\\')) return undefined;
    steps.push(index !== undefined ? Number(index) : (name ?? quoted));
  }
  return { steps };
}

/** Whether `at` stands where `steps` lead, as far as it goes. */
export function followsPath(at: readonly (string | number)[], { steps }: PlainPath): boolean {
  return (
    at.length <= steps.length &&
    at.every((step, index) => steps[index] === undefined || steps[index] === step)
  );
}

/** Names under which lists of records are known to stand, the best first. */
const listNames = [
  'records',
  'results',
  'result',
  'data',
  'items',
  'datasets',
  'dataset',
  'rows',
  'value',
  'entries',
];
const depthSearched = 4;

/**
 * Finds the list of records in a document, or in its beginning: the list of objects that bears a known name (it may
 * be empty), else the longest; the document itself where it holds none.
 */
export function findRecords(sample: unknown): string {
  const lists: { readonly path: string; readonly rank: number; readonly length: number }[] = [];
  const visit = (value: unknown, path: string, name: string, depth: number) => {
    if (Array.isArray(value)) {
      const known = listNames.indexOf(name.toLowerCase());
      if (value.slice(0, 5).some(isRecord) || (value.length === 0 && (known >= 0 || path === '$'))) {
        lists.push({ path: `${path}[*]`, rank: known < 0 ? listNames.length : known, length: value.length });
      }
      return;
    }
    const object = asObject(value);
    if (object === undefined || depth === 0) return;
    for (const [key, member] of Object.entries(object)) visit(member, path + nameStep(key), key, depth - 1);
  };
  visit(sample, '$', '', depthSearched);
  const [best] = lists.sort((a, b) => a.rank - b.rank || b.length - a.length);
  return best?.path ?? '$';
}

function isRecord(value: unknown): boolean {
  return asObject(value) !== undefined || (Array.isArray(value) && value.length > 0);
}

function nameStep(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return `.${name}`;
  return `['${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`;
}
