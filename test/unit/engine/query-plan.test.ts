import assert from 'node:assert/strict';
import { planQuery } from '../../../src/engine/query-plan.ts';

const plans: readonly (readonly [type: string, query: string])[] = [
  ['table', 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }'],
  ['table', 'SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY DESC(?n) LIMIT 3'],
  [
    'table',
    'PREFIX : <urn:> SELECT ?t (COUNT(DISTINCT ?d) AS ?n) { ?d a :C ; :p/:q ?t } GROUP BY ?t HAVING(COUNT(*) > 1)',
  ],
  ['table', 'SELECT DISTINCT ?p { ?s ?p ?o }'],
  ['table', 'SELECT DISTINCT ?p { ?s ?p ?o } LIMIT 1000001'],
  ['leading', 'SELECT ?s { ?s <urn:m> ?m ; a <urn:C> } ORDER BY DESC(?m) LIMIT 20'],
  ['matching', 'SELECT ?s { ?s <urn:k> ?k FILTER(STR(?k) = "x") }'],
  ['text', 'SELECT ?s { ?s <urn:k> ?k FILTER(?k = "x"@en) }'],
  ['text', 'SELECT ?s { ?s a ?k FILTER(?k IN (<urn:C>, <urn:D>)) }'],
  ['as-written', 'SELECT ?p ?o { <urn:a> ?p ?o }'],
  ['as-written', 'SELECT DISTINCT ?p { ?s ?p ?o } LIMIT 10'],
  ['as-written', 'SELECT DISTINCT ?s { ?s ?p ?o }'],
  ['as-written', 'SELECT (COUNT(*) AS ?n) FROM <urn:g> { ?s ?p ?o }'],
  ['as-written', 'SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }'],
  ['as-written', 'SELECT (COUNT(*) AS ?n) { SERVICE <urn:x> { ?s ?p ?o } }'],
  ['as-written', 'SELECT (COUNT(*) AS ?n) { <urn:a> <urn:p> ?o }'],
  ['as-written', 'SELECT (COUNT(?v) AS ?n) { ?s <urn:p> ?o OPTIONAL { ?s <urn:q> ?v } }'],
  ['as-written', 'SELECT (COUNT(*) AS ?n) { ?s <urn:p> ?o FILTER(RAND() < 0.5) }'],
  ['as-written', 'SELECT (SUM(?o) AS ?n) { ?s <urn:p> ?o }'],
  ['as-written', 'SELECT * { ?s <urn:m> ?m } ORDER BY ?m LIMIT 5'],
  ['as-written', 'SELECT ?s { ?s <urn:m> ?m } ORDER BY ?m LIMIT 5000'],
  ['as-written', 'SELECT ?s { ?s <urn:k> ?k FILTER(?k = 1 || RAND() < 1) }'],
  ['as-written', 'SELECT (COUNT(*) AS ?fivestar_n) { ?s ?p ?o }'],
  ['as-written', 'SELECT (COUNT(*) AS ?n) { ?s ?p }'],
];

describe('the plan of a query', () => {
  for (const [type, query] of plans)
    it(`is ${type}: ${query}`, () => assert.equal(planQuery(query).type, type));

  it('cannot be led astray by what looks like its own marks', () => {
    const plan = planQuery('SELECT ?s { ?s <urn:k> ?k FILTER(STR(?k) = "( \\"} VALUES (?x) { (1)") }');
    assert.ok(plan.type === 'matching');
    assert.equal(plan.pieces.length, 2);
    assert.match(plan.pieces[0] ?? '', /VALUES \(\?k ?\) \{\s*$/);
  });
});
