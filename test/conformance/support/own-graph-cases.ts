import type { Expectation, ProtocolCase, ProtocolRequest } from './protocol-case.ts';

const turtle = 'text/turtle; charset=utf-8';
const put: Expectation = { status: ['Created', 'OK', 'NoContent'] };
const created: Expectation = { status: ['Created'] };
const replaced: Expectation = { status: ['OK', 'NoContent'] };
const absent: Expectation = { status: ['NotFound'] };
const bad: Expectation = { status: ['BadRequest'] };

/** Two triples, one of them about a blank node. */
const card = (name: string) =>
  `@prefix v: <http://www.w3.org/2006/vcard/ns#> . <http://example.org/me> v:hasName [ v:fn "${name}" ] .`;

function send(
  method: string,
  path: string,
  chars: string,
  expect: Expectation,
  type: string = turtle,
): ProtocolRequest {
  return { method, path, headers: { 'content-type': type }, body: { chars, encoding: 'UTF-8' }, expect };
}

function call(
  method: string,
  path: string,
  expect: Expectation,
  headers: Record<string, string> = {},
): ProtocolRequest {
  return { method, path, headers, expect };
}

/** The graph as it is to be, in Turtle. */
function get(path: string, chars: string): ProtocolRequest {
  const expect = { status: ['OK'], headers: { 'content-type': turtle }, body: { chars } };
  return call('GET', path, expect, { accept: 'text/turtle' });
}

const by = {
  direct: (name: string) => `/gsp/${name}`,
  indirect: (name: string) => `/gsp?graph=${encodeURIComponent(`http://example.org/graphs/${name}`)}`,
};

/** A graph at a time of its own for each case. */
function forEach(id: string, name: string, requests: (path: string) => ProtocolRequest[]): ProtocolCase[] {
  return Object.entries(by).map(([way, pathOf]) => ({
    id: `${id}, ${way}`,
    name,
    requests: requests(pathOf(`${id.replaceAll(/\W+/g, '-')}.ttl`)),
  }));
}

function one(id: string, name: string, ...requests: ProtocolRequest[]): ProtocolCase {
  return { id, name, requests };
}

const boundary = 'a-boundary-of-parts';
const parts = (...documents: readonly { name: string; type?: string; chars: string }[]) =>
  [
    ...documents.map(
      ({ name, type, chars }) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${name}"\r\n${type ? `Content-Type: ${type}\r\n` : ''}\r\n${chars}\r\n`,
    ),
    `--${boundary}--\r\n`,
  ].join('');
const multipart = `multipart/form-data; boundary=${boundary}`;

/** The cases of the SPARQL 1.1 Graph Store HTTP Protocol by which any graph store is judged, and some beyond. */
export const ownGraphCases: readonly ProtocolCase[] = [
  ...forEach('put', 'makes a graph (201), then replaces it (§5.3)', (path) => [
    send('PUT', path, card('Anna'), created),
    get(path, card('Anna')),
    send('PUT', path, card('Asha'), replaced),
    get(path, card('Asha')),
    send('PUT', path, card('Asha'), replaced),
  ]),
  ...forEach('put empty', 'an empty graph is there', (path) => [
    send('PUT', path, '', created),
    get(path, ''),
    send('PUT', path, '', replaced),
    send('PUT', path, card('Anna'), replaced),
    send('PUT', path, '', replaced),
    get(path, ''),
    call('DELETE', path, replaced),
    call('GET', path, absent),
  ]),
  ...forEach('put mismatched', 'the body is what Content-Type says, or nothing is written', (path) => [
    send('PUT', path, card('Anna'), bad, 'application/rdf+xml'),
    send('PUT', path, card('Anna'), bad, 'application/ld+json'),
    send('PUT', path, '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', bad),
    send('PUT', path, `${card('Anna')} <`, bad),
    send('PUT', path, card('Anna'), { status: ['UnsupportedMediaType'] }, 'image/png'),
    call('GET', path, absent),
  ]),
  ...forEach('put formats', 'every syntax of RDF', (path) =>
    (
      [
        ['application/n-triples', '<http://example.org/s> <http://example.org/p> "o"@en .'],
        [
          'application/rdf+xml',
          '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/"><rdf:Description rdf:about="http://example.org/s"><e:p xml:lang="en">o</e:p></rdf:Description></rdf:RDF>',
        ],
        [
          'application/ld+json',
          '{"@id":"http://example.org/s","http://example.org/p":{"@value":"o","@language":"en"}}',
        ],
        ['application/trig', '<http://example.org/s> <http://example.org/p> "o"@en .'],
        ['application/n-quads', '<http://example.org/s> <http://example.org/p> "o"@en .'],
      ] as const
    ).flatMap(([type, chars]) => [
      send('PUT', path, chars, put, type),
      get(path, '<http://example.org/s> <http://example.org/p> "o"@en .'),
      call('DELETE', path, replaced),
    ]),
  ),
  ...forEach('get formats', 'as Accept asks', (path) => [
    send('PUT', path, card('Anna'), put),
    ...[
      'application/n-triples',
      'application/rdf+xml',
      'application/ld+json',
      'application/trig',
      'application/n-quads',
      '*/*',
      'text/*;q=0.5, application/n-triples',
    ].map((accept) =>
      call('GET', path, { status: ['OK'], format: 'RDF', body: { chars: card('Anna') } }, { accept }),
    ),
    call('GET', path, { status: ['StatusCode4xx'] }, { accept: 'image/png' }),
  ]),
  ...forEach('head', 'as GET, without a body (§5.6)', (path) => [
    call('HEAD', path, absent),
    send('PUT', path, card('Anna'), put),
    call('HEAD', path, { status: ['OK'], headers: { 'content-type': turtle } }, { accept: turtle }),
    call('DELETE', path, replaced),
    call('HEAD', path, absent, { accept: turtle }),
  ]),
  ...forEach('delete', 'of what is there, and again (§5.4)', (path) => [
    call('DELETE', path, absent),
    send('PUT', path, card('Anna'), created),
    call('DELETE', path, replaced),
    call('GET', path, absent),
    call('DELETE', path, absent),
    send('PUT', path, card('Anna'), created),
  ]),
  ...forEach('post', 'merges (§5.5); blank nodes of two documents stay apart', (path) => [
    send('POST', path, card('Anna'), created),
    send('POST', path, '<http://example.org/me> <http://example.org/p> 1 .', replaced),
    get(path, `${card('Anna')} <http://example.org/me> <http://example.org/p> 1 .`),
    send('POST', path, card('Asha'), replaced),
    get(path, `${card('Anna')} ${card('Asha')} <http://example.org/me> <http://example.org/p> 1 .`),
  ]),
  ...forEach('post empty', 'changes nothing', (path) => [
    send('PUT', path, card('Anna'), put),
    send('POST', path, '', replaced),
    get(path, card('Anna')),
  ]),
  ...forEach('post multipart', 'the parts are merged', (path) => [
    send('PUT', path, card('Anna'), put),
    send(
      'POST',
      path,
      parts(
        {
          name: 'a.ttl',
          type: 'text/turtle; charset=utf-8',
          chars: '<http://example.org/me> <http://example.org/a> _:x . _:x <http://example.org/is> 1 .',
        },
        {
          name: 'b.nt',
          type: 'application/n-triples',
          chars: '<http://example.org/me> <http://example.org/b> _:x .',
        },
        { name: 'c.rdf', chars: '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>' },
      ),
      replaced,
      multipart,
    ),
    get(
      path,
      `${card('Anna')} <http://example.org/me> <http://example.org/a> [ <http://example.org/is> 1 ] ; <http://example.org/b> [] .`,
    ),
    send(
      'POST',
      path,
      parts(
        { name: 'a.ttl', type: 'text/turtle', chars: '<http://example.org/me> <http://example.org/a> 2 .' },
        { name: 'b.ttl', type: 'text/turtle', chars: 'broken' },
      ),
      bad,
      multipart,
    ),
    send(
      'POST',
      path,
      parts({ name: 'a.png', type: 'image/png', chars: 'x' }),
      { status: ['UnsupportedMediaType'] },
      multipart,
    ),
    send('POST', path, `--${boundary}\r\nno end`, bad, multipart),
    send('POST', path, '', bad, 'multipart/form-data'),
    call('GET', path, { status: ['OK'] }),
  ]),
  one(
    'post new',
    'a POST to the graph store makes a graph and names it (§5.5)',
    send('POST', '/gsp', card('Anna'), { ...created, location: '$LOCATION$' }),
    get('/gsp?graph=$LOCATION$', card('Anna')),
    send(
      'POST',
      '/gsp',
      parts({ name: 'a.ttl', type: 'text/turtle', chars: card('Asha') }),
      { ...created, location: '$LOCATION$' },
      multipart,
    ),
    get('/gsp?graph=$LOCATION$', card('Asha')),
    send('POST', '/gsp', '', { ...created, location: '$LOCATION$' }),
    get('/gsp?graph=$LOCATION$', ''),
    call('DELETE', '/gsp?graph=$LOCATION$', replaced),
  ),
  one(
    'default graph',
    'is always there',
    send('PUT', '/gsp?default', card('Anna'), put),
    get('/gsp?default', card('Anna')),
    get('/gsp?default=', card('Anna')),
    call('HEAD', '/gsp?default', { status: ['OK'] }),
    send('POST', '/gsp?default', card('Asha'), replaced),
    get('/gsp?default', `${card('Anna')} ${card('Asha')}`),
    call('DELETE', '/gsp?default', replaced),
    get('/gsp?default', ''),
    send('PUT', '/gsp?default', '', put),
  ),
  one(
    'encoded graph IRI',
    'is decoded once',
    send('PUT', '/gsp?graph=http%3A%2F%2Fexample.org%2Fgraphs%2Fencoded%2F1', card('Anna'), created),
    get('/gsp?graph=http://example.org/graphs/encoded/1', card('Anna')),
    get('/gsp?graph=http://example.org/graphs/%65ncode%64/%31', card('Anna')),
    send('PUT', '/gsp?graph=http://example.org/graphs/encoded/%2531', card('Asha'), created),
    get('/gsp?graph=http://example.org/graphs/encoded/%2531', card('Asha')),
    get('/gsp?graph=http://example.org/graphs/encoded/1', card('Anna')),
    send('PUT', '/gsp?graph=http://example.org/graphs/a+b', card('Asha'), created),
    get('/gsp?graph=http://example.org/graphs/a%2Bb', card('Asha')),
    send(
      'PUT',
      '/gsp?graph=http://example.org/graphs/%E0%A4%B5%E0%A4%B0%E0%A5%8D%E0%A4%B7%E0%A4%BE',
      card('Asha'),
      created,
    ),
  ),
  one(
    'encoded direct address',
    'means one graph however it is written',
    send('PUT', '/gsp/encoded/%61.ttl', card('Anna'), created),
    get('/gsp/encoded/a.ttl', card('Anna')),
    send('PUT', '/gsp/encoded/%E0%A4%B5', card('Asha'), created),
    get('/gsp/encoded/%e0%a4%b5', card('Asha')),
  ),
  one(
    'bad graph IRI',
    'is absolute, and one (§4.2)',
    ...['PUT', 'POST', 'GET', 'DELETE'].flatMap((method) =>
      [
        '/gsp?graph=relative',
        '/gsp?graph=',
        '/gsp?graph=//host/path',
        '/gsp?graph=http://a&graph=http://b',
        '/gsp?default&graph=http://a',
        '/gsp?graph=http://a%20b',
        '/gsp?graph=%ZZ',
      ].map((path) =>
        method === 'GET' || method === 'DELETE'
          ? call(method, path, bad)
          : send(method, path, card('Anna'), bad),
      ),
    ),
    ...['PUT', 'GET', 'DELETE'].map((method) =>
      method === 'PUT' ? send(method, '/gsp', card('Anna'), bad) : call(method, '/gsp', bad),
    ),
  ),
  one(
    'base',
    'relative IRIs of the body are resolved against the graph IRI (§4.1)',
    send('PUT', '/gsp?graph=http://example.org/base/graph', '<> <p> <../x> .', put),
    get(
      '/gsp?graph=http://example.org/base/graph',
      '<http://example.org/base/graph> <http://example.org/base/p> <http://example.org/x> .',
    ),
  ),
  ...forEach('patch', 'an update of this graph only (§5.7)', (path) => [
    send(
      'PATCH',
      path,
      'INSERT DATA { <http://example.org/s> <http://example.org/p> 1 }',
      absent,
      'application/sparql-update',
    ),
    send('PUT', path, '<http://example.org/s> <http://example.org/p> 1 .', created),
    send(
      'PATCH',
      path,
      'DELETE { ?s ?p ?o } INSERT { ?s ?p 2 } WHERE { ?s ?p ?o }',
      replaced,
      'application/sparql-update',
    ),
    get(path, '<http://example.org/s> <http://example.org/p> 2 .'),
    send(
      'PATCH',
      path,
      'INSERT DATA { GRAPH <http://example.org/other> { <http://example.org/s> <http://example.org/p> 1 } }',
      bad,
      'application/sparql-update',
    ),
    send('PATCH', path, 'CLEAR ALL', bad, 'application/sparql-update'),
    send('PATCH', path, card('Anna'), { status: ['UnsupportedMediaType'] }),
    get(path, '<http://example.org/s> <http://example.org/p> 2 .'),
  ]),
];
