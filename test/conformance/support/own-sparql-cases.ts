import type { Expectation, ProtocolCase, ProtocolRequest } from './protocol-case.ts';

const ex = 'http://example.org/protocol/';
const graphs = ['a', 'b', 'c'].map((name) => `${ex}${name}`);
const [a = '', b = '', c = ''] = graphs;
/** Each graph says of itself what it is. */
const graphData = graphs.map((graph) => ({ graph, ntriples: `<${graph}> <${ex}is> "here" .\n` }));

const form = 'application/x-www-form-urlencoded';
const queryType = 'application/sparql-query';
const updateType = 'application/sparql-update';
const fine = ['StatusCode2xx'];
const refused = ['StatusCode4xx'];
const yes: Expectation = { status: fine, format: 'boolean', boolean: 'true' };
const no: Expectation = { status: fine, format: 'boolean', boolean: 'false' };

type Parameters = readonly (readonly [string, string])[];

function encoded(parameters: Parameters): string {
  return parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
}

function get(query: string, expect: Expectation, more: Parameters = []): ProtocolRequest {
  return { method: 'GET', path: `/sparql/?${encoded([['query', query], ...more])}`, headers: {}, expect };
}

function post(
  type: string | undefined,
  chars: string,
  expect: Expectation,
  options: { more?: Parameters; encoding?: string; accept?: string } = {},
): ProtocolRequest {
  const { more = [], encoding = 'UTF-8', accept } = options;
  return {
    method: 'POST',
    path: `/sparql/${more.length > 0 ? `?${encoded(more)}` : ''}`,
    headers: { ...(type && { 'content-type': type }), ...(accept && { accept }) },
    body: { chars, encoding },
    expect,
  };
}

/** All three ways to send the same query. */
function threeWays(query: string, expect: Expectation, more: Parameters = []): ProtocolRequest[] {
  return [
    get(query, expect, more),
    post(form, encoded([['query', query], ...more]), expect),
    post(queryType, query, expect, { more }),
  ];
}

const here = (graph: string) => `<${graph}> <${ex}is> "here"`;
const defaults = (...names: string[]): Parameters => names.map((name) => ['default-graph-uri', name]);
const nameds = (...names: string[]): Parameters => names.map((name) => ['named-graph-uri', name]);
const using = (...names: string[]): Parameters => names.map((name) => ['using-graph-uri', name]);
const usingNamed = (...names: string[]): Parameters => names.map((name) => ['using-named-graph-uri', name]);

const fill = `DROP ALL ; INSERT DATA { ${graphs.map((graph) => `GRAPH <${graph}> { ${here(graph)} }`).join(' ')} }`;
const target = `${ex}target`;
/** What the WHERE clause sees is written down. */
const note = (where: string) =>
  `${fill} ; INSERT { GRAPH <${target}> { ?s <${ex}seen> ?o } } WHERE { ${where} }`;
const seen = (graph: string, object = '?any') => `GRAPH <${target}> { <${graph}> <${ex}seen> ${object} }`;
const unseen = (graph: string) => `FILTER NOT EXISTS { ${seen(graph)} }`;
const askSeen = (pattern: string) => post(queryType, `ASK { ${pattern} }`, yes);

function one(id: string, name: string, ...requests: ProtocolRequest[]): ProtocolCase {
  return { id, name, graphData, requests };
}

function updates(id: string, name: string, more: Parameters, where: string, pattern: string): ProtocolCase {
  const text = note(where);
  return one(
    id,
    name,
    post(updateType, text, { status: fine }, { more }),
    askSeen(pattern),
    post(form, encoded([['update', text], ...more]), { status: fine }),
    askSeen(pattern),
  );
}

/** The cases of the SPARQL 1.1 Protocol (§2 to §4) by which any endpoint is judged, and some beyond. */
export const ownSparqlCases: readonly ProtocolCase[] = [
  one(
    'query by each way',
    'GET, form and direct (§2.1.1 to §2.1.3)',
    ...threeWays(`ASK { GRAPH <${a}> { ${here(a)} } }`, yes),
  ),
  one(
    'query default union',
    'with no dataset named, the default graph is everything',
    ...threeWays(`ASK { ${here(a)} . ${here(b)} }`, yes),
  ),
  one(
    'query default-graph-uri',
    'several default graphs are merged, and nothing else is seen (§2.1.4)',
    ...threeWays(`ASK { ${here(a)} . ${here(b)} }`, yes, defaults(a, b)),
    ...threeWays(`ASK { ${here(c)} }`, no, defaults(a, b)),
    ...threeWays(`ASK { GRAPH ?g { ${here(a)} } }`, no, defaults(a)),
  ),
  one(
    'query named-graph-uri',
    'named graphs without a default graph: that is empty',
    ...threeWays(`ASK { GRAPH ?g { ${here(a)} } GRAPH ?h { ${here(b)} } }`, yes, nameds(a, b)),
    ...threeWays(`ASK { ${here(a)} }`, no, nameds(a, b)),
    ...threeWays(`ASK { GRAPH <${c}> { ${here(c)} } }`, no, nameds(a, b)),
  ),
  one(
    'query full dataset',
    'default and named graphs together',
    ...threeWays(`ASK { ${here(c)} GRAPH ?g { ${here(a)} } GRAPH ?h { ${here(b)} } }`, yes, [
      ...defaults(c),
      ...nameds(a, b),
    ]),
    ...threeWays(`ASK { GRAPH ?g { ${here(c)} } }`, no, [...defaults(c), ...nameds(a, b)]),
  ),
  one(
    'query dataset twice',
    "the protocol's dataset goes before FROM and FROM NAMED",
    ...threeWays(`ASK FROM <${a}> { ${here(b)} }`, yes, defaults(b)),
    ...threeWays(`ASK FROM <${a}> { ${here(a)} }`, no, defaults(b)),
    ...threeWays(`ASK FROM NAMED <${c}> { GRAPH ?g { ${here(c)} } }`, no, nameds(a, b)),
  ),
  one(
    'query absent graphs',
    'a graph that is not there is empty',
    ...threeWays('ASK { ?s ?p ?o }', no, defaults(`${ex}nowhere`)),
    ...threeWays('ASK { GRAPH ?g { ?s ?p ?o } }', no, nameds(`${ex}nowhere`)),
  ),
  one(
    'query dataset in the address of a form',
    'parameters of the address hold for a form too',
    post(form, encoded([['query', `ASK { ${here(a)} }`]]), no, { more: defaults(b) }),
  ),
  one(
    'query content types',
    'each form of query in formats of its own',
    ...threeWays('SELECT (1 AS ?one) {}', { status: fine, format: 'tabular' }),
    ...threeWays('ASK {}', yes),
    ...threeWays(`DESCRIBE <${a}>`, { status: fine, format: 'RDF' }),
    ...threeWays('CONSTRUCT { <http://example.org/s> <http://example.org/p> 1 } {}', {
      status: fine,
      format: 'RDF',
      body: { chars: '<http://example.org/s> <http://example.org/p> 1 .' },
    }),
    ...[
      'application/sparql-results+json',
      'application/sparql-results+xml',
      'text/csv; charset=utf-8',
      'text/tab-separated-values; charset=utf-8',
    ].map((type) =>
      post(
        queryType,
        'SELECT (1 AS ?one) {}',
        { status: fine, headers: { 'content-type': type } },
        { accept: type },
      ),
    ),
    ...[
      'text/turtle; charset=utf-8',
      'application/n-triples',
      'application/rdf+xml; charset=utf-8',
      'application/ld+json',
      'application/trig',
      'application/n-quads',
    ].map((type) =>
      post(
        queryType,
        'CONSTRUCT { <http://example.org/s> <http://example.org/p> 1 } {}',
        { status: fine, format: 'RDF', headers: { 'content-type': type } },
        { accept: type },
      ),
    ),
  ),
  one(
    'query parameters of media types',
    'charset, upper case and spaces change nothing',
    post('application/sparql-query;charset=UTF-8', 'ASK {}', yes),
    post('Application/SPARQL-Query ; charset="utf-8"', 'ASK {}', yes),
    post('application/x-www-form-urlencoded; charset=UTF-8', 'query=ASK+%7B%7D', yes),
  ),
  updates(
    'update using-graph-uri',
    'one default graph (§2.2.3)',
    using(a),
    `?s <${ex}is> ?o`,
    `${seen(a)} ${unseen(b)}`,
  ),
  updates(
    'update several using-graph-uri',
    'the default graph is their merge',
    using(a, b),
    `?s <${ex}is> ?o`,
    `${seen(a)} ${seen(b)} ${unseen(c)}`,
  ),
  updates(
    'update using-named-graph-uri',
    'named graphs',
    usingNamed(a, b),
    `GRAPH ?g { ?s <${ex}is> ?o }`,
    `${seen(a)} ${seen(b)} ${unseen(c)}`,
  ),
  updates(
    'update full dataset',
    'both',
    [...using(a), ...usingNamed(b)],
    `{ ?s <${ex}is> "here" BIND("default" AS ?o) } UNION { GRAPH ?o { ?s <${ex}is> "here" } }`,
    `${seen(a, '"default"')} ${seen(b, `<${b}>`)} ${unseen(c)} FILTER NOT EXISTS { ${seen(b, '"default"')} }`,
  ),
  updates(
    'update without a dataset',
    'default is everything, as for queries',
    [],
    `?s <${ex}is> ?o`,
    `${seen(a)} ${seen(b)} ${seen(c)}`,
  ),
  one(
    'update dataset conflict',
    'using-… beside USING, USING NAMED or WITH is an error (§2.2.3)',
    ...[using(a), usingNamed(a), [...using(a), ...usingNamed(b)]].flatMap((more) =>
      [
        `INSERT { GRAPH <${target}> { ?s <${ex}bad> ?o } } USING <${b}> WHERE { ?s ?p ?o }`,
        `INSERT { GRAPH <${target}> { ?s <${ex}bad> ?o } } USING NAMED <${b}> WHERE { GRAPH ?g { ?s ?p ?o } }`,
        `WITH <${target}> INSERT { ?s <${ex}bad> ?o } WHERE { ?s ?p ?o }`,
        `INSERT DATA { GRAPH <${target}> { <${a}> <${ex}bad> 1 } } ; WITH <${b}> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }`,
      ].flatMap((text) => [
        post(updateType, text, { status: ['BadRequest'] }, { more }),
        post(form, encoded([['update', text], ...more]), { status: ['BadRequest'] }),
      ]),
    ),
    post(queryType, `ASK { ?s <${ex}bad> ?o }`, no),
  ),
  one(
    'update by each way',
    'form and direct',
    post(updateType, 'CLEAR ALL', { status: fine }),
    post(form, 'update=CLEAR%20ALL', { status: fine }),
    post(queryType, `ASK { GRAPH <${a}> { ?s ?p ?o } }`, no),
  ),
  one(
    'update nothing',
    'an empty update is sound (§19.8, rule 29)',
    post(updateType, '', { status: fine }),
    post(updateType, 'PREFIX ex: <http://example.org/>', { status: fine }),
    post(form, 'update=', { status: fine }),
  ),
  one(
    'update relative IRIs',
    'the service has a base',
    post(updateType, `INSERT DATA { GRAPH <${target}> { <${a}> <${ex}name> <relative> } }`, { status: fine }),
    post(
      queryType,
      `ASK { GRAPH <${target}> { <${a}> <${ex}name> ?o FILTER (isIRI(?o) && STR(?o) != "relative") } }`,
      yes,
    ),
    post(queryType, `ASK { GRAPH <${target}> { <${a}> <${ex}name> <relative> } }`, yes),
  ),
  one(
    'bad methods',
    'only GET, HEAD and POST',
    ...['PUT', 'DELETE', 'PATCH', 'PROPFIND'].map((method) => ({
      ...get('ASK {}', { status: ['MethodNotAllowed'] }),
      method,
    })),
  ),
  one(
    'bad numbers of operations',
    'exactly one',
    { ...get('ASK {}', { status: refused }, [['query', 'SELECT * {}']]) },
    post(form, 'query=ASK%7B%7D&query=SELECT%20*%20%7B%7D', { status: refused }),
    post(form, 'update=CLEAR%20DEFAULT&update=CLEAR%20NAMED', { status: refused }),
    post(form, 'query=ASK%7B%7D&update=CLEAR%20NAMED', { status: refused }),
    post(form, '', { status: refused }),
    post(form, 'other=1', { status: refused }),
    post(queryType, '', { status: refused }),
  ),
  one(
    'bad media types',
    'POST is a form, a query or an update',
    ...[
      'text/plain',
      'application/json',
      'text/turtle',
      'application/sparql-results+json',
      'sparql-query',
      undefined,
    ].flatMap((type) => [
      post(type, 'ASK {}', { status: ['UnsupportedMediaType'] }),
      post(type, 'CLEAR NAMED', { status: ['UnsupportedMediaType'] }),
      post(type, 'query=ASK%20%7B%7D', { status: ['UnsupportedMediaType'] }),
      post(type, 'update=CLEAR%20NAMED', { status: ['UnsupportedMediaType'] }),
    ]),
    post(queryType, 'CLEAR NAMED', { status: refused }),
    post(updateType, 'ASK {}', { status: refused }),
    post(form, 'query=CLEAR+NAMED', { status: refused }),
    post(form, 'update=ASK+%7B%7D', { status: refused }),
  ),
  one(
    'bad charsets',
    'UTF-8 only (§2.1.3)',
    ...[queryType, `${queryType}; charset=UTF-16`].map((type) =>
      post(type, 'ASK {}', { status: refused }, { encoding: 'UTF-16' }),
    ),
    ...[updateType, `${updateType}; charset=UTF-16`].map((type) =>
      post(
        type,
        `INSERT DATA { GRAPH <${target}> { <${a}> <${ex}bad> 16 } }`,
        { status: refused },
        { encoding: 'UTF-16' },
      ),
    ),
    post(`${form}; charset=iso-8859-1`, 'query=ASK%7B%7D', { status: refused }),
    post(form, 'query=ASK%20%7B%20%3Chttp%3A%2F%2Fexample.org%2F%E9%3E%20%3Fp%20%3Fo%20%7D', {
      status: refused,
    }),
    post(queryType, `ASK { ?s <${ex}bad> 16 }`, no),
  ),
  one(
    'bad syntax',
    'is said to be so',
    ...[
      'ASK {',
      'SELECT ?x',
      'SELEKT * {}',
      'ASK { ?s ?p }',
      'SELECT (?x AS ?x) { ?x ?p ?o }',
      'ASK { undeclared:x ?p ?o }',
      '%%%',
      '{}',
    ].flatMap((query) => threeWays(query, { status: ['BadRequest'] })),
    ...[
      'CLEAR',
      'CLEAR NAMEDX',
      'CLEAR XYZ',
      'INSERT DATA { ?s ?p ?o }',
      'DELETE DATA { _:a ?p 1 }',
      'DELETE { _:b ?p ?o } WHERE { ?s ?p ?o }',
      'INSERT DATA { <a> <b> <c> } INSERT DATA { <a> <b> <c> }',
      '%%%',
    ].flatMap((update) => [
      post(updateType, update, { status: ['BadRequest'] }),
      post(form, encoded([['update', update]]), { status: ['BadRequest'] }),
    ]),
  ),
  one(
    'bad update by GET',
    'a GET changes nothing (§2.2)',
    ...['GET', 'HEAD'].map((method) => ({
      method,
      path: '/sparql/?update=CLEAR%20ALL',
      headers: {},
      expect: { status: refused },
    })),
    post(queryType, `ASK { GRAPH <${a}> { ${here(a)} } }`, yes),
  ),
  one(
    'bad graph IRIs',
    'are absolute',
    ...threeWays('ASK {}', { status: ['BadRequest'] }, defaults('relative')),
    ...threeWays('ASK {}', { status: ['BadRequest'] }, nameds('not an IRI:')),
  ),
];
