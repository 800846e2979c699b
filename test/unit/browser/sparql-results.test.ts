import assert from 'node:assert/strict';
import { compareCells, numberOf, timeOf } from '../../../src/browser/cell-values.ts';
import { readProblem } from '../../../src/browser/sparql-client.ts';
import { parseResults } from '../../../src/browser/sparql-results.ts';
import { prefixes } from '../../../src/vocabulary/prefixes.ts';

describe('SPARQL results in the browser', () => {
  it('reads terms of every kind, and what is unbound', () => {
    const results = parseResults(
      JSON.stringify({
        head: { vars: ['a', 'b', 'c', 'd'] },
        results: {
          bindings: [
            {
              a: { type: 'uri', value: 'http://example.org/' },
              b: { type: 'literal', value: 'मूल्य', 'xml:lang': 'hi' },
              c: { type: 'typed-literal', value: '5', datatype: `${prefixes.xsd}integer` },
            },
            { d: { type: 'bnode', value: 'b0' } },
          ],
        },
      }),
    );
    assert.deepEqual(results, {
      variables: ['a', 'b', 'c', 'd'],
      rows: [
        [
          { type: 'uri', value: 'http://example.org/' },
          { type: 'literal', value: 'मूल्य', language: 'hi' },
          { type: 'literal', value: '5', datatype: `${prefixes.xsd}integer` },
          undefined,
        ],
        [undefined, undefined, undefined, { type: 'bnode', value: 'b0' }],
      ],
    });
  });

  it('reads the answer to ASK', () => {
    assert.equal(parseResults('{"head":{},"boolean":false}'), false);
  });

  it('knows what is no result', () => {
    for (const text of ['', '<html>', 'null', '[]', '{"head":{}}', '{"results":{"bindings":[]}}']) {
      assert.equal(parseResults(text), undefined, text);
    }
  });

  it('writes a triple term as one text', () => {
    const part = (value: string) => ({ type: 'uri', value });
    const triple = { subject: part('s'), predicate: part('p'), object: part('o') };
    const results = parseResults(
      JSON.stringify({
        head: { vars: ['t'] },
        results: { bindings: [{ t: { type: 'triple', value: triple } }] },
      }),
    );
    assert.deepEqual(results, { variables: ['t'], rows: [[{ type: 'triple', value: '<<( s p o )>>' }]] });
  });

  it('takes numbers and dates by datatype', () => {
    const cell = (value: string, type: string) => ({
      type: 'literal' as const,
      value,
      datatype: prefixes.xsd + type,
    });
    assert.equal(numberOf(cell('1.5E3', 'double')), 1500);
    assert.equal(numberOf(cell('INF', 'double')), undefined);
    assert.equal(numberOf({ type: 'literal', value: '5' }), undefined);
    assert.equal(timeOf(cell('2016-04-12', 'date')), Date.UTC(2016, 3, 12));
    assert.equal(timeOf(cell('2016-04-12T10:00:00Z', 'dateTime')), Date.UTC(2016, 3, 12));
    assert.equal(timeOf(cell('5', 'integer')), undefined);
    assert.equal(timeOf({ type: 'literal', value: '2016', language: 'en' }), undefined);
  });

  it('orders numbers by value and leaves what is unbound to the end', () => {
    const cells = ['10', '9', '100'].map((value) => ({
      type: 'literal' as const,
      value,
      datatype: `${prefixes.xsd}integer`,
    }));
    const sorted = [undefined, ...cells].toSorted(compareCells).map((cell) => cell?.value);
    assert.deepEqual(sorted, ['9', '10', '100', undefined]);
  });

  it('reads problem documents, and nothing else', () => {
    const problem = {
      type: 'about:blank',
      title: 'Malformed',
      status: 400,
      detail: 'At 1:5',
      remedy: 'Mend it.',
    };
    assert.deepEqual(readProblem(JSON.stringify(problem)), {
      type: 'refused',
      title: 'Malformed',
      detail: 'At 1:5',
      remedy: 'Mend it.',
    });
    assert.equal(readProblem('{"error":1}'), undefined);
    assert.equal(readProblem('<html>'), undefined);
  });
});
