import { gzipSync } from 'node:zlib';

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface RandomRequest {
  readonly method: string;
  readonly target: string;
  readonly bytes: Buffer;
}

const paths = [
  '/sparql',
  '/sparql',
  '/sparql',
  '/sparql',
  '/sparql/',
  '/graph',
  '/graph',
  '/graph/x',
  '/graph/a/b.ttl',
  '/doc/dataset/prices-2016',
  '/doc/dataset/rainfall.ttl',
  '/doc/',
  '/doc',
  '/id/dataset/rainfall',
  '/id/',
  '/def/ndsap',
  '/.well-known/void',
  '/.well-known/',
  '/dumps/catalog.ttl',
  '/dumps',
  '/catalog',
  '/catalog.jsonld',
  '/',
  '/health/ready',
  '/health/live',
  '/metrics',
  '/style.css',
  '/nothing',
  '/%',
  '/%00',
  '/..',
  '//',
  '/sparql/../graph',
];
const methods = [
  'GET',
  'GET',
  'GET',
  'GET',
  'POST',
  'POST',
  'POST',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'LOCK',
  'QUERY',
  'get',
  'FOO',
  'CONNECT',
];
const types = [
  'application/sparql-query',
  'application/sparql-query',
  'application/sparql-update',
  'application/sparql-update',
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded',
  'text/turtle',
  'application/n-triples',
  'application/rdf+xml',
  'application/ld+json',
  'application/trig',
  'application/n-quads',
  'multipart/form-data; boundary=b',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/mixed; boundary=b',
  'application/json',
  'text/plain; charset=utf-16',
  'application/sparql-query; charset=utf-16',
  'text/turtle; charset=iso-8859-1',
  ';;;',
  'a/b; c="',
  '',
  'application/sparql-update;charset',
];
const accepts = [
  '*/*',
  'text/html',
  'text/turtle',
  'application/sparql-results+json',
  'application/sparql-results+xml;q=0.3, text/csv',
  'image/png',
  'q=1',
  ',,,',
  '*/*;q=0',
  'text/*;q=2',
  'application/rdf+xml',
  'application/ld+json;profile="a,b',
  'a'.repeat(5_000),
  '\u00e9',
];
const words = [
  'SELECT',
  'ASK',
  'CONSTRUCT',
  'DESCRIBE',
  'WHERE',
  '{',
  '}',
  '{',
  '}',
  '(',
  ')',
  '?s',
  '?p',
  '?o',
  '*',
  '<http://a>',
  '<',
  '>',
  '"x"',
  '"',
  "'''",
  '@en',
  '^^',
  '^',
  '/',
  '|',
  '+',
  '!',
  '.',
  ';',
  ',',
  'a',
  '_:b',
  '[',
  ']',
  'OPTIONAL',
  'UNION',
  'MINUS',
  'GRAPH',
  'SERVICE',
  'SILENT',
  'FILTER',
  'BIND',
  'AS',
  'VALUES',
  'UNDEF',
  'GROUP BY',
  'HAVING',
  'ORDER BY',
  'DESC',
  'LIMIT',
  'OFFSET',
  '1',
  '-1',
  '1e999',
  '99999999999999999999',
  'COUNT',
  'GROUP_CONCAT',
  'SEPARATOR',
  'REGEX',
  'REPLACE',
  'EXISTS',
  'NOT',
  'PREFIX',
  'BASE',
  'x:',
  'x:y',
  ':',
  'INSERT',
  'DELETE',
  'DATA',
  'LOAD',
  'CLEAR',
  'DROP',
  'CREATE',
  'COPY',
  'MOVE',
  'ADD',
  'ALL',
  'NAMED',
  'DEFAULT',
  'WITH',
  'USING',
  'FROM',
  '<<',
  '>>',
  '<<(',
  ')>>',
  '{|',
  '|}',
  '#',
  '\n',
  '\t',
  '\\u0000',
  '\\uD800',
  '\u0000',
  '\ufffe',
  '\u0935',
  'NOW()',
  'RAND()',
  'TRIPLE',
  'LATERAL',
  'VERSION',
];
const sound = [
  'SELECT * { ?s ?p ?o } LIMIT 3',
  'ASK {}',
  'CONSTRUCT WHERE { ?s a ?o } LIMIT 3',
  'DESCRIBE <http://a>',
  'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }',
  'SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n)',
  'SELECT ?x {} VALUES ?x { 1 2 }',
  'INSERT DATA { GRAPH <http://fuzz/g> { <http://a> <http://b> 1 } }',
  'DELETE WHERE { GRAPH <http://fuzz/g> { ?s ?p ?o } }',
  'INSERT { GRAPH <http://fuzz/h> { ?s ?p [] } } WHERE { GRAPH <http://fuzz/g> { ?s ?p ?o } }',
  'CLEAR GRAPH <http://fuzz/g>',
  'COPY <http://fuzz/g> TO <http://fuzz/i>',
  'DROP SILENT GRAPH <http://fuzz/i>',
  'SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }',
  'LOAD <http://127.0.0.1:1/>',
  '<http://a> <http://b> "c"@en .',
  '@prefix e: <http://e/> . e:a e:b [ e:c ( 1 2 ) ] .',
  '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
  '{"@id":"http://a","http://b":1}',
  '{"@context":"http://127.0.0.1:1/c","@id":"http://a"}',
  '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
];
const names = [
  'query',
  'query',
  'update',
  'default-graph-uri',
  'named-graph-uri',
  'using-graph-uri',
  'using-named-graph-uri',
  'format',
  'timeout',
  'graph',
  'default',
  'sources',
  'page',
  'size',
  'cursor',
  'lang',
  '',
  '__proto__',
  'constructor',
  'access_token',
];
const values = [
  'http://fuzz/g',
  'http://fuzz/g',
  '',
  'relative',
  'json',
  'csv',
  'xml',
  'ntriples',
  '0',
  '-1',
  '5',
  '99999999999',
  'NaN',
  'http://a b',
  '%',
  '%ff',
  '%00',
  '%F0%9F',
  '%ED%A0%80',
  'urn:x',
  'http://[',
  'hi',
  'toString',
];

/** Without half surrogate pairs, which have no percent-encoding. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

/** One request, whose kind and faults are drawn with `random`. */
export function randomRequest(random: () => number, tokens: readonly string[]): RandomRequest {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const chance = (share: number) => random() < share;
  const many = (most: number) => Math.floor(random() * most);

  function text(): string {
    if (chance(0.5)) return chance(0.4) ? mutated(pick(sound)) : pick(sound);
    return Array.from({ length: many(30) }, () => pick(words)).join(chance(0.8) ? ' ' : '');
  }

  function mutated(source: string): string {
    const at = many(source.length + 1);
    switch (many(5)) {
      case 0:
        return source.slice(0, at);
      case 1:
        return source.slice(0, at) + pick(words) + source.slice(at);
      case 2:
        return source.slice(0, at) + source.slice(at + 1 + many(5));
      case 3:
        return source.repeat(1 + many(20));
      default:
        return source.slice(0, at) + String.fromCharCode(many(0x2ff)) + source.slice(at);
    }
  }

  function parameters(): string {
    return Array.from({ length: many(5) }, () => {
      const name = pick(names);
      const value = name === 'query' || name === 'update' ? text() : pick(values);
      const giant = chance(0.01) ? 'x'.repeat(many(70_000)) : '';
      const wanted = value + giant;
      return `${name}=${chance(0.85) ? encodeURIComponent(wellFormed(wanted)) : wanted.replace(/[\s\p{Cc}]/gu, '+')}`;
    }).join('&');
  }

  function body(type: string): Buffer {
    if (chance(0.02)) return Buffer.from(Array.from({ length: many(2_000) }, () => many(256)));
    if (type.startsWith('multipart')) {
      const part = `--b\r\nContent-Disposition: form-data; name="a.ttl"\r\nContent-Type: ${pick(types)}\r\n\r\n${text()}\r\n`;
      const whole = `${part.repeat(many(4))}--b--\r\n`;
      return Buffer.from(chance(0.5) ? whole : whole.slice(0, many(whole.length)));
    }
    if (type.includes('urlencoded')) return Buffer.from(parameters());
    const written = text();
    if (chance(0.05)) return Buffer.from(`\ufeff${written}`, 'utf16le');
    return Buffer.from(written, chance(0.05) ? 'latin1' : 'utf8');
  }

  /** Sound in everything but what is asked or sent, so that it is not refused at the door. */
  function nearlySound(): { method: string; target: string; type: string; content: Buffer } {
    const graph = `graph=${encodeURIComponent(pick(['http://fuzz/g', 'http://fuzz/h', 'urn:x']))}`;
    const written = wellFormed(text());
    const update = pick(sound.filter((one) => /^(?:INSERT|DELETE|CLEAR|COPY|DROP)/.test(one)));
    const sent = chance(0.3) ? mutated(update) : update;
    const nothing = Buffer.alloc(0);
    switch (many(8)) {
      case 0:
      case 1:
        return {
          method: pick(['GET', 'HEAD']),
          target: `/sparql?query=${encodeURIComponent(written)}`,
          type: '',
          content: nothing,
        };
      case 2:
        return {
          method: 'POST',
          target: '/sparql',
          type: 'application/sparql-query',
          content: Buffer.from(written),
        };
      case 3:
        return {
          method: 'POST',
          target: '/sparql',
          type: 'application/sparql-update',
          content: Buffer.from(sent),
        };
      case 4:
        return {
          method: 'POST',
          target: '/sparql',
          type: 'application/x-www-form-urlencoded',
          content: Buffer.from(`update=${encodeURIComponent(wellFormed(sent))}`),
        };
      case 5:
        return {
          method: pick(['PUT', 'POST', 'PATCH']),
          target: `/graph?${chance(0.2) ? 'default' : graph}`,
          type: pick(types.slice(3, 12)),
          content: Buffer.from(written),
        };
      case 6:
        return {
          method: pick(['GET', 'HEAD', 'DELETE']),
          target: `/graph?${graph}`,
          type: '',
          content: nothing,
        };
      default:
        return {
          method: pick(['GET', 'HEAD']),
          target: `${pick(paths)}?${parameters()}`,
          type: '',
          content: nothing,
        };
    }
  }

  function wild(): { method: string; target: string; type: string; content: Buffer } {
    const method = pick(methods);
    const query = parameters();
    const path = chance(0.05) ? mutated(pick(paths)).replace(/[\s\p{Cc}]/gu, '') || '/' : pick(paths);
    const type = pick(types);
    const content = method === 'GET' && chance(0.9) ? Buffer.alloc(0) : body(type);
    return { method, target: `${path}${query && `?${query}`}`, type, content };
  }

  const isNearlySound = chance(0.6);
  const { method, target, type, content: written } = isNearlySound ? nearlySound() : wild();
  let content = written;
  const fields = ['Host: localhost', 'Connection: close'];
  if (content.length > 0 || chance(0.2)) fields.push(`Content-Type: ${type}`);
  if (chance(0.7)) fields.push(`Accept: ${pick(accepts)}`);
  if (chance(0.3))
    fields.push(`Accept-Encoding: ${pick(['gzip', 'br', 'gzip;q=0', '*', ';', 'identity;q=0'])}`);
  if (chance(0.1)) fields.push(`Accept-Language: ${pick(['hi', 'en;q=0.1', ';;', '*', 'x'.repeat(3_000)])}`);
  if (chance(0.1)) fields.push(`Range: ${pick(['bytes=0-10', 'bytes=-1', 'bytes=9-1', 'lines=1'])}`);
  if (chance(0.2))
    fields.push(`${pick(['If-None-Match', 'If-Match'])}: ${pick(['*', '"x"', 'W/"x"', '"', '""', ','])}`);
  if (chance(0.05))
    fields.push(`If-Modified-Since: ${pick(['never', 'Mon, 01 Jan 2024 00:00:00 GMT', '-1'])}`);
  if (chance(0.1)) fields.push(`Cache-Control: ${pick(['no-cache', 'max-age=0', 'only-if-cached', '='])}`);
  if (chance(0.05)) fields.push(`X-HTTP-Method-Override: ${pick(methods)}`);
  if (chance(0.01)) fields.push(`Expect: ${pick(['100-continue', 'miracles'])}`);
  if (chance(0.05)) fields.push(`Slug: ${pick(['a', '../x', '%', '\u00e9', 'x'.repeat(3_000)])}`);
  if (chance(isNearlySound ? 0.9 : 0.5))
    fields.push(
      `Authorization: ${pick([...tokens, ...tokens, ...(isNearlySound ? [...tokens, ...tokens, ...tokens, ...tokens] : []), 'Bearer', 'Bearer x', 'Basic x', 'Basic eDp5', 'Digest a="b"', 'Bearer a, Bearer b', '\u00e9'])}`,
    );
  if (chance(0.05)) {
    const packed = gzipSync(content);
    content = chance(0.5) ? packed : packed.subarray(0, many(packed.length));
    fields.push(`Content-Encoding: ${pick(['gzip', 'gzip', 'deflate', 'br', 'x-unknown'])}`);
  }
  let sent = content;
  if (content.length > 0 && chance(0.15)) {
    fields.push('Transfer-Encoding: chunked');
    sent = Buffer.concat([
      Buffer.from(`${content.length.toString(16)}\r\n`),
      content,
      Buffer.from('\r\n0\r\n\r\n'),
    ]);
  } else if (content.length > 0 || method !== 'GET') fields.push(`Content-Length: ${content.length}`);
  const head = Buffer.from(
    `${method} ${target} HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n`,
    chance(0.97) ? 'utf8' : 'utf16le',
  );
  return { method, target, bytes: Buffer.concat([head, sent]) };
}
