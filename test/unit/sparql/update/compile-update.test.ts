import assert from 'node:assert/strict';
import oxigraph from 'oxigraph';
import type { EditOperation } from '../../../../src/engine/engine-edit.ts';
import { Failure } from '../../../../src/model/failure.ts';
import {
  compileUpdate,
  type LoadOperation,
  type UsingGraphs,
  withinGraph,
} from '../../../../src/sparql/update/compile-update.ts';

const base = 'https://x.example/a/b/';
type Operation = EditOperation | LoadOperation;
type Modify = Extract<Operation, { type: 'modify' }>;

const compile = (text: string, using?: UsingGraphs) => compileUpdate(text, base, using);

function only(text: string, using?: UsingGraphs): Operation {
  const [operation, ...rest] = compile(text, using);
  assert.ok(operation);
  assert.equal(rest.length, 0);
  return operation;
}

function modify(text: string, using?: UsingGraphs): Modify {
  const operation = only(text, using);
  assert.ok(operation.type === 'modify');
  return operation;
}

/** Subject values of the quads of INSERT DATA or DELETE DATA. */
function subjects(operation: Operation | undefined): string[] {
  assert.ok(operation && 'quads' in operation);
  return operation.quads.map(({ subject }) => subject.value);
}

/** Solutions of a WHERE clause in a store, as sorted lines. */
function solutions({ select, base: of }: Modify, nquads: string): string[] {
  const store = new oxigraph.Store();
  store.load(nquads, { format: 'application/n-quads' });
  const found = store.query(select, { base_iri: of, use_default_graph_as_union: true });
  assert.ok(Array.isArray(found));
  return found
    .map((row) =>
      [...(row as Map<string, unknown>)]
        .map(([name, term]) => `${name}=${term}`)
        .sort()
        .join(' '),
    )
    .sort();
}

const malformed = (pattern: RegExp) => (error: unknown) =>
  error instanceof Failure && error.code === 'query-malformed' && pattern.test(error.message);

describe('compileUpdate', () => {
  it('gives nothing for an empty request, and for one of comments and declarations', () => {
    for (const text of ['', '  \n', '# nothing', 'PREFIX x: <http://x/>'])
      assert.deepEqual(compile(text), []);
  });

  it('takes operations one after the other, with a semicolon at the end or not', () => {
    assert.deepEqual(
      compile('CLEAR ALL ; # all\n DROP SILENT NAMED; CLEAR DEFAULT ; DROP GRAPH <g> ;').map((one) =>
        one.type === 'clear' ? one.target : one,
      ),
      ['all', 'named', { graph: null }, { graph: `${base}g` }],
    );
  });

  it('reads graph operations', () => {
    assert.deepEqual(
      compile(
        'CREATE GRAPH <g> ; CREATE SILENT GRAPH <g> ; COPY DEFAULT TO <g> ; MOVE SILENT GRAPH <g> TO DEFAULT ; ADD <g> TO GRAPH <h>',
      ),
      [
        { type: 'create', graph: `${base}g`, silent: false },
        { type: 'create', graph: `${base}g`, silent: true },
        { type: 'copy', from: null, to: `${base}g`, silent: false },
        { type: 'move', from: `${base}g`, to: null, silent: true },
        { type: 'add', from: `${base}g`, to: `${base}h`, silent: false },
      ],
    );
    assert.deepEqual(compile('LOAD <d> ; LOAD SILENT <http://d/> INTO GRAPH <g>'), [
      { type: 'load', source: `${base}d`, into: null, silent: false },
      { type: 'load', source: 'http://d/', into: `${base}g`, silent: true },
    ]);
  });

  it('reads data with all kinds of terms, lists and nested nodes', () => {
    const operation = only(
      'PREFIX : <#> INSERT DATA { :s :p 01, "x"@en-IN, \'y\'^^:t, true, -1.5e3, ( 1 "2" ), [ :q [] ] . GRAPH :g { <> a _:b } }',
    );
    assert.ok(operation.type === 'insert-data');
    const xsd = 'http://www.w3.org/2001/XMLSchema#';
    const objects = operation.quads.map(({ object }) => object);
    const literal = (value: string, datatype: string) => ({ type: 'literal', value, datatype });
    for (const expected of [
      literal('01', `${xsd}integer`),
      literal('y', `${base}#t`),
      literal('true', `${xsd}boolean`),
      literal('-1.5e3', `${xsd}double`),
      literal('2', `${xsd}string`),
    ])
      assert.ok(
        objects.some((object) => JSON.stringify(object) === JSON.stringify(expected)),
        JSON.stringify(expected),
      );
    assert.ok(
      objects.some((object) => object.type === 'literal' && object.language?.toLowerCase() === 'en-in'),
    );
    assert.equal(operation.quads.length, 7 + 4 + 1 + 1);
    const last = operation.quads.find(({ graph }) => graph);
    assert.deepEqual(last?.graph, { type: 'iri', value: `${base}#g` });
    assert.deepEqual(last?.subject, { type: 'iri', value: base });
  });

  it('lets a declaration hold for its own and later operations, and the last one of a name count', () => {
    const operations = compile(
      'PREFIX e: <http://one/> INSERT DATA { e:a e:p 1 } ; PREFIX f: <f#> INSERT DATA { e:a f:p 1 } ; BASE <http://two/x> PREFIX e: <e#> INSERT DATA { e:a f:p <rel> }',
    );
    assert.deepEqual(
      operations.map((operation) => subjects(operation)[0]),
      ['http://one/a', 'http://one/a', 'http://two/e#a'],
    );
    const last = operations[2];
    assert.ok(last?.type === 'insert-data');
    assert.equal(last.quads[0]?.predicate.value, `${base}f#p`);
    assert.equal(last.quads[0]?.object.value, 'http://two/rel');
  });

  it('resolves relative IRIs as RFC 3986 says, and leaves absolute ones as they are', () => {
    const data = [
      '<../c>',
      '</c>',
      '<//h/c>',
      '<#f>',
      '<?q>',
      '<./c>',
      '<http://e>',
      '<urn:A:b>',
      '<http://x/नगर>',
      '<नगर>',
    ];
    assert.deepEqual(subjects(only(`INSERT DATA { ${data.map((iri) => `${iri} a <c> .`).join(' ')} }`)), [
      'https://x.example/a/c',
      'https://x.example/c',
      'https://h/c',
      `${base}#f`,
      `${base}?q`,
      `${base}c`,
      'http://e',
      'urn:A:b',
      'http://x/नगर',
      `${base}नगर`,
    ]);
  });

  it('takes the graphs of WITH and USING, prefixed, relative, in any script', () => {
    const templates = 'DELETE { ?s ?p ?o } INSERT { ?s ?p 1 . GRAPH ?g { ?s ?p 2 } }';
    const used = modify(
      `PREFIX e: <http://e/हि#> WITH e:w ${templates} USING <http://h> USING <../u> USING NAMED e:n WHERE { ?s ?p ?o }`,
    );
    assert.deepEqual(used.dataset, {
      defaultGraphs: ['http://h', 'https://x.example/a/u'],
      namedGraphs: ['http://e/हि#n'],
    });
    assert.deepEqual(used.remove[0]?.graph, { type: 'iri', value: 'http://e/हि#w' });
    assert.deepEqual(
      used.insert.map(({ graph }) => graph),
      [
        { type: 'iri', value: 'http://e/हि#w' },
        { type: 'variable', value: 'g' },
      ],
    );
    assert.deepEqual(modify(`WITH <w> ${templates} WHERE { ?s ?p ?o }`).dataset, {
      defaultGraphs: [`${base}w`],
    });
    assert.equal(modify(`${templates} WHERE { ?s ?p ?o }`).dataset, undefined);
  });

  it("takes the protocol's dataset, and refuses it beside one of the request", () => {
    const using = { defaultGraphs: ['urn:d'], namedGraphs: ['urn:n'] };
    assert.deepEqual(modify('DELETE WHERE { ?s ?p ?o }', using).dataset, using);
    assert.deepEqual(modify('INSERT { <s> <p> 1 } WHERE {}', using).dataset, using);
    for (const text of [
      'WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }',
      'INSERT { <s> <p> 1 } USING <g> WHERE { }',
      'INSERT { <s> <p> 1 } USING NAMED <g> WHERE { ?s ?p ?o }',
    ])
      assert.throws(() => compile(text, using), malformed(/using-graph-uri/));
    assert.equal(only('INSERT DATA { <s> <p> 1 }', using).type, 'insert-data');
  });

  it('keeps both templates where the WHERE clause is empty', () => {
    const operation = modify('DELETE { <a> <p> 1 } INSERT { <a> <p> 2 } WHERE {}');
    assert.deepEqual([operation.remove.length, operation.insert.length], [1, 1]);
    assert.deepEqual(solutions(operation, ''), ['']);
  });

  const nquads = `<${base}s> <${base}p> "1" <${base}g> .\n<${base}t> <${base}p> "2" <${base}g> .\n<${base}s> <${base}q> <${base}t> <${base}h> .\n`;
  const clauses: readonly (readonly [string, number])[] = [
    ['{ ?s <p> ?o }', 2],
    ['{ GRAPH <g> { ?s <p> ?o } }', 2],
    ['{ GRAPH ?g { ?s <q> ?o } }', 1],
    ['{ ?s <q>/<p> ?o }', 1],
    ['{ ?s <p> ?o FILTER(?o > "1" && REGEX(?o, "^[0-9]$")) }', 1],
    ['{ ?s <p> ?o FILTER NOT EXISTS { ?s <q> ?x } }', 1],
    ['{ ?s <p> ?o OPTIONAL { ?s <q> ?x } MINUS { ?s <p> "2" } }', 1],
    ['{ { ?s <p> ?o } UNION { ?s <q> ?o } }', 3],
    ['{ VALUES (?s ?z) { (<s> UNDEF) (<none> 1) } ?s <p> ?o }', 1],
    ['{ { SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING (COUNT(*) > 1) } }', 1],
    ['{ ?s <p> ?o BIND(IRI(CONCAT("x", ?o)) AS ?i) FILTER(?i = <x1>) }', 1],
    ['{ ?s <p> ?o FILTER(?o IN ("1", "#")) # "comment\n }', 1],
  ];
  for (const [where, expected] of clauses) {
    it(`asks with a SELECT for what the clause says: ${where}`, () => {
      const operation = modify(`INSERT { ?s <x> ?o } WHERE ${where}`);
      assert.equal(solutions(operation, nquads).length, expected);
    });
  }

  it('asks with prefixes and bases of other operations too', () => {
    const [, operation] = compile(
      `PREFIX e: <> CLEAR SILENT GRAPH e:x ; BASE <http://other/> INSERT { ?s e:x ?o } WHERE { ?s e:p ?o FILTER(IRI("y") = <http://other/y>) }`,
    );
    assert.ok(operation?.type === 'modify');
    assert.equal(operation.base, 'http://other/');
    assert.equal(solutions(operation, nquads).length, 2);
  });

  it('makes the pattern of DELETE WHERE its template, graphs included', () => {
    const operation = modify(
      'PREFIX e: <> DELETE WHERE { ?s e:q ?t . GRAPH ?g { ?s e:p ?o ; e:p ?n } GRAPH <h> { ?s e:q ?t } }',
    );
    assert.deepEqual(
      operation.remove.map(({ graph }) => graph?.value),
      [undefined, 'g', 'g', `${base}h`],
    );
    assert.deepEqual(operation.insert, []);
    assert.equal(solutions(operation, nquads).length, 1);
  });

  const wrong: readonly (readonly [string, RegExp])[] = [
    ['INSERT DATA { <a> <b> }', /line 1, column 23/],
    ['INSERT DATA { <a> <b> 1 } ;\n  INSERT DATUM', /line 2, column 10/],
    ['INSERT DATA {\n <a <b> 1 }', /line 2, column 2/],
    ['INSERT DATA { <a> <b> 1', /at the end/],
    ['INSERT DATA { x:a <b> 1 }', /prefix.*x/i],
    ['WITH x:g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }', /prefix.*x/i],
    ['SELECT * { ?s ?p ?o }', /send it as query/],
    ['INSERT DATA { ?s <p> 1 }', /line 1, column 15/],
    ['DELETE DATA { _:b <p> 1 }', /blank node/i],
    ['DELETE WHERE { _:b <p> 1 }', /blank node/i],
    ['INSERT DATA { <<( <a> <b> <c> )>> <p> 1 }', /./],
    ['INSERT DATA { <a> <b> <<( <a> <b> <c> )>> }', /SPARQL 1.2/],
    ['INSERT DATA { <a> <b> "x"@ar--rtl }', /base direction/],
    ['INSERT DATA { <a> <b> 1 } INSERT DATA { <a> <b> 2 }', /line 1, column 27/],
  ];
  for (const [text, pattern] of wrong)
    it(`says what is wrong with ${JSON.stringify(text)}`, () =>
      assert.throws(() => compile(text), malformed(pattern)));
});

describe('withinGraph', () => {
  const within = (text: string, graph: string | null) => withinGraph(compile(text), graph);

  it('puts a graph in the place of the default graph', () => {
    const [data, change, clear] = within(
      'INSERT DATA { <s> <p> 1 . GRAPH <g> { <t> <p> 1 } } ; DELETE { ?s ?p ?o } WHERE { ?s ?p ?o } ; CLEAR DEFAULT',
      `${base}g`,
    );
    assert.ok(data?.type === 'insert-data' && change?.type === 'modify');
    for (const { graph } of [...data.quads, ...change.remove])
      assert.deepEqual(graph, { type: 'iri', value: `${base}g` });
    assert.deepEqual(change.dataset, { defaultGraphs: [`${base}g`] });
    assert.deepEqual(clear, { type: 'clear', target: { graph: `${base}g` } });
  });

  it('means the default graph itself by null', () => {
    const [change, data] = within('DELETE { ?s ?p ?o } WHERE { ?s ?p ?o } ; INSERT DATA { <s> <p> 1 }', null);
    assert.ok(change?.type === 'modify' && data?.type === 'insert-data');
    assert.deepEqual(change.dataset, { defaultGraphs: [null] });
    assert.equal(data.quads[0]?.graph, undefined);
  });

  it('refuses what is about another graph', () => {
    for (const text of [
      'INSERT DATA { GRAPH <h> { <s> <p> 1 } }',
      'DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }',
      'CLEAR ALL',
      'CLEAR GRAPH <h>',
      'COPY <h> TO <g>',
      'CREATE GRAPH <g>',
      'LOAD <h>',
    ])
      assert.throws(() => within(text, `${base}g`), malformed(/only the graph/), text);
  });
});
