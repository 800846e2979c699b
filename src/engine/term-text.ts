import type { Term } from 'oxigraph';

/** An IRI that means the same in a query's text as in the store: absolute, without what a parser refuses or resolves away. */
const plain = /^[A-Za-z][A-Za-z0-9+.-]*:(?!\/?\.)(?:(?![/]\.)[^\u0000-\u0020<>"{}|^`\\])*$/;

export function isPlainIri(iri: string): boolean {
  return plain.test(iri);
}

/** A constant in SPARQL's syntax, by the engine's own writer; `undefined` where no text names exactly this term (blank nodes). */
export function termText(term: Term | undefined): string | undefined {
  if (term?.termType === 'NamedNode') return isPlainIri(term.value) ? term.toString() : undefined;
  if (term?.termType !== 'Literal') return undefined;
  return isPlainIri(term.datatype.value) ? term.toString() : undefined;
}

/** The same for the subject at the start of a line of canonical N-Quads. */
export function subjectText(line: string): string | undefined {
  const text = line.slice(0, line.indexOf(' '));
  return text.startsWith('<') && text.endsWith('>') && isPlainIri(text.slice(1, -1)) ? text : undefined;
}
