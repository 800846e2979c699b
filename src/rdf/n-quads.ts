import type { Quad, Term } from '@rdfjs/types';
import { DataFactory, Parser } from 'n3';
import { rdf, xsd } from '../vocabulary/terms.ts';

const { blankNode, defaultGraph, literal, namedNode, quad } = DataFactory;

/**
 * One quad as a line of canonical N-Quads (RDFC-1.0 §4.1 with the escapes of RDF 1.2 N-Quads §3), line feed included.
 * @param graph written instead of the quad's own graph; `''` writes a triple
 */
export function nQuadLine(quad: Quad, graph: string = quad.graph.value && nQuadTerm(quad.graph)): string {
  const triple = `${nQuadTerm(quad.subject)} ${nQuadTerm(quad.predicate)} ${nQuadTerm(quad.object)}`;
  return graph === '' ? `${triple} .\n` : `${triple} ${graph} .\n`;
}

/** One term as canonical N-Quads writes it. Quoted triples and variables are refused with a `TypeError`. */
export function nQuadTerm(term: Term): string {
  switch (term.termType) {
    case 'NamedNode':
      return `<${escapeIri(term.value)}>`;
    case 'BlankNode':
      return `_:${term.value}`;
    case 'Literal': {
      const text = `"${escapeText(term.value)}"`;
      if (term.language !== '') return `${text}@${term.language}`;
      const datatype = term.datatype.value;
      return datatype === xsd.string || datatype === rdf.langString
        ? text
        : `${text}^^<${escapeIri(datatype)}>`;
    }
    default:
      throw new TypeError(`A ${term.termType} cannot be written as N-Quads.`);
  }
}

/** A line as {@link nQuadLine} writes it, IRIs without escapes. */
const canonicalLine =
  /(?:<([^>\\]*)>|_:([^ ]+)) <([^>\\]*)> (?:<([^>\\]*)>|_:([^ ]+)|"((?:[^"\\\n]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>\\]*)>)?)(?: <([^>\\]*)>)? \.\n/y;

/**
 * The quads of an N-Triples or N-Quads text that this project wrote, with its blank node labels; others' input goes through
 * `parse.ts`. Such lines need no grammar; a text with any other line is left to n3, which costs several times more.
 */
export function parseNQuads(text: string): Quad[] {
  const quads: Quad[] = [];
  canonicalLine.lastIndex = 0;
  while (canonicalLine.lastIndex < text.length) {
    const match = canonicalLine.exec(text);
    if (match === null)
      return new Parser({ format: 'N-Quads', blankNodePrefix: '_:' }).parse(text) as unknown as Quad[];
    quads.push(quadOf(match));
  }
  return quads;
}

function quadOf(match: RegExpExecArray): Quad {
  const [, subject, blankSubject, predicate = '', object, blankObject, text = '', language, datatype, graph] =
    match;
  const to =
    object !== undefined
      ? namedNode(object)
      : blankObject !== undefined
        ? blankNode(blankObject)
        : literal(unescapeText(text), language ?? (datatype === undefined ? undefined : namedNode(datatype)));
  return quad(
    subject === undefined ? blankNode(blankSubject) : namedNode(subject),
    namedNode(predicate),
    to,
    graph === undefined ? defaultGraph() : namedNode(graph),
  ) as unknown as Quad;
}

const escapes: Readonly<Record<string, string>> = {
  t: '\t',
  b: '\b',
  n: '\n',
  r: '\r',
  f: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

function unescapeText(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_whole, short, long, character) => {
    const code = short ?? long;
    return code === undefined
      ? (escapes[character] ?? character)
      : String.fromCodePoint(Number.parseInt(code, 16));
  });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: canonical N-Quads escapes control characters
const special = /[\u0000-\u001F\u007F"\\]/;
const everySpecial = new RegExp(special, 'g');
// biome-ignore lint/suspicious/noControlCharactersInRegex: the IRIREF production excludes control characters
const forbiddenInIri = /[\u0000-\u0020<>"{}|^`\\]/;
const everyForbiddenInIri = new RegExp(forbiddenInIri, 'g');
const short: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

/** `text` with the escapes of a quoted literal in N-Quads and Turtle. */
export function escapeText(text: string): string {
  return special.test(text)
    ? text.replace(everySpecial, (character) => short[character] ?? unicodeEscape(character))
    : text;
}

/** `iri` with the escapes of an IRIREF in N-Quads and Turtle. */
export function escapeIri(iri: string): string {
  return forbiddenInIri.test(iri) ? iri.replace(everyForbiddenInIri, unicodeEscape) : iri;
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
