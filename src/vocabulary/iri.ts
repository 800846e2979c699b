declare const iriBrand: unique symbol;

/** An absolute IRI (RFC 3987). Made by {@link namespace}, by `parseIri` in `rdf/terms.ts`, or minted in `mapping/iris.ts`. */
export type Iri = string & { readonly [iriBrand]: true };
