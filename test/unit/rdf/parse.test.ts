import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import type { Quad } from '@rdfjs/types';
import fc from 'fast-check';
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
import { nQuadLine } from '../../../src/rdf/n-quads.ts';
import { type ParseOptions, parseRdf } from '../../../src/rdf/parse.ts';
import { RdfError } from '../../../src/rdf/rdf-error.ts';
import { serialise } from '../../../src/rdf/serialise.ts';
import { datasets, iris, propertyIris, texts, xmlTexts } from './arbitrary-quads.ts';

const base = 'https://portal.example/source/';
const rdfNamespace = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/"';

async function* bytesOf(text: string | Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function read(
  text: string | Uint8Array,
  format: RdfFormat,
  options: Partial<ParseOptions> & { size?: number } = {},
): Promise<Quad[]> {
  const quads: Quad[] = [];
  for await (const quad of parseRdf(bytesOf(text, options.size), format, { base, ...options }))
    quads.push(quad);
  return quads;
}

const lines = (quads: Iterable<Quad>) => [...new Set([...quads].map((quad) => nQuadLine(quad)))].sort();

async function refusal(
  text: string | Uint8Array,
  format: RdfFormat,
  options: Partial<ParseOptions> = {},
): Promise<RdfError> {
  const error = await read(text, format, options).then(
    (quads) => assert.fail(`read as ${lines(quads).join('')}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof RdfError, String(error));
  return error;
}

describe('parseRdf', () => {
  for (const format of rdfFormats)
    it(`reads ${format.name} as it was written, however the bytes are cut`, async () => {
      const dataset = datasets({
        texts: format === rdfXml ? xmlTexts : texts,
        properties: format === rdfXml ? propertyIris : iris,
        graphs: format.quads ? fc.option(iris, { nil: undefined }) : fc.constant(undefined),
      });
      await fc.assert(
        fc.asyncProperty(dataset, fc.integer({ min: 1, max: 50 }), async (quads, size) => {
          const text = serialise(quads, format);
          assert.deepEqual(lines(await read(text, format, { size })), lines(quads), text);
        }),
        { numRuns: 150 },
      );
    });

  it('resolves relative IRIs against the base in the syntaxes that have them', async () => {
    const documents: [RdfFormat, string][] = [
      [turtle, '<a> <http://example.org/p> <#b> .'],
      [triG, '<g> { <a> <http://example.org/p> <#b> }'],
      [jsonLd, '{"@id":"a","http://example.org/p":{"@id":"#b"}}'],
      [
        rdfXml,
        `<rdf:RDF ${rdfNamespace}><rdf:Description rdf:about="a"><e:p rdf:resource="#b"/></rdf:Description></rdf:RDF>`,
      ],
    ];
    for (const [format, text] of documents) {
      const [quad] = await read(text, format);
      assert.deepEqual([quad?.subject.value, quad?.object.value], [`${base}a`, `${base}#b`], format.name);
    }
  });

  it('reads the constructs of JSON-LD', async () => {
    const document = {
      '@context': {
        '@vocab': 'http://v.example/',
        list: { '@container': '@list' },
        inverse: { '@reverse': 'part' },
        data: { '@type': '@json' },
      },
      '@id': 'http://a.example/',
      '@type': 'T',
      n: [1, 1.5, true, 1e25],
      list: ['x', { '@id': 'http://b.example/' }],
      inverse: { '@id': 'http://c.example/' },
      data: { b: [1], a: null },
      text: { '@value': 'x', '@language': 'en-GB' },
      '@graph': [{ '@id': 'http://d.example/', p: { q: 'in' } }],
    };
    const read_ = lines(await read(JSON.stringify(document), jsonLd));
    const expected = [
      '_:g0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> "x" .',
      '_:g0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:g1 .',
      '_:g1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> <http://b.example/> .',
      '_:g1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .',
      '<http://a.example/> <http://v.example/data> "{\\"a\\":null,\\"b\\":[1]}"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON> .',
      '<http://a.example/> <http://v.example/list> _:g0 .',
      '<http://a.example/> <http://v.example/n> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .',
      '<http://a.example/> <http://v.example/n> "1.0E25"^^<http://www.w3.org/2001/XMLSchema#double> .',
      '<http://a.example/> <http://v.example/n> "1.5E0"^^<http://www.w3.org/2001/XMLSchema#double> .',
      '<http://a.example/> <http://v.example/n> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .',
      '<http://a.example/> <http://v.example/text> "x"@en-gb .',
      '<http://a.example/> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://v.example/T> .',
      '<http://c.example/> <http://v.example/part> <http://a.example/> .',
      '<http://d.example/> <http://v.example/p> _:g2 <http://a.example/> .',
      '_:g2 <http://v.example/q> "in" <http://a.example/> .',
    ];
    const relabel = (all: readonly string[]) =>
      all.map((line) => line.replace(/_:g\d/g, '_:g').trimEnd()).sort();
    assert.deepEqual(relabel(read_), relabel(expected));
  });

  it('takes JSON-LD contexts that are given, and fetches none', async () => {
    const document = '{"@context":"http://elsewhere.example/c","@id":"http://a.example/","name":"x"}';
    const error = await refusal(document, jsonLd);
    assert.match(error.message, /http:\/\/elsewhere\.example\/c.*Put the context into the document/);
    const contexts = new Map([['http://elsewhere.example/c', { '@context': { name: 'http://n.example/' } }]]);
    assert.equal((await read(document, jsonLd, { contexts })).length, 1);
    const cyclic = new Map([['http://elsewhere.example/c', { '@context': 'http://elsewhere.example/c' }]]);
    assert.equal((await refusal(document, jsonLd, { contexts: cyclic })).code, 'unreadable-input');
  });

  it('reads short entities of RDF/XML, as namespaces are abbreviated', async () => {
    const text = `<!DOCTYPE rdf:RDF [<!ENTITY x "http://x.example/">]><rdf:RDF ${rdfNamespace}><rdf:Description rdf:about="&x;a"><e:p>v</e:p></rdf:Description></rdf:RDF>`;
    assert.equal((await read(text, rdfXml))[0]?.subject.value, 'http://x.example/a');
  });

  it('leaves bad lines of N-Triples and N-Quads out when it is told whom to tell', async () => {
    const text = [
      '<http://a.example/> <http://p.example/> _:x .',
      '<http://a.example/> <http://p.example/> <http://b b> .',
      '_:x <http://p.example/> "ok" .',
      '<http://a.example/> <http:///p> "bad" .',
      'nonsense',
      '<http://a.example/> <http://p.example/> "last" .',
    ].join('\n');
    for (const format of [nTriples, nQuads]) {
      const bad: (number | undefined)[] = [];
      const quads = await read(text, format, { onBadLine: (error) => bad.push(error.line), size: 7 });
      assert.deepEqual([...bad].sort(), [2, 4, 5]);
      assert.equal(quads.length, 3);
      assert.equal(quads[0]?.object.value, quads[1]?.subject.value);
      assert.equal((await refusal(text, format)).line, 2);
    }
  });

  const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join(
    '',
  );
  const element = `<rdf:Description rdf:about="http://a.example/"><e:p>&a9;</e:p></rdf:Description>`;
  const refusals: Readonly<Record<string, [RdfFormat, string | Uint8Array, RegExp, number | undefined]>> = {
    'entity bomb': [
      rdfXml,
      `<!DOCTYPE r [<!ENTITY a0 "ha">${entities}]><rdf:RDF ${rdfNamespace}>${element}</rdf:RDF>`,
      /entity declaration/,
      1,
    ],
    'external entity': [
      rdfXml,
      `<!DOCTYPE r [\n<!ENTITY a9 SYSTEM "file:///etc/hostname">]><rdf:RDF ${rdfNamespace}>${element}</rdf:RDF>`,
      /entity declaration/,
      2,
    ],
    'long entity': [
      rdfXml,
      `<!DOCTYPE r [<!ENTITY a9 "${'x'.repeat(2_000)}">]><rdf:RDF ${rdfNamespace}>${element}</rdf:RDF>`,
      /entity declaration/,
      1,
    ],
    'parameter entity': [
      rdfXml,
      `<!DOCTYPE r [<!ENTITY % p "x">]><rdf:RDF ${rdfNamespace}>${element}</rdf:RDF>`,
      /entity declaration/,
      1,
    ],
    'undefined entity': [rdfXml, `<rdf:RDF ${rdfNamespace}>\n${element}</rdf:RDF>`, /entity/, 2],
    'truncated XML': [
      rdfXml,
      `<rdf:RDF ${rdfNamespace}>\n<rdf:Description rdf:about="http://a.example/">`,
      /ends inside 2 open elements/,
      2,
    ],
    'nested XML': [
      rdfXml,
      `<rdf:RDF ${rdfNamespace}>${'<rdf:Description><e:p>\n'.repeat(600)}`,
      /deeper than 500/,
      250,
    ],
    'blank in an IRI of XML': [
      rdfXml,
      `<rdf:RDF ${rdfNamespace}>\n<rdf:Description rdf:about="http://a b/"><e:p>v</e:p></rdf:Description></rdf:RDF>`,
      /http:\/\/a b\//,
      2,
    ],
    'truncated Turtle': [turtle, '<http://a.example/>\n <http://p.example/>', /Correct this place/, 2],
    'missing quotation mark': [
      turtle,
      '<http://a.example/> <http://p.example/>\n"abc .\n<x> <y> <z> .',
      /Unexpected/,
      2,
    ],
    'undeclared prefix': [turtle, '\n\n<http://a.example/> dct:title "x" .', /dct/, 3],
    'host is missing': [turtle, '<http://a.example/> <http://p.example/> <http:///b> .', /<http:\/\/\/b>/, 1],
    'triple inside a triple': [
      turtle,
      '\n<http://a.example/> <http://p.example/> <<( <http://a> <http://b> <http://c> )>> .',
      /RDF 1\.2/,
      2,
    ],
    'Latin-1': [
      turtle,
      Buffer.from('<http://a.example/> <http://p.example/> "a" ;\n <http://p.example/> "\xe9 " .', 'latin1'),
      /UTF-8/,
      2,
    ],
    'cut inside a character': [
      nTriples,
      Buffer.from('<http://a.example/> <http://p.example/> "é').subarray(0, -1),
      /UTF-8/,
      1,
    ],
    'truncated JSON': [jsonLd, '{"@id": "http://a.example/",\n"@type": ', /no JSON/, 2],
    'nested JSON': [jsonLd, '{"http://p.example/":'.repeat(100_000), /deeper than 500/, 1],
    'bad IRI in JSON-LD': [
      jsonLd,
      '{"@id":"http://a b/","http://p.example/":"x"}',
      /http:\/\/a b\//,
      undefined,
    ],
    'number as JSON-LD': [jsonLd, '5', /object or an array/, 1],
    'half a character': [jsonLd, '{"http://p.example/":"\\ud800"}', /half of a character/, undefined],
  };
  for (const [name, [format, text, message, line]] of Object.entries(refusals))
    it(`refuses with its place: ${name}`, async () => {
      const error = await refusal(text, format);
      assert.match(error.message, message);
      assert.equal(error.line, line, error.message);
    });

  it('refuses a token without end long before it fills the memory', async () => {
    let taken = 0;
    const endless = async function* (start: string) {
      yield new TextEncoder().encode(start);
      const megabyte = new Uint8Array(1024 * 1024).fill(0x61);
      for (; taken < 200; taken++) yield megabyte;
    };
    const starts: [RdfFormat, string][] = [
      [turtle, '<http://a.example/> <http://p.example/> "'],
      [nTriples, '<http://a.example/> <http://p.example/> "'],
      [jsonLd, '{"@id":"'],
      [rdfXml, `<rdf:RDF ${rdfNamespace}><rdf:Description><e:p>`],
    ];
    for (const [format, start] of starts) {
      taken = 0;
      const limits = { token: 2 * 1024 * 1024, document: 2 * 1024 * 1024 };
      await assert.rejects(
        async () => {
          for await (const _ of parseRdf(endless(start), format, { base, limits }));
        },
        (error) => error instanceof RdfError && error.code === 'too-large',
      );
      assert.ok(taken < 10, `${format.name} took ${taken} MB`);
    }
  });

  it('refuses the real catalogue with a blank in an IRI, with the place', async function () {
    const file = new URL('../../../../shared/realdata/catalogs/dcat-rdf/sh-invalid_iri.xml', import.meta.url);
    if (!existsSync(file)) return this.skip();
    const error = await refusal(readFileSync(file), rdfXml);
    assert.match(error.message, /neustadt i\. h\./);
    assert.equal(error.line, 17);
  });
});
