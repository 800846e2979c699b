import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DataFactory } from 'n3';
import { canonize, NQuads } from 'rdf-canonize';
import { canonicalDataset, canonicalNQuads, skolemize, versionOf } from '../../../src/rdf/canonical.ts';
import { nQuadLine, parseNQuads } from '../../../src/rdf/n-quads.ts';
import { RdfError } from '../../../src/rdf/rdf-error.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { datasets, iris, texts } from './arbitrary-quads.ts';

const graph = 'http://example.org/doc' as Iri;
const mint = (label: string) => `http://example.org/doc#${label}` as Iri;
const anyDataset = datasets({ texts, properties: iris, graphs: fc.constant(undefined) });
const withoutVersions = { algorithm: 'RDFC-1.0', format: 'application/n-quads' } as const;

describe('canonicalNQuads', () => {
  it('writes what rdf-canonize writes', async () => {
    await fc.assert(
      fc.asyncProperty(anyDataset, async (quads) => {
        const ours = canonicalNQuads(quads, graph);
        const named = quads.map((quad) => ({ ...parts(quad), graph: DataFactory.namedNode(graph) }));
        assert.equal(ours, await canonize(NQuads.parse(NQuads.serialize(named as never)), withoutVersions));
        assert.equal(quads.map((quad) => nQuadLine(quad)).join(''), quads.map(NQuads.serializeQuad).join(''));
      }),
    );
  });

  it('is the same after it is parsed again, whatever the order', () => {
    fc.assert(
      fc.property(anyDataset, (quads) => {
        const text = canonicalNQuads(quads, graph);
        assert.equal(canonicalNQuads(parseNQuads(text).reverse(), graph), text);
        assert.equal(versionOf(text), versionOf(canonicalNQuads([...quads].reverse(), graph)));
      }),
    );
  });

  it('refuses blank nodes', () => {
    const quads = parseNQuads('_:a <http://example.org/p> "x" .\n');
    assert.throws(() => canonicalNQuads(quads, graph), TypeError);
  });
});

describe('versionOf', () => {
  it('is a SHA-256 that fits into an ETag and a URL', () => {
    assert.equal(versionOf(''), '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU');
  });
});

describe('skolemize', () => {
  const description = (a: string, b: string) => `
<http://example.org/d> <http://example.org/publisher> _:${a} .
<http://example.org/d> <http://example.org/contact> _:${b} .
_:${a} <http://example.org/name> "A" .
_:${b} <http://example.org/name> "B" .
_:${b} <http://example.org/of> _:${a} .
`;

  it('gives the same IRIs whatever the labels and the order were', async () => {
    const one = await skolemize(parseNQuads(description('x', 'y')), mint);
    const two = await skolemize(parseNQuads(description('q1', 'p9')).reverse(), mint);
    assert.equal(canonicalNQuads(one, graph), canonicalNQuads(two, graph));
    assert.deepEqual([...new Set(one.map((quad) => quad.subject.value))].sort(), [
      'http://example.org/d',
      'http://example.org/doc#c14n0',
      'http://example.org/doc#c14n1',
    ]);
  });

  it('keeps alike blank nodes apart', async () => {
    const lines = Array.from(
      { length: 300 },
      (_, i) => `<http://example.org/d> <http://example.org/p> _:n${i} .\n`,
    );
    const quads = await skolemize(parseNQuads(lines.join('')), mint);
    assert.equal(new Set(quads.map((quad) => quad.object.value)).size, 300);
  });

  it('gives up on a poison graph with a reason instead of hanging', async () => {
    const clique = Array.from({ length: 10 }, (_, i) => i).flatMap((i) =>
      Array.from({ length: 10 }, (_, j) => `_:n${i} <http://example.org/knows> _:n${j} .\n`),
    );
    await assert.rejects(
      skolemize(parseNQuads(clique.join('')), mint, { workFactor: 1 }),
      (error) =>
        error instanceof RdfError && error.code === 'too-large' && /10 blank nodes/.test(error.message),
    );
  });
});

describe('canonicalDataset', () => {
  it('tells isomorphic datasets', async () => {
    const one = parseNQuads('_:a <http://example.org/p> _:b <http://example.org/g> .\n');
    const two = parseNQuads('_:z <http://example.org/p> _:y <http://example.org/g> .\n');
    const three = parseNQuads('_:z <http://example.org/p> _:z <http://example.org/g> .\n');
    assert.equal(await canonicalDataset(one), await canonicalDataset(two));
    assert.notEqual(await canonicalDataset(one), await canonicalDataset(three));
  });
});

function parts(quad: import('@rdfjs/types').Quad) {
  return { subject: quad.subject, predicate: quad.predicate, object: quad.object };
}
