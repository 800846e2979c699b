import assert from 'node:assert/strict';
import { queryForm } from '../../../src/sparql/query-form.ts';

describe('queryForm', () => {
  const cases: [string, string | undefined][] = [
    ['SELECT * { ?s ?p ?o }', 'SELECT'],
    ['# SELECT in a comment\nASK {}', 'ASK'],
    ['PREFIX ask: <http://example.org/select#>\nPREFIX : <urn:x#y> construct { } WHERE { }', 'CONSTRUCT'],
    ['BASE <http://example.org/SELECT> prefix dct: <x#> # c\n DESCRIBE <a>', 'DESCRIBE'],
    ['PREFIX rdf:<http://x#>SELECT(1 AS ?x){}', 'SELECT'],
    ['VERSION "1.2" SELECT * {}', 'SELECT'],
    ['INSERT DATA { <a> <b> <c> }', undefined],
    ['SELECTED', undefined],
    ['', undefined],
    ['PREFIX x: <unclosed SELECT', undefined],
  ];
  for (const [query, form] of cases)
    it(`finds ${form} in ${JSON.stringify(query)}`, () => assert.equal(queryForm(query), form));

  it('takes linear time for long prologues', () => {
    assert.equal(queryForm(`${'# x\n'.repeat(50_000)}${' '.repeat(50_000)}nothing`), undefined);
  });
});
