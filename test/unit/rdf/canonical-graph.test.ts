import assert from 'node:assert/strict';
import type { Quad } from '@rdfjs/types';
import fc from 'fast-check';
import { canonicalDataset } from '../../../src/rdf/canonical.ts';
import { canonicalGraph } from '../../../src/rdf/canonical-graph.ts';
import { parseNQuads } from '../../../src/rdf/n-quads.ts';
import { renameBlankNodes } from '../../../src/rdf/rename-blank-nodes.ts';

const node = fc.constantFrom('_:a', '_:b', '_:c', '<urn:x>', '<urn:y>');
const graphs = fc
  .array(
    fc.tuple(
      node,
      fc.constantFrom('<urn:p>', '<urn:q>'),
      fc.oneof(node, fc.constantFrom('"1"', '"x"@en', '"a\\nb"')),
    ),
    {
      maxLength: 6,
    },
  )
  .map((triples) => triples.map((triple) => `${triple.join(' ')} .\n`));

const labels = (text: string) => new Set(text.match(/_:\S+/g));

describe('canonicalGraph', () => {
  it('gives one text for a graph, whatever its blank nodes are called and its triples stand like', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async (lines) => {
        const text = await canonicalGraph(parseNQuads(lines.join('')), 'urn:g');
        const other = lines.toReversed().map((line) => line.replaceAll(/_:(.)/g, '_:other$1'));
        assert.equal(await canonicalGraph(parseNQuads(other.join('')), 'urn:g'), text);
        assert.equal(await canonicalGraph(parseNQuads(text), 'urn:g'), text);
      }),
      { numRuns: 150 },
    );
  });

  it('changes nothing but names: the result is isomorphic', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async (lines) => {
        const text = await canonicalGraph(parseNQuads(lines.join('')), '');
        assert.equal(
          await canonicalDataset(parseNQuads(text)),
          await canonicalDataset(parseNQuads(lines.join(''))),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('names the graph in each line, and sorts them, each once', async () => {
    const quads = parseNQuads(
      '<urn:b> <urn:p> "1" .\n<urn:a> <urn:p> "1" <urn:other> .\n<urn:b> <urn:p> "1" <urn:g> .\n',
    );
    assert.equal(
      await canonicalGraph(quads, 'urn:g'),
      '<urn:a> <urn:p> "1" <urn:g> .\n<urn:b> <urn:p> "1" <urn:g> .\n',
    );
    assert.equal(await canonicalGraph(quads, ''), '<urn:a> <urn:p> "1" .\n<urn:b> <urn:p> "1" .\n');
    assert.equal(await canonicalGraph([], 'urn:g'), '');
  });

  it('keeps the blank nodes of two graphs apart', async () => {
    const quads = parseNQuads('_:a <urn:p> _:b .\n');
    const texts = await Promise.all(['', 'urn:g', 'urn:h'].map((graph) => canonicalGraph(quads, graph)));
    assert.equal(new Set(texts.flatMap((text) => [...labels(text)])).size, 6);
  });

  it('takes blank nodes that cannot be told apart with reasonable effort as they come', async () => {
    const names = Array.from({ length: 9 }, (_, n) => `_:n${n}`);
    const lines = names.flatMap((one) =>
      names.filter((other) => other !== one).map((other) => `${one} <urn:p> ${other} .\n`),
    );
    const text = await canonicalGraph(parseNQuads(lines.join('')), 'urn:g');
    assert.equal(labels(text).size, 9);
    assert.equal(text.split('\n').length, 9 * 8 + 1);
  });
});

describe('renameBlankNodes', () => {
  it('calls the blank nodes by their order, and leaves the rest', () => {
    const quads = parseNQuads('_:z <urn:p> _:y <urn:g> .\n<urn:s> <urn:p> _:z .\n');
    const terms = ({ subject, object, graph }: Quad) => [subject.value, object.value, graph.value];
    assert.deepEqual(renameBlankNodes(quads, 'x').map(terms), [
      ['x0', 'x1', 'urn:g'],
      ['urn:s', 'x0', ''],
    ]);
  });
});
