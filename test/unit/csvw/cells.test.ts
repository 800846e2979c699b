import assert from 'node:assert/strict';
import { csvw, folder, liftDocuments } from './support/lift-documents.ts';

async function lift(column: object, cell: string, table: object = {}) {
  const columns = [{ name: 'a', aboutUrl: '#s', propertyUrl: 'rdf:value', ...column }];
  const metadata = { '@context': csvw, url: 't.csv', tableSchema: { columns }, ...table };
  const quoted = `"${cell.replaceAll('"', '""')}"`;
  const { lines, warnings } = await liftDocuments('m.json', {
    'm.json': metadata,
    't.csv': `a\n${quoted}\n`,
  });
  return { objects: lines.map((line) => line.replace(/^\S+ \S+ (.*) \.$/, '$1')), lines, warnings };
}

const xsd = (name: string) => `^^<http://www.w3.org/2001/XMLSchema#${name}>`;

describe('cells', () => {
  it('nulls, defaults and required values', async () => {
    assert.deepEqual((await lift({ null: ['NA', '-'] }, 'NA')).objects, []);
    assert.deepEqual((await lift({ default: '5', datatype: 'integer' }, '  ')).objects, [
      `"5"${xsd('integer')}`,
    ]);
    const { objects, warnings } = await lift({ required: true }, '');
    assert.deepEqual(objects, []);
    assert.match(warnings[0] ?? '', /t\.csv, row 2, column "a": is required/);
  });

  it('lists, ordered and not', async () => {
    const column = { separator: ';', datatype: 'integer' };
    assert.deepEqual(
      (await lift(column, '1; 2 ;2')).objects,
      ['1', '2', '2'].map((one) => `"${one}"${xsd('integer')}`),
    );
    assert.deepEqual((await lift(column, '')).objects, []);
    const { lines } = await lift({ ...column, ordered: true }, '1;2');
    assert.equal(lines.filter((line) => line.includes('#first>')).length, 2);
    assert.ok(lines.some((line) => line.includes('#rest> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>')));
  });

  it('datatypes', async () => {
    for (const [datatype, cell, object] of [
      ['boolean', '1', `"true"${xsd('boolean')}`],
      [{ base: 'boolean', format: 'हाँ|नहीं' }, 'नहीं', `"false"${xsd('boolean')}`],
      ['number', '1E6', `"1e6"${xsd('double')}`],
      ['datetime', '2020-01-01T00:00:00', `"2020-01-01T00:00:00"${xsd('dateTime')}`],
      ['json', ' {} ', '" {} "^^<http://www.w3.org/ns/csvw#JSON>'],
      ['token', ' a   b ', `"a b"${xsd('token')}`],
      ['hexBinary', '0aFF', `"0aFF"${xsd('hexBinary')}`],
      ['any', 'x', `"x"${xsd('anyAtomicType')}`],
      [
        { '@id': 'http://example.org/pin', base: 'string', format: '^\\d{6}$' },
        '110001',
        '"110001"^^<http://example.org/pin>',
      ],
      [
        { base: 'decimal', format: { pattern: '#,##,##0.00' } },
        '12,34,567.50',
        `"1234567.50"${xsd('decimal')}`,
      ],
      [{ base: 'date', format: 'dd/MM/yyyy' }, '05/11/2026', `"2026-11-05"${xsd('date')}`],
    ] as const) {
      const { objects, warnings } = await lift({ datatype }, cell, { dialect: { trim: false } });
      assert.deepEqual(objects, [object]);
      assert.deepEqual(warnings, []);
    }
  });

  it('stay texts where they are no values of their datatype', async () => {
    for (const [datatype, cell] of [
      ['byte', '128'],
      ['unsignedLong', '-1'],
      ['integer', '1.0'],
      ['decimal', '1e3'],
      ['date', '2023-02-30'],
      ['hexBinary', 'abc'],
      ['dayTimeDuration', 'P1Y'],
      ['duration', 'PT'],
      ['language', 'x_y'],
      [{ base: 'string', maxLength: 2 }, 'राज्य'],
      [{ base: 'hexBinary', length: 1 }, '0102'],
      [{ base: 'integer', minimum: 10 }, '9'],
      [{ base: 'decimal', maxExclusive: '0.3' }, '0.3'],
      [{ base: 'date', minInclusive: '2020-01-01' }, '2019-12-31'],
      [{ base: 'duration', maximum: 'P1M' }, 'P40D'],
    ] as const) {
      const { objects, warnings } = await lift({ datatype }, cell);
      assert.deepEqual(objects, [`"${cell}"`]);
      assert.equal(warnings.length, 1, cell);
    }
  });

  it('compares long numbers exactly', async () => {
    const datatype = { base: 'integer', maximum: '12345678901234567890' };
    assert.equal((await lift({ datatype }, '12345678901234567890')).warnings.length, 0);
    assert.equal((await lift({ datatype }, '12345678901234567891')).warnings.length, 1);
  });
});

describe('URI templates', () => {
  it('expand values, lists and the variables of the row', async () => {
    for (const [template, iri] of [
      ['http://example.org/{a}', 'http://example.org/x%20y%2Fz'],
      ['http://example.org/{+a}', 'http://example.org/x%20y/z'],
      ['{?a}', `${folder}t.csv?a=x%20y%2Fz`],
      ['#{_row},{_column},{_name}', `${folder}t.csv#1,1,a`],
      ['schema:{a:1}', 'http://schema.org/x'],
      ['http://example.org/{unknown}', 'http://example.org/'],
      ['http://example.org/{constructor}', 'http://example.org/'],
      ['urn:x:{a}', 'urn:x:x%20y%2Fz'],
    ] as const)
      assert.deepEqual((await lift({ valueUrl: template }, 'x y/z')).objects, [`<${iri}>`], template);
    assert.deepEqual((await lift({ separator: ' ', valueUrl: '{#a}' }, 'x y')).objects, [
      `<${folder}t.csv#x,y>`,
    ]);
  });

  it('give nothing for a cell without value, except in virtual columns', async () => {
    assert.deepEqual((await lift({ valueUrl: '#{a}' }, '')).objects, []);
    assert.deepEqual(
      (await lift({ virtual: true, valueUrl: 'schema:Place' }, 'x')).objects.at(-1),
      '<http://schema.org/Place>',
    );
  });
});
