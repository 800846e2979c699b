import type { Quad } from '@rdfjs/types';
import fc from 'fast-check';
import { DataFactory } from 'n3';
import { parseIri } from '../../../src/rdf/terms.ts';
import { prefixes } from '../../../src/vocabulary/prefixes.ts';

const { namedNode, literal, quad, defaultGraph } = DataFactory;

const segment = fc.stringMatching(/^[A-Za-z0-9_~éनगर😀-]{1,8}$/u);
const namespaces = [
  ...Object.values(prefixes),
  'http://example.org/a?b=',
  'urn:example:',
  'https://उदाहरण.भारत/',
];

/** Absolute IRIs: of vocabularies, with unicode, and some that read like prefixed names. */
export const iris = fc
  .oneof(
    fc.tuple(fc.constantFrom(...namespaces), segment).map((parts) => parts.join('')),
    fc.constantFrom(
      'dct:title',
      'sh:x',
      'org:y',
      'http://example.org/',
      'http://example.org/1',
      'mailto:a@b.example',
    ),
  )
  .filter((text) => parseIri(text) === text);

/** Properties that RDF/XML can express too. */
export const propertyIris = fc
  .tuple(fc.constantFrom(...namespaces), fc.stringMatching(/^[a-zA-Zनé][a-zA-Z0-9_.-]{0,6}$/u))
  .map((parts) => parts.join(''))
  .filter((text) => !text.startsWith(prefixes.rdf));

const nasty = fc.constantFrom(
  'a"b\\c',
  'line\nfeed',
  'carriage\r\nreturn\r',
  'tab\t',
  '  spaces  ',
  "'''",
  '"""',
  '<a>&amp;</a>',
  ']]>',
  '<!-- -->',
  '😀',
  'राज्य',
  '\u200D',
  '\uFEFFbom',
  '\u0085\u2028',
  '@en',
  '^^',
  '#',
  '{}',
  '',
  '-5',
  '1.',
  'true',
);
/** Texts without what XML cannot carry. */
export const xmlTexts = fc.oneof(
  nasty,
  fc.string({ unit: 'grapheme' }),
  fc
    .string({ unit: 'binary' })
    .map((text) => text.replace(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')),
);
/** Any text that UTF-8 can carry, control characters included. */
export const texts = fc.oneof(
  xmlTexts,
  fc.string({ unit: 'binary' }).filter((text) => !/\p{Cs}/u.test(text)),
);

function literals(values: fc.Arbitrary<string>) {
  const numbers = ['integer', 'decimal', 'double', 'boolean', 'date'].map((name) => prefixes.xsd + name);
  return fc.oneof(
    values.map((value) => literal(value)),
    fc
      .tuple(values, fc.constantFrom('en', 'hi', 'en-in', 'zh-hant'))
      .map(([value, tag]) => literal(value, tag)),
    fc
      .tuple(
        fc.oneof(fc.constantFrom('5', '+05', '-1.50', '.5', '1e3', 'true', '1', 'x'), values),
        fc.oneof(fc.constantFrom(...numbers, `${prefixes.rdf}JSON`, `${prefixes.rdf}XMLLiteral`), iris),
      )
      .map(([value, datatype]) => literal(value, namedNode(datatype))),
  );
}

export interface QuadShape {
  readonly texts: fc.Arbitrary<string>;
  readonly properties: fc.Arbitrary<string>;
  readonly graphs: fc.Arbitrary<string | undefined>;
}

/** Datasets without blank nodes. */
export function datasets({ texts: values, properties, graphs }: QuadShape): fc.Arbitrary<Quad[]> {
  const quads = fc
    .tuple(
      iris,
      fc.oneof(properties, fc.constant(`${prefixes.rdf}type`)),
      fc.oneof(
        iris.map((value) => namedNode(value)),
        literals(values),
      ),
      graphs,
    )
    .map(([s, p, o, g]) =>
      quad(namedNode(s), namedNode(p), o, g === undefined ? defaultGraph() : namedNode(g)),
    );
  return fc.array(quads, { maxLength: 8 }) as unknown as fc.Arbitrary<Quad[]>;
}
