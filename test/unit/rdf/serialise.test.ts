import assert from 'node:assert/strict';
import type { Quad } from '@rdfjs/types';
import fc from 'fast-check';
import jsonld from 'jsonld';
import { Parser } from 'n3';
import * as oxigraph from 'oxigraph';
import {
  jsonLd,
  nQuads,
  nTriples,
  type RdfFormat,
  rdfFormats,
  rdfXml,
  triG,
  turtle,
} from '../../../src/rdf/formats.ts';
import { nQuadLine, parseNQuads, parseStatements } from '../../../src/rdf/n-quads.ts';
import { RdfError } from '../../../src/rdf/rdf-error.ts';
import { serialise, serialiseStatements, serialiseStream } from '../../../src/rdf/serialise.ts';
import { prefixes } from '../../../src/vocabulary/prefixes.ts';
import { xsd } from '../../../src/vocabulary/terms.ts';
import { datasets, iris, propertyIris, texts, xmlTexts } from './arbitrary-quads.ts';

const lines = (quads: Iterable<Quad>) => [...new Set([...quads].map((quad) => nQuadLine(quad)))].sort();
const noGraph = fc.constant(undefined);
const someGraph = fc.option(iris, { nil: undefined });

/** Parsers that this project did not write. */
const parsers: Readonly<Record<string, readonly ((text: string) => Promise<Quad[]> | Quad[])[]>> = {
  [turtle.name]: [n3('Turtle'), oxi('text/turtle')],
  [triG.name]: [n3('TriG'), oxi('application/trig')],
  [nTriples.name]: [n3('N-Triples'), oxi('application/n-triples')],
  [nQuads.name]: [n3('N-Quads'), oxi('application/n-quads')],
  [rdfXml.name]: [oxi('application/rdf+xml')],
  [jsonLd.name]: [oxi('application/ld+json')],
};

function n3(format: string) {
  return (text: string) => new Parser({ format }).parse(text) as unknown as Quad[];
}

function oxi(format: string) {
  return (text: string) => oxigraph.parse(text, { format }) as unknown as Quad[];
}

async function jsonLdToNQuads(text: string): Promise<string> {
  return (await jsonld.toRDF(JSON.parse(text), { format: 'application/n-quads' })) as string;
}

async function collect(chunks: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

async function assertReadsBack(text: string, format: RdfFormat, quads: readonly Quad[]) {
  for (const parse of parsers[format.name] ?? [])
    assert.deepEqual(lines(await parse(text)), lines(quads), text);
  if (format !== jsonLd) return;
  // jsonld.js rewrites the lexical form of xsd:double ("5" to "5.0E0"), so those are left out here.
  const comparable = (all: readonly Quad[]) =>
    all.filter((quad) => quad.object.termType !== 'Literal' || quad.object.datatype.value !== xsd.double);
  const theirs = parseNQuads(await jsonLdToNQuads(text));
  assert.deepEqual(lines(comparable(theirs)), lines(comparable(quads)), text);
}

describe('serialise', () => {
  for (const format of rdfFormats) {
    const dataset = datasets({
      texts: format === rdfXml ? xmlTexts : texts,
      properties: format === rdfXml ? propertyIris : iris,
      graphs: format.quads ? someGraph : noGraph,
    });

    it(`writes ${format.name} that parsers read back as the same quads`, async () => {
      await fc.assert(
        fc.asyncProperty(dataset, async (quads) => {
          await assertReadsBack(serialise(quads, format), format, quads);
        }),
        { numRuns: 300 },
      );
    });

    it(`writes the same ${format.name} from lines of N-Quads as from quads`, async () => {
      await fc.assert(
        fc.asyncProperty(dataset, iris, async (quads, topic) => {
          const statements = parseStatements(quads.map((quad) => nQuadLine(quad)).join(''));
          const text = serialiseStatements(statements, format, { topic });
          assert.equal(text, serialise(quads, format, { topic }));
          await assertReadsBack(text, format, quads);
        }),
        { numRuns: 200 },
      );
    });

    it(`streams ${format.name} that parsers read back as the same quads`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(dataset, { maxLength: 4 }), async (records) => {
          await assertReadsBack(await collect(serialiseStream(records, format)), format, records.flat());
        }),
        { numRuns: 100 },
      );
    });
  }

  const quads = parseNQuads(`
<http://example.org/dist> <${prefixes.dct}title> "CSV"@en .
<http://example.org/d> <${prefixes.dcat}distribution> <http://example.org/dist> .
<http://example.org/d> <${prefixes.dct}title> "दो"@hi .
<http://example.org/d> <${prefixes.dct}title> "Two"@en .
<http://example.org/d> <${prefixes.rdf}type> <${prefixes.dcat}Dataset> .
`);

  it('writes Turtle for people: topic first, type first, used prefixes only', () => {
    assert.equal(
      serialise(quads, turtle, { topic: 'http://example.org/d' }),
      `@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .

<http://example.org/d> a dcat:Dataset ;
  dcat:distribution <http://example.org/dist> ;
  dct:title "दो"@hi , "Two"@en .

<http://example.org/dist> dct:title "CSV"@en .

`,
    );
  });

  it('writes JSON-LD with its context inline', () => {
    const document = JSON.parse(serialise(quads, jsonLd, { topic: 'http://example.org/d' }));
    assert.deepEqual(document['@context'], { dcat: prefixes.dcat, dct: prefixes.dct });
    assert.deepEqual(document['@graph'][0]['@type'], 'dcat:Dataset');
    assert.deepEqual(document['@graph'][1], {
      '@id': 'http://example.org/dist',
      'dct:title': { '@value': 'CSV', '@language': 'en' },
    });
  });

  it('declares no prefix that is not used', () => {
    const number = parseNQuads(`<${prefixes.foaf}x> <${prefixes.dct}extent> "5"^^<${xsd.integer}> .\n`);
    assert.deepEqual(Object.keys(JSON.parse(serialise(number, jsonLd))['@context']), ['dct', 'xsd']);
    assert.equal(
      serialise(number, turtle),
      `@prefix dct: <${prefixes.dct}> .\n@prefix foaf: <${prefixes.foaf}> .\n\nfoaf:x dct:extent 5 .\n\n`,
    );
    assert.deepEqual(serialise(number, rdfXml).match(/(?<=xmlns:)\w+/g), ['dct', 'rdf']);
  });

  it('writes prefixes that stand for other namespaces than usual', async () => {
    const odd = parseNQuads(
      `<urn:a:x> <http://example.org/rdf#type> "x" .\n<urn:a:x> <${prefixes.rdf}type> <http://example.org/rdf#T> .\n` +
        `<urn:a:x> <${prefixes.rdf}value> <rdf:T> .\n`,
    );
    for (const names of [
      { rdf: 'http://example.org/rdf#' },
      { rdf: 'http://example.org/rdf#', ns: prefixes.rdf },
      { urn: 'http://example.org/rdf#', rdf: prefixes.rdf },
      {},
    ])
      for (const format of rdfFormats)
        await assertReadsBack(serialise(odd, format, { prefixes: names }), format, odd);
  });

  it('refuses in RDF/XML a property that XML cannot name, and comments it in a dump', async () => {
    const [odd] = [parseNQuads('<http://example.org/d> <http://example.org/1> "--><x/>" .\n')];
    assert.throws(
      () => serialise(odd, rdfXml),
      (error) =>
        error instanceof RdfError && error.code === 'unknown-format' && /example\.org\/1/.test(error.message),
    );
    const dump = await collect(serialiseStream([odd], rdfXml));
    assert.match(dump, /<!-- not expressible in RDF\/XML: .*example\.org\/1/);
    assert.deepEqual(oxigraph.parse(dump, { format: rdfXml.mediaType }), []);
  });

  it('replaces in RDF/XML the control characters that XML cannot carry', () => {
    const text = serialise(
      parseNQuads('<http://example.org/d> <http://example.org/p> "a\\u0007b" .\n'),
      rdfXml,
    );
    assert.match(text, />a\uFFFDb</);
  });

  it('keeps blank nodes of query results apart in every format', async () => {
    const blank = parseNQuads(
      '_:5a <http://example.org/p> _:b .\n_:b <http://example.org/p> _:5a .\n_:b <http://example.org/q> "x" .\n',
    );
    for (const format of rdfFormats)
      for (const parse of parsers[format.name] ?? []) {
        const again = await parse(serialise(blank, format));
        assert.equal(again.length, 3, format.name);
        assert.equal(new Set(again.map((quad) => quad.subject.value)).size, 2, format.name);
      }
  });
});
