import assert from 'node:assert/strict';
import { tableColumns } from '../../../src/rdf/table-columns.ts';
import { base, turtle } from '../mapping/mapping-support.ts';

function read(text: string) {
  const quads = turtle(text);
  return tableColumns(`${base}d`, (subject, property) =>
    quads
      .filter((quad) => quad.subject.value === subject && quad.predicate.value === property)
      .map(({ object }) => object),
  );
}

const names = (text: string) => read(text).columns.map(({ name }) => name);

describe('tableColumns', () => {
  it('reads the schema that a distribution, or the table that it conforms to, follows', () => {
    const columns = 'csvw:column ( [ csvw:name "b" ] [ csvw:name "a" ] )';
    for (const way of [
      `<d> dct:conformsTo [ a csvw:Schema ; ${columns} ] .`,
      `<d> dct:conformsTo [ a csvw:Table ; csvw:tableSchema [ ${columns} ] ] .`,
      `<d> csvw:tableSchema <s> . <s> ${columns} .`,
      `<d> dct:conformsTo <https://other.example/> , "CSV" , <s> . <s> ${columns} .`,
    ])
      assert.deepEqual(names(way), ['b', 'a'], way);
    assert.deepEqual(names('<d> csvw:tableSchema [ csvw:column [ csvw:name "only" ] ] .'), ['only']);
    assert.deepEqual(names(`<e> dct:conformsTo [ ${columns} ] .`), []);
  });

  it('takes the title for the name where there is none, and leaves out what stands in no file', () => {
    const { columns } = read(`<d> csvw:tableSchema [ csvw:column (
      [ csvw:title "राज्य"@hi ; dct:description "States"@en ]
      [ csvw:name "virtual" ; csvw:virtual true ] [ csvw:name "virtual too" ; csvw:virtual "1"^^xsd:boolean ]
      [ csvw:name "n" ; csvw:virtual false ; csvw:title "N" ] [ a csvw:Column ] [ csvw:name "" ] ) ] .`);
    assert.deepEqual(
      columns.map(({ name, titles, descriptions }) => [name, titles.length, descriptions[0]?.value]),
      [
        ['राज्य', 1, 'States'],
        ['n', 1, undefined],
      ],
    );
  });

  it('knows datatypes by IRI, by name and by their base', () => {
    const typeOf = (datatype: string) =>
      read(`<d> csvw:tableSchema [ csvw:column [ csvw:name "x" ; csvw:datatype ${datatype} ] ] .`).columns[0]
        ?.type;
    for (const [datatype, type] of [
      ['xsd:decimal', 'number'],
      ['"number"', 'number'],
      ['xsd:unsignedByte', 'integer'],
      ['"datetime"', 'date-time'],
      ['xsd:dateTime', 'date-time'],
      ['"boolean"', 'truth'],
      ['[ csvw:base "date" ; csvw:format "dd/MM/yyyy" ]', 'date'],
      ['xsd:anyURI', 'address'],
      ['xsd:gYear', 'text'],
      ['<https://own.example/types#money>', undefined],
      ['"constructor"', undefined],
    ] as const)
      assert.equal(typeOf(datatype), type, datatype);
  });

  it('ends with a list that leads back into itself, and one that leads nowhere', () => {
    const circle = `<d> csvw:tableSchema [ csvw:column <1> ] . <1> rdf:first <a> ; rdf:rest <2> .
      <2> rdf:first <b> ; rdf:rest <1> . <a> csvw:name "a" . <b> csvw:name "b" .`;
    assert.deepEqual(names(circle), ['a', 'b']);
    assert.deepEqual(names('<d> csvw:tableSchema [ csvw:column <1> ] . <1> rdf:first [ csvw:name "a" ] .'), [
      'a',
    ]);
    assert.deepEqual(names('<d> csvw:tableSchema <d> . <d> csvw:column rdf:nil , <d> ; csvw:name "d" .'), []);
    assert.deepEqual(names('<d> csvw:tableSchema [ csvw:column () ] .'), []);
  });
});
