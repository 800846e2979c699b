import assert from 'node:assert/strict';
import { type IncomingHttpHeaders, request } from 'node:http';
import { Readable } from 'node:stream';
import type { Quad } from '@rdfjs/types';
import jsonld from 'jsonld';
import { Parser } from 'n3';
import { canonize } from 'rdf-canonize';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { nQuadLine } from '../../src/rdf/n-quads.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** As they came. */
  readonly bytes: Buffer;
}

/** One request as written: no redirect is followed, the path is sent to the letter, nothing but the length is added to the fields. */
export function ask(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Uint8Array } = {},
): Promise<Answer> {
  const [, origin = '', path = '/'] = /^(https?:\/\/[^/]+)(.*)$/s.exec(url) ?? [];
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const { method = 'GET', body } = options;
    const headers = { ...options.headers };
    // Node states the length only of bodies that the method usually has.
    if (body !== undefined && !headers['transfer-encoding'])
      headers['content-length'] ??= String(Buffer.byteLength(body));
    const sent = request({ hostname, port, path: path || '/', method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
          bytes: Buffer.concat(chunks),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The quads of a body, by its Content-Type. */
export async function quadsOf(answer: Omit<Answer, 'bytes'>): Promise<Quad[]> {
  const type = (answer.headers['content-type'] ?? '').split(';', 1)[0];
  if (type === 'application/ld+json' || type === 'application/json') {
    const nquads = await jsonld.toRDF(JSON.parse(answer.body), { format: 'application/n-quads' });
    return new Parser({ format: 'N-Quads' }).parse(nquads as unknown as string) as unknown as Quad[];
  }
  if (type === 'application/rdf+xml') {
    const quads: Quad[] = [];
    const parser = Readable.from([answer.body]).pipe(new RdfXmlParser());
    for await (const quad of parser) quads.push(quad as Quad);
    return quads;
  }
  const format = type === 'text/plain' ? 'application/n-triples' : type;
  assert.ok(format, 'there is a Content-Type');
  return new Parser({ format }).parse(answer.body) as unknown as Quad[];
}

/** Canonical N-Quads without graph names: equal texts, isomorphic graphs. */
export async function canonicalTriples(quads: readonly Quad[]): Promise<string> {
  const triples = [...new Map(quads.map((quad) => [nQuadLine(quad, ''), quad])).values()].map(
    ({ subject, predicate, object }) => ({
      subject,
      predicate,
      object,
      graph: { termType: 'DefaultGraph', value: '' },
    }),
  );
  return canonize(triples as never, { algorithm: 'RDFC-1.0' });
}

/** A refusal in RFC 9457 JSON: says what is wrong and what to do, and tells nothing of the machine. */
export function assertProblem(answer: Answer, status: number, code: string): Record<string, unknown> {
  assert.equal(answer.status, status, answer.body);
  assert.equal(answer.headers['content-type'], 'application/problem+json');
  const problem = JSON.parse(answer.body) as Record<string, unknown>;
  assert.equal(problem['status'], status);
  assert.equal(problem['code'], code);
  for (const member of ['title', 'detail', 'remedy']) {
    assert.ok(typeof problem[member] === 'string' && problem[member].length > 5, member);
  }
  assert.doesNotMatch(answer.body, /node_modules|\.ts:\d|at \w+ \(/);
  return problem;
}
