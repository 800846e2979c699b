import type { Term } from 'oxigraph';

/** An IRI that means the same in a query's text as in the store: absolute, without what a parser refuses or resolves away. */
const plain = /^[A-Za-z][A-Za-z0-9+.-]*:(?!\/?\.)(?:(?![/]\.)[^\s\p{Cc}<>"{}|^`\\])*$/u;

export function isPlainIri(iri: string): boolean {
  return plain.test(iri);
}

/** A constant in SPARQL's syntax, by the engine's own writer; `undefined` where no text names exactly this term (blank nodes). */
export function termText(term: Term | undefined): string | undefined {
  if (term?.termType === 'NamedNode') return isPlainIri(term.value) ? term.toString() : undefined;
  if (term?.termType !== 'Literal') return undefined;
  return isPlainIri(term.datatype.value) ? term.toString() : undefined;
}

/** Subject (in SPARQL's syntax) and predicate (its IRI) of a line of canonical N-Quads; `undefined` where one has no name. */
export function startOf(line: string): { readonly subject: string; readonly predicate: string } | undefined {
  const [, subject, predicate] = /^<([^<> ]*)> <([^<> ]*)> /.exec(line) ?? [];
  if (subject === undefined || predicate === undefined) return undefined;
  return isPlainIri(subject) && isPlainIri(predicate) ? { subject: `<${subject}>`, predicate } : undefined;
}
