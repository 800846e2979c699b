import assert from 'node:assert/strict';
import fc from 'fast-check';
import oxigraph from 'oxigraph';
import { withRowLimit } from '../../../src/sparql/row-limit.ts';

const store = new oxigraph.Store();
store.load(Array.from({ length: 12 }, (_, n) => `<urn:s${n}> <urn:p> "${n % 5}" <urn:g> .\n`).join(''), {
  format: 'application/n-quads',
});

function rows(query: string): string[] {
  const found = store.query(query, { use_default_graph_as_union: true, base_iri: 'http://x/' });
  assert.ok(Array.isArray(found));
  return found.map((row) =>
    [...(row as Map<string, unknown>)]
      .map(([name, term]) => `${name}=${term}`)
      .sort()
      .join(' '),
  );
}

const bodies = [
  '{ ?s <urn:p> ?o }',
  '{ ?s <urn:p> ?o FILTER(?o != "limit") }',
  '{ { SELECT ?s ?o { ?s <urn:p> ?o } ORDER BY ?s LIMIT 7 } }',
  '{ { SELECT ?s ?o { ?s <urn:p> ?o } ORDER BY ?s OFFSET 2 LIMIT 9 } FILTER(?o > "1") }',
  '{ VALUES ?o { "1" "2" } ?s <urn:p> ?o }',
  '{ ?s <urn:p>/^<urn:p> ?o }',
  '{ ?s <urn:p> ?o OPTIONAL { ?s <urn:values> ?v } MINUS { ?s <urn:p> "4" } }',
  '{ ?s <limit> ?o }',
];
const modifiers = [
  '',
  ' LIMIT 3',
  ' LIMIT 50',
  ' OFFSET 2',
  ' LIMIT 4 OFFSET 1',
  ' OFFSET 1 LIMIT 40',
  ' LIMIT 0',
];
const endings = [
  '',
  ' VALUES ?o { "1" "3" }',
  ' VALUES (?s ?o) { (<urn:s1> UNDEF) (UNDEF "2") }',
  ' # LIMIT 1',
  '\n#end',
];

describe('withRowLimit', () => {
  it('asks for one row more than allowed, and else for the same rows', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...bodies),
        fc.constantFrom(...modifiers),
        fc.constantFrom(...endings),
        fc.constantFrom('', 'PREFIX x: <limit#> ', 'BASE <http://y/> '),
        fc.integer({ min: 1, max: 60 }),
        (body, modifier, ending, prologue, most) => {
          const query = `${prologue}SELECT ?s ?o ${body} ORDER BY ?s ?o${modifier}${ending}`;
          const limited = withRowLimit(query, most);
          assert.deepEqual(rows(limited), rows(query).slice(0, most + 1), limited);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('leaves a query alone that asks for less, and one that it cannot read', () => {
    const little = 'SELECT * { ?s ?p ?o } LIMIT 5';
    assert.equal(withRowLimit(little, 5), little);
    assert.equal(withRowLimit(little, 4), little);
    const broken = 'SELECT * { ?s ?p LIMIT';
    assert.equal(withRowLimit(broken, 5), broken);
  });

  it('does not move the place that an error message names', () => {
    const broken = 'SELECT * {\n ?s ?p }';
    assert.ok(withRowLimit(broken, 5).startsWith(broken));
  });
});
