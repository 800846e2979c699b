import assert from 'node:assert/strict';
import type { MappedRecord } from '../../../src/model/record.ts';
import { tableColumns } from '../../../src/rdf/table-columns.ts';
import { csvw, dct, rdf } from '../../../src/vocabulary/terms.ts';
import { base, codes, makeContext, map, only, values } from './mapping-support.ts';

const distribution = `${base}id/distribution/rain/1`;
const sheet = { Title: 'Rain', Category: 'Dataset', Identifier: 'rain', URL: 'https://x.example/rain.csv' };

function columnsOf(record: MappedRecord, of = distribution) {
  const valuesOf = (subject: string, property: string) =>
    record.quads
      .filter((quad) => quad.subject.value === subject && quad.predicate.value === property)
      .map(({ object }) => object);
  return tableColumns(of, valuesOf).columns;
}

function mapped(columns: unknown): MappedRecord {
  return only(map('ndsap', 'sheet-row', { ...sheet, Columns: columns }, makeContext()));
}

describe('columns of a table', () => {
  it('are the schema of the file, in their order', () => {
    const record = mapped(['z', 'राज्य', 'a b', '_col.4', 'z']);
    const schema = `${distribution}#schema`;
    assert.deepEqual(values(record, dct.conformsTo, distribution), [schema]);
    assert.deepEqual(values(record, rdf.type, schema), [csvw.Schema]);
    assert.deepEqual(
      columnsOf(record).map(({ name, titles }) => [name, ...titles.map((title) => title.value)]),
      [['z', 'z'], ['राज्य', 'राज्य'], ['a b', 'a b'], ['_col.4'], ['z_5', 'z']],
    );
    assert.deepEqual(values(record, csvw.name, `${schema}-column-3`), ['a%20b^^string'], 'RFC 6570 §2.3');
    assert.ok(record.parts.includes(`${schema}-column-1` as never));
    assert.deepEqual(values(record, csvw.title, `${schema}-column-2`), ['राज्य@hi']);
  });

  it('may stand in one cell of a sheet, under their Hindi name too', () => {
    const names = (record: MappedRecord) => columnsOf(record).map(({ name }) => name);
    assert.deepEqual(names(mapped('state; year; mm')), ['state', 'year', 'mm']);
    assert.deepEqual(names(mapped('state\nyear')), ['state', 'year']);
    const hindi = { ...sheet, स्तंभ: 'state, year' };
    assert.deepEqual(names(only(map('ndsap', 'sheet-row', hindi, makeContext()))), ['state', 'year']);
  });

  it('are what a field map says, of each file its own', () => {
    const files = ['a', 'b'].map((name) => ({
      name,
      statements: [
        { target: 'Download URL', field: 'u', value: `https://x.example/${name}.csv` },
        { target: 'Columns', field: 'c', value: [name, 'n'] },
      ],
    }));
    const data = {
      identity: 'rain',
      identifies: true,
      statements: [{ target: 'Title', field: 'Title', value: 'Rain' }],
      distributions: files,
      names: {},
      rest: [],
      problems: [],
    };
    const record = only(map('map', 'dataset', data, makeContext()));
    for (const name of ['a', 'b'])
      assert.deepEqual(
        columnsOf(record, `${base}id/distribution/rain/${name}`).map((column) => column.name),
        [name, 'n'],
      );
  });

  it('are not stated where there are none, or too many to be a header', () => {
    for (const nothing of ['', [], [''], ['', ' ']]) {
      const record = mapped(nothing);
      assert.deepEqual(values(record, dct.conformsTo, distribution), []);
      assert.ok(!codes(record).includes('too-many-columns'));
    }
    const wide = mapped(Array.from({ length: 501 }, (_, at) => `c${at}`));
    assert.deepEqual([columnsOf(wide), codes(wide).includes('too-many-columns')], [[], true]);
    assert.equal(columnsOf(mapped(Array.from({ length: 500 }, (_, at) => `c${at}`))).length, 500);
  });
});
