import assert from 'node:assert/strict';
import { Failure } from '../../../../src/model/failure.ts';
import { findServices, isFederated } from '../../../../src/sparql/federation/find-services.ts';

const base = 'https://data.example.gov.in/';
const a = 'http://a.example/sparql';
const b = 'http://b.example/sparql';

const cases: readonly [what: string, query: string, endpoints: readonly string[], variable?: boolean][] = [
  ['one', `SELECT * { ?s ?p ?o SERVICE <${a}> { ?s ?q ?x } }`, [a]],
  ['lower case', `select * { service <${a}> { ?s ?q ?x } }`, [a]],
  ['silent', `ASK { SERVICE SILENT <${a}> { ?s ?q ?x } }`, [a]],
  ['two, one twice', `ASK { SERVICE <${b}> {} SERVICE <${a}> {} SERVICE <${b}> {} }`, [b, a]],
  ['nested', `ASK { SERVICE <${a}> { SERVICE <${b}> { ?s ?p ?o } } }`, [a, b]],
  [
    'in OPTIONAL, UNION, MINUS',
    `ASK { OPTIONAL { SERVICE <${a}> {} } { } UNION { SERVICE <${b}> {} } }`,
    [a, b],
  ],
  ['in EXISTS', `SELECT * { ?s ?p ?o FILTER NOT EXISTS { SERVICE <${a}> { ?s ?q ?x } } }`, [a]],
  ['in EXISTS in BIND', `SELECT * { BIND(EXISTS { SERVICE <${a}> { ?s ?q ?x } } AS ?e) }`, [a]],
  ['in a subquery', `SELECT * { { SELECT ?s { SERVICE <${a}> { ?s ?q ?x } } } }`, [a]],
  ['in the order', `SELECT * { ?s ?p ?o } ORDER BY EXISTS { SERVICE <${a}> { ?s ?q ?x } }`, [a]],
  ['in a CONSTRUCT', `CONSTRUCT { ?s a ?x } WHERE { SERVICE <${a}> { ?s ?q ?x } }`, [a]],
  ['in a DESCRIBE', `DESCRIBE ?s { SERVICE <${a}> { ?s ?q ?x } }`, [a]],
  ['prefixed', 'PREFIX x: <http://a.example/> ASK { SERVICE x:sparql {} }', [a]],
  ['prefixed without name', 'PREFIX : <http://a.example/sparql> ASK { SERVICE : {} }', [a]],
  ['relative', 'ASK { SERVICE <sparql> {} }', [`${base}sparql`]],
  ['relative to a BASE', 'BASE <http://a.example/x/y> ASK { SERVICE <../sparql> {} }', [a]],
  ['relative prefix', 'BASE <http://a.example/> PREFIX x: <spar> ASK { SERVICE x:ql {} }', [a]],
  ['another scheme', 'ASK { SERVICE <file:///etc/passwd> {} }', ['file:///etc/passwd']],
  ['a variable', 'SELECT * { VALUES ?e { <http://c.example/> } SERVICE ?e { ?s ?p ?o } }', [], true],
  ['a variable and an IRI', `SELECT * { SERVICE ?e { ?s ?p ?o } SERVICE <${a}> {} }`, [a], true],
  ['no mention', 'SELECT * { ?s ?p ?o }', []],
  ['a literal', `SELECT * { ?s ?p "SERVICE <${a}> {}" }`, []],
  ['a comment', `SELECT * { ?s ?p ?o } # SERVICE <${a}> {}`, []],
  ['an IRI', 'SELECT * { ?s <http://a.example/SERVICE> ?o }', []],
  [
    'a prefixed name and a variable',
    'PREFIX service: <http://x/> SELECT ?service { ?service service:service ?o }',
    [],
  ],
];

describe('findServices', () => {
  for (const [what, query, endpoints, variable = false] of cases) {
    it(`finds ${what}`, () => {
      assert.deepEqual(findServices(query, base), { endpoints, variable });
      assert.equal(isFederated(query), endpoints.length > 0 || variable);
    });
  }

  it('says what cannot be parsed', () => {
    assert.throws(
      () => findServices('SELECT * { SERVICE', base),
      (error: unknown) => error instanceof Failure && error.code === 'query-malformed',
    );
    assert.equal(isFederated('SELECT * { SERVICE'), false);
  });

  it('survives what is nested too deeply', () => {
    const deep = `SELECT * { SERVICE <${a}> {} ${'{'.repeat(20_000)}${'}'.repeat(20_000)} }`;
    assert.throws(
      () => findServices(deep, base),
      (error: unknown) => error instanceof Failure && /deep/.test(error.message),
    );
  });
});
