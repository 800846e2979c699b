import type { Quad, Term } from '@rdfjs/types';
import { decodeUtf8 } from './decode-utf8.ts';
import { jsonLd, nQuads, nTriples, type RdfFormat, rdfXml } from './formats.ts';
import { defaultParseLimits, type ParseInput, type ParseLimits, type PlacedQuad } from './parse-input.ts';
import { parseJsonLd } from './parse-json-ld.ts';
import { parseLines } from './parse-lines.ts';
import { parseRdfXml } from './parse-rdf-xml.ts';
import { parseTurtle } from './parse-turtle.ts';
import { RdfError } from './rdf-error.ts';
import { parseIri } from './terms.ts';

export interface ParseOptions {
  /** Relative IRIs are resolved against it. */
  readonly base: string;
  /** JSON-LD contexts by URL; no other remote context is read. */
  readonly contexts?: ReadonlyMap<string, object>;
  readonly limits?: Partial<ParseLimits>;
  /** N-Triples and N-Quads only: told of each line that cannot be read, which is then left out. Without it such a line ends the parse. */
  readonly onBadLine?: (error: RdfError) => void;
}

/**
 * The quads of a document, as they are read. Language tags are lower case; IRIs are absolute and checked.
 * @throws RdfError `unreadable-input` or `too-large`, with the line and column where known, after the quads before it
 */
export async function* parseRdf(
  bytes: AsyncIterable<Uint8Array>,
  format: RdfFormat,
  options: ParseOptions,
): AsyncGenerator<Quad> {
  const input: ParseInput = {
    text: decodeUtf8(bytes),
    base: options.base,
    contexts: options.contexts ?? new Map(),
    limits: { ...defaultParseLimits, ...options.limits },
    onBadLine: options.onBadLine,
  };
  const known = new Set<string>();
  for await (const batch of parserOf(format)(input, format)) {
    for (const placed of batch) {
      try {
        checkQuad(placed, known);
      } catch (error) {
        if (!(error instanceof RdfError && input.onBadLine && (format === nTriples || format === nQuads)))
          throw error;
        input.onBadLine(error);
        continue;
      }
      yield placed.quad;
    }
  }
}

type SyntaxParser = (input: ParseInput, format: RdfFormat) => AsyncIterable<readonly PlacedQuad[]>;

function parserOf(format: RdfFormat): SyntaxParser {
  if (format === nTriples || format === nQuads) return parseLines;
  if (format === rdfXml) return parseRdfXml;
  if (format === jsonLd) return parseJsonLd;
  return parseTurtle;
}

/** Seen IRIs are remembered up to this number, so that each is checked about once. */
const rememberedIris = 10_000;

function checkQuad({ quad, line }: PlacedQuad, known: Set<string>): void {
  for (const term of [quad.subject, quad.predicate, quad.object, quad.graph]) checkTerm(term, line, known);
}

function checkTerm(term: Term, line: number | undefined, known: Set<string>): void {
  if (term.termType === 'NamedNode') checkIri(term.value, line, known);
  else if (term.termType === 'Literal') {
    checkIri(term.datatype.value, line, known);
    if ('direction' in term && term.direction) throw notSupported('A text with a base direction', line);
    if (loneSurrogate.test(term.value))
      throw new RdfError(
        'unreadable-input',
        'A text holds half of a character (a lone surrogate). Remove it.',
        {
          line,
        },
      );
  } else if (term.termType === 'Quad' || term.termType === 'Variable')
    throw notSupported(term.termType === 'Quad' ? 'A triple inside a triple (RDF 1.2)' : 'A variable', line);
}

const loneSurrogate = /\p{Cs}/u;

function checkIri(iri: string, line: number | undefined, known: Set<string>): void {
  if (known.has(iri)) return;
  if (parseIri(iri) !== iri)
    throw new RdfError(
      'unreadable-input',
      `<${iri.slice(0, 300)}> is no valid absolute IRI. Write it whole, with blanks and brackets percent-encoded (%20).`,
      { line },
    );
  if (known.size >= rememberedIris) known.clear();
  known.add(iri);
}

function notSupported(what: string, line: number | undefined): RdfError {
  return new RdfError('unreadable-input', `${what} cannot be published here. State it with plain triples.`, {
    line,
  });
}
