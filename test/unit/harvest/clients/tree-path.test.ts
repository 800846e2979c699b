import assert from 'node:assert/strict';
import { DataFactory } from 'n3';
import { orderOf, parsePath, valuesAt } from '../../../../src/harvest/clients/tree-path.ts';
import { nQuadTerm, parseNQuads } from '../../../../src/rdf/n-quads.ts';

const order = (text: string) => orderOf(DataFactory.literal(text) as never);

describe('tree paths', () => {
  it('order times of every form, and numbers', () => {
    assert.equal(order('2024-03-01T00:00:00Z'), Date.UTC(2024, 2, 1));
    assert.equal(order('2024-03-01T05:30:00+05:30'), Date.UTC(2024, 2, 1));
    assert.equal(order('2024-03-01T00:00:00'), Date.UTC(2024, 2, 1), 'without a zone it is UTC');
    assert.equal(order('2024-03-01'), Date.UTC(2024, 2, 1));
    assert.ok((order('2024-03-01T00:00:00.123457Z') ?? 0) > (order('2024-03-01T00:00:00.123456Z') ?? 0));
    assert.equal(order('12'), 12);
    for (const none of ['', 'gestern', '2024-13-45T00:00:00Z']) assert.equal(order(none), undefined);
  });

  it('follow predicates and sequences of them, and nothing else', () => {
    const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
    const quads = parseNQuads(
      `_:l <${rdf}first> <http://p.example/a> .\n_:l <${rdf}rest> _:m .\n_:m <${rdf}first> <http://p.example/b> .\n_:m <${rdf}rest> <${rdf}nil> .\n` +
        `<http://x.example/> <http://p.example/a> _:y .\n_:y <http://p.example/b> "found" .\n` +
        `_:i <http://www.w3.org/ns/shacl#inversePath> <http://p.example/a> .\n_:loop <${rdf}first> <http://p.example/a> .\n_:loop <${rdf}rest> _:loop .\n`,
    );
    const quadsOf = (node: string) => quads.filter(({ subject }) => nQuadTerm(subject) === node);
    const path = parsePath(DataFactory.blankNode('l') as never, quadsOf);
    assert.deepEqual(path, ['http://p.example/a', 'http://p.example/b']);
    assert.deepEqual(
      valuesAt('<http://x.example/>', path ?? [], quadsOf).map(({ value }) => value),
      ['found'],
    );
    for (const node of ['i', 'loop'])
      assert.equal(parsePath(DataFactory.blankNode(node) as never, quadsOf), undefined);
  });
});
