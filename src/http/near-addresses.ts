import type { RecordReader } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import type { Site } from './site.ts';

const ending = /\.[A-Za-z0-9]{1,7}$/;
/** How addresses are commonly misspelt: marks of the sentence around them, a slash too many, an extension, the wrong case. */
const repairs: readonly ((path: string) => string)[] = [
  (path) => path.replace(/(?:[/.,;:!)\]}>'"»”।]|%22|%27|%3E|%29|%20|%E2%80%9D|%E0%A5%A4)+$/i, ''),
  (path) => path.replace(/\/{2,}/g, '/'),
  (path) => path.replace(/%25([0-9A-Fa-f]{2})/g, '%$1'),
  (path) => path.replace(ending, ''),
  (path) => path.replace(/%[0-9A-F]{2}|[^%]+/gi, lowerCase),
];
/** Segments that stand before the kind and the name of a thing. */
const folders: ReadonlySet<string> = new Set([
  'doc',
  'id',
  'def',
  'version',
  'timegate',
  'linkset',
  'difference',
]);
/** Things whose address begins like the one that was asked for. */
const mostContinuations = 5;
/** Characters of words that a search is given. */
const longestWords = 100;

/** Paths that may have been meant by one where nothing is, each once, the least changed first. */
export function similarPaths(path: string): readonly string[] {
  const spellings = new Set([path]);
  for (const repair of repairs) {
    for (const spelling of [...spellings]) spellings.add(repair(spelling));
  }
  return [...spellings].filter((spelling) => spelling !== path && spelling !== '');
}

/** The words of an address, for the search: `doc/dataset/crop-area_2016.ttl` → `crop area 2016`. */
export function wordsOfPath(path: string): string {
  const segments = decode(path).replace(ending, '').split('/').filter(Boolean);
  const [first = ''] = segments;
  const named = folders.has(first) && segments.length > 2 ? segments.slice(2) : segments;
  return named
    .join(' ')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, longestWords);
}

/** Live things whose address is the one that was asked for but for a common slip, else begins like it. */
export function nearThings(store: RecordReader, site: Site, path: string): readonly Iri[] {
  const found = new Set<Iri>();
  for (const similar of similarPaths(path)) {
    for (const iri of (similar.startsWith(site.path) && site.irisOf(similar)) || []) {
      const document = store.documentOf(iri);
      const head = store.head(document ?? iri);
      if (head?.state === 'live') found.add(document === undefined ? head.topic : iri);
    }
  }
  return found.size > 0 ? [...found] : continuations(store, site, path);
}

/** A folder alone would be the beginning of everything in it, so the path must name more. */
function continuations(store: RecordReader, site: Site, path: string): readonly Iri[] {
  const [iri = ''] = site.irisOf(path) ?? [];
  const name = /^(?:doc|id)\/([^/]+\/.{3,})$/.exec(iri.slice(site.base.length))?.[1];
  if (name === undefined) return [];
  const start = `${site.base}doc/${name}`;
  const { records } = store.list({ after: start, limit: mostContinuations });
  return records.filter(({ document }) => document.startsWith(start)).map(({ topic }) => topic);
}

function lowerCase(text: string): string {
  return text.startsWith('%') ? text : text.toLowerCase();
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
