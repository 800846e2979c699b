import type { HttpContext } from './http-context.ts';

/** Extensions that people add to the address of a thing. */
const ending = /\.(?:ttl|nt|jsonld|rdf|trig|nq|html|json|xml)$/i;

/** How addresses are commonly misspelt: a slash too many, letters in the wrong case, marks of the sentence around them. */
const repairs: readonly ((path: string) => string)[] = [
  (path) => path.replace(/\/+$/, ''),
  (path) => path.replace(/(?:[.,;:!)\]}>'"»”।]|%22|%27|%3E|%29|%E2%80%9D|%E0%A5%A4)+$/i, ''),
  (path) => path.replace(/\/{2,}/g, '/'),
  (path) => path.replace(/%25([0-9A-Fa-f]{2})/g, '%$1'),
  (path) => path.replace(ending, ''),
  lowerCase,
];

/**
 * References to what is published under an address that differs from `path` only by a common slip. For a hint beside a
 * 404: who asked for another address is told, and never led astray in silence.
 */
export function nearestAddresses(context: Pick<HttpContext, 'site' | 'store'>, path: string): string[] {
  const { site, store } = context;
  const spellings = new Set([path]);
  for (const repair of repairs) {
    for (const spelling of [...spellings]) spellings.add(repair(spelling));
  }
  spellings.delete(path);
  const found = new Set<string>();
  for (const spelling of spellings) {
    if (!spelling.startsWith(site.path)) continue;
    for (const iri of site.irisOf(spelling) ?? []) {
      const document = store.documentOf(iri) ?? iri;
      if (store.head(document)?.state === 'live') found.add(site.reference(iri));
    }
  }
  return [...found];
}

/** Percent-encoded bytes stay as they are. */
function lowerCase(path: string): string {
  return path
    .split(/(%[0-9A-Fa-f]{2})/)
    .map((part, index) => (index % 2 === 1 ? part : part.toLowerCase()))
    .join('');
}
