import type { Quad, Term } from '@rdfjs/types';
import { DataFactory, type DefaultGraph, type Literal, type NamedNode, Parser } from 'n3';
import { rdf, xsd } from '../vocabulary/terms.ts';
import { readStatements, type Statement } from './statement.ts';

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
      return iriTerm(term.value);
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

/** @throws TypeError where a term is a quoted triple or a variable */
export function statementOf({ subject, predicate, object, graph }: Quad): Statement {
  return {
    subject: nQuadTerm(subject),
    predicate: nQuadTerm(predicate),
    object: nQuadTerm(object),
    graph: graph.termType === 'DefaultGraph' ? '' : nQuadTerm(graph),
  };
}

/**
 * The statements of an N-Triples or N-Quads text that this project wrote, with its blank node labels; others' input goes
 * through `parse.ts`. A text with a line that is not as {@link nQuadLine} writes it is left to n3, which takes several
 * times longer.
 */
export function parseStatements(text: string): Statement[] {
  return readStatements(text) ?? parseByGrammar(text).map(statementOf);
}

/** As {@link parseStatements}, as quads. */
export function parseNQuads(text: string): Quad[] {
  const statements = readStatements(text);
  if (!statements) return parseByGrammar(text);
  let subject = '';
  let graph = '';
  let subjectTerm: NamedNode = namedNode('');
  let graphTerm: NamedNode | DefaultGraph = defaultGraph();
  return statements.map((statement) => {
    // Lines are mostly of one graph and sorted by subject.
    if (statement.subject !== subject) {
      subject = statement.subject;
      subjectTerm = resourceOf(subject);
    }
    if (statement.graph !== graph) {
      graph = statement.graph;
      graphTerm = graph === '' ? defaultGraph() : resourceOf(graph);
    }
    const object = statement.object.startsWith('"')
      ? literalTerm(statement.object)
      : resourceOf(statement.object);
    return quad(subjectTerm, resourceOf(statement.predicate), object, graphTerm) as unknown as Quad;
  });
}

function parseByGrammar(text: string): Quad[] {
  return new Parser({ format: 'N-Quads', blankNodePrefix: '_:' }).parse(text) as unknown as Quad[];
}

function resourceOf(term: string): NamedNode {
  return term.startsWith('<') ? namedNode(iriOf(term)) : (blankNode(term.slice(2)) as unknown as NamedNode);
}

function literalTerm(term: string): Literal {
  const { text, language, datatype } = literalOf(term);
  return literal(text, language || namedNode(datatype));
}

export function iriTerm(iri: string): string {
  return `<${escapeIri(iri)}>`;
}

/** The IRI of a term `<…>`. */
export function iriOf(term: string): string {
  return unescapeText(term.slice(1, -1));
}

/** The parts of a term `"…"`. */
export function literalOf(term: string): { text: string; language: string; datatype: string } {
  const close = term.lastIndexOf('"');
  const text = unescapeText(term.slice(1, close));
  if (close === term.length - 1) return { text, language: '', datatype: xsd.string };
  return term[close + 1] === '@'
    ? { text, language: term.slice(close + 2), datatype: rdf.langString }
    : { text, language: '', datatype: unescapeText(term.slice(close + 4, -1)) };
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
