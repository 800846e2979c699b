import type { Literal, NamedNode, Quad, Quad_Object, Quad_Subject } from '@rdfjs/types';
import { DataFactory } from 'n3';
import type { Iri } from '../vocabulary/iri.ts';
import { rdf, xsd } from '../vocabulary/terms.ts';

const { namedNode, literal: n3Literal, quad: n3Quad } = DataFactory;

/** Characters that RFC 3987 and the IRIREF production of Turtle forbid in an IRI. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the IRIREF production excludes control characters
const forbidden = /[\u0000-\u0020<>"{}|^`\\]/;
const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:./;
/** A hierarchical web or file IRI without host is a typing slip, e.g. `http:///x` or `http:/x`. */
const slips = /^(?:https?|ftp):(?!\/\/[^/?#])/i;

/** `text` as an absolute IRI, or `undefined` where it is none. White space around it is trimmed; nothing else is mended. */
export function parseIri(text: string): Iri | undefined {
  const trimmed = text.trim();
  if (!scheme.test(trimmed) || forbidden.test(trimmed) || slips.test(trimmed)) return undefined;
  return trimmed as Iri;
}

export function iri(value: Iri): NamedNode {
  return namedNode(value) as NamedNode;
}

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** A literal: language-tagged where `language` is given, else of `datatype` (xsd:string by default). */
export function literal(text: string, options: { language?: string; datatype?: Iri } = {}): Literal {
  // Half a surrogate pair (JSON can carry one) is no character: it would be stored otherwise than it was hashed.
  const value = text.replace(loneSurrogate, '\uFFFD');
  if (options.language) return n3Literal(value, options.language.toLowerCase()) as Literal;
  return n3Literal(value, options.datatype ? namedNode(options.datatype) : namedNode(xsd.string)) as Literal;
}

export function triple(subject: Quad_Subject | Iri, predicate: Iri, object: Quad_Object | Iri): Quad {
  return n3Quad(
    (typeof subject === 'string' ? namedNode(subject) : subject) as never,
    namedNode(predicate) as never,
    (typeof object === 'string' ? namedNode(object) : object) as never,
  ) as unknown as Quad;
}

export function typed(subject: Iri, type: Iri): Quad {
  return triple(subject, rdf.type, type);
}

/** A text in several languages, keyed by language tag: one literal each. */
export function textTriples(
  subject: Iri,
  predicate: Iri,
  texts: { readonly [language in 'en' | 'hi']: string },
): Quad[] {
  return Object.entries(texts).map(([language, text]) =>
    triple(subject, predicate, literal(text, { language })),
  );
}

export function integer(value: number): Literal {
  return literal(String(value), { datatype: xsd.integer });
}
