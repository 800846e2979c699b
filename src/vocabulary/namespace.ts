import type { Iri } from './iri.ts';

/** The named terms of one vocabulary; a mistyped term does not compile. */
export type Namespace<Terms extends readonly string[]> = { readonly [Term in Terms[number]]: Iri };

/** Terms of the vocabulary whose IRIs start with `base`, keyed by their local names. */
export function namespace<const Terms extends readonly string[]>(
  base: string,
  terms: Terms,
): Namespace<Terms> {
  return Object.freeze(Object.fromEntries(terms.map((term) => [term, `${base}${term}`]))) as Namespace<Terms>;
}
