import assert from 'node:assert/strict';
import { chartOf, gapsIn } from '../../../src/browser/chart-data.ts';
import type { Bindings, Cell } from '../../../src/browser/sparql-results.ts';
import { prefixes } from '../../../src/vocabulary/prefixes.ts';

const text = (value: string): Cell => ({ type: 'literal', value });
const number = (value: number, type = 'integer'): Cell => ({
  type: 'literal',
  value: String(value),
  datatype: `${prefixes.xsd}${type}`,
});
const iri = (value: string): Cell => ({ type: 'uri', value });
const shorten = (value: string) => value.replace('http://example.org/', 'ex:');

function bindings(variables: string[], ...rows: Cell[][]): Bindings {
  return { variables, rows };
}

describe('the chart that suits an answer', () => {
  it('is bars for names beside numbers, texts before IRIs', () => {
    const answer = bindings(
      ['sector', 'name', 'datasets', 'files'],
      [iri('http://example.org/a'), text('Finance'), number(12), number(2.5, 'decimal')],
      [iri('http://example.org/b'), text('Health'), number(7), undefined],
    );
    assert.deepEqual(chartOf(answer, shorten), {
      type: 'bars',
      label: 'name',
      labels: ['Finance', 'Health'],
      series: [
        { name: 'datasets', values: [12, 7] },
        { name: 'files', values: [2.5, null] },
      ],
      rows: 2,
    });
  });

  it('names bars by short IRIs where there is nothing else', () => {
    const answer = bindings(
      ['class', 'n'],
      [iri('http://example.org/A'), number(2)],
      [iri('http://example.org/B'), number(1)],
    );
    const chart = chartOf(answer, shorten);
    assert.deepEqual(chart?.type === 'bars' && chart.labels, ['ex:A', 'ex:B']);
  });

  it('is a line for dates, in the order of time', () => {
    const answer = bindings(
      ['month', 'n'],
      [text('2019-02'), number(3)],
      [text('2018-11'), number(5)],
      [text('2019-01'), number(4)],
    );
    assert.deepEqual(chartOf(answer, shorten), {
      type: 'line',
      label: 'month',
      times: [Date.UTC(2018, 10, 1), Date.UTC(2019, 0, 1), Date.UTC(2019, 1, 1)],
      series: [{ name: 'n', values: [5, 4, 3] }],
      rows: 3,
    });
  });

  it('takes whole numbers for years where they stand before other numbers', () => {
    const answer = bindings(['year', 'n'], [number(2016), number(40)], [number(2017), number(51)]);
    const chart = chartOf(answer, shorten);
    assert.equal(chart?.type, 'line');
    assert.equal(chart?.label, 'year');
  });

  it('is none without numbers, without names, or for one row', () => {
    assert.equal(chartOf(bindings(['a'], [text('x')], [text('y')]), shorten), undefined);
    assert.equal(chartOf(bindings(['n'], [number(1)], [number(2)]), shorten), undefined);
    assert.equal(chartOf(bindings(['a', 'n'], [text('x'), number(1)]), shorten), undefined);
    assert.equal(chartOf(bindings(['a', 'n']), shorten), undefined);
  });

  it('says how many rows there were where it shows fewer', () => {
    const rows = Array.from({ length: 500 }, (_, index) => [text(`name ${index}`), number(index)]);
    const chart = chartOf(bindings(['name', 'n'], ...rows), shorten);
    assert.equal(chart?.rows, 500);
    assert.ok(chart?.type === 'bars' && chart.labels.length < 100);
    assert.equal(chart.series[0]?.values.length, chart.labels.length);
  });

  it('breaks a line where values are missing', () => {
    assert.deepEqual([...gapsIn([0, 1, 2, 3, 20, 21])], [4]);
    assert.deepEqual([...gapsIn([0, 1, 2, 4, 5])], []);
    assert.deepEqual([...gapsIn([7])], []);
  });
});
