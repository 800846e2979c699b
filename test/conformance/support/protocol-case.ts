import assert from 'node:assert/strict';
import { Parser } from 'n3';
import { type Answer, ask, canonicalTriples, quadsOf } from '../../acceptance/client.ts';
import type { RunningPortal } from '../../acceptance/running-portal.ts';

/** One test of a protocol: requests in their order, and what is to be answered to each. */
export interface ProtocolCase {
  readonly id: string;
  readonly name: string;
  /** To be there before. */
  readonly graphData?: readonly { readonly graph: string; readonly ntriples: string }[];
  readonly requests: readonly ProtocolRequest[];
}

export interface ProtocolRequest {
  readonly method: string;
  /** `/sparql/…` and `/gsp…` stand for the endpoints, `$LOCATION$` for what `Location` said before. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: { readonly chars: string; readonly encoding: string };
  readonly expect: Expectation;
}

export interface Expectation {
  /** A class (`StatusCode2xx`) or a name (`NoContent`); one of them. */
  readonly status: readonly string[];
  readonly format?: 'boolean' | 'tabular' | 'RDF';
  readonly boolean?: string;
  /** There is a `Location`. */
  readonly location?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A graph, in Turtle. */
  readonly body?: { readonly chars: string };
}

const names: Readonly<Record<string, number>> = {
  OK: 200,
  Created: 201,
  NoContent: 204,
  BadRequest: 400,
  NotFound: 404,
  MethodNotAllowed: 405,
  UnsupportedMediaType: 415,
};

const tabular = /^(?:application\/sparql-results\+(?:json|xml)|text\/csv|text\/tab-separated-values)$/;

export async function runCase(portal: RunningPortal, token: string, test: ProtocolCase): Promise<void> {
  const authorization = { authorization: `Bearer ${token}` };
  for (const { graph, ntriples } of test.graphData ?? []) {
    const put = await ask(`${portal.origin}/graph?graph=${encodeURIComponent(graph)}`, {
      method: 'PUT',
      headers: { ...authorization, 'content-type': 'application/n-triples' },
      body: ntriples,
    });
    assert.ok(put.status < 300, put.body);
  }
  let location = '';
  for (const [index, { method, path, headers, body, expect }] of test.requests.entries()) {
    const target = path.replace('$LOCATION$', location).replace(/^\/gsp(?=[/?]|$)/, '/graph');
    const answer = await ask(portal.origin + target, {
      method,
      headers: { ...authorization, ...headers },
      ...(body && { body: encode(body) }),
    });
    await check(answer, expect, `${index + 1}. ${method} ${path}`);
    location = answer.headers.location ?? location;
  }
}

function encode({ chars, encoding }: { chars: string; encoding: string }): Uint8Array {
  return /^utf-?16/i.test(encoding) ? Buffer.from(`\uFEFF${chars}`, 'utf16le') : Buffer.from(chars);
}

async function check(answer: Answer, expect: Expectation, what: string): Promise<void> {
  const { status, headers, body } = answer;
  assert.ok(
    expect.status.some((one) =>
      /^StatusCode/.test(one) ? String(status).startsWith(one.charAt(10)) : names[one] === status,
    ),
    `${what}: ${status} is none of ${expect.status.join(', ')}\n${body}`,
  );
  for (const [name, value] of Object.entries(expect.headers ?? {})) assert.equal(headers[name], value, what);
  if (expect.location !== undefined) assert.ok(headers.location, `${what}: there is a Location`);
  if (expect.format) await checkFormat(answer, expect.format, what);
  if (expect.boolean !== undefined) assert.equal(String(booleanOf(answer)), expect.boolean, what);
  if (expect.body) {
    const expected = new Parser({ format: 'text/turtle' }).parse(expect.body.chars) as never;
    assert.equal(await canonicalTriples(await quadsOf(answer)), await canonicalTriples(expected), what);
  }
}

async function checkFormat(
  answer: Answer,
  format: NonNullable<Expectation['format']>,
  what: string,
): Promise<void> {
  if (format === 'RDF') await quadsOf(answer);
  else if (format === 'boolean') assert.equal(typeof booleanOf(answer), 'boolean', what);
  else assert.match((answer.headers['content-type'] ?? '').split(';')[0] ?? '', tabular, what);
}

function booleanOf({ headers, body }: Answer): boolean | undefined {
  if (headers['content-type'] === 'application/sparql-results+json') return JSON.parse(body).boolean;
  const text = /<boolean>(true|false)<\/boolean>/.exec(body)?.[1];
  return text === undefined ? undefined : text === 'true';
}
