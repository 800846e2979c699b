import assert from 'node:assert/strict';
import type { EditOperation, PlainQuad } from '../../../../src/engine/engine-edit.ts';
import { Failure, type FailureCode } from '../../../../src/model/failure.ts';
import type { LoadOperation } from '../../../../src/sparql/update/compile-update.ts';
import { createLoadSource } from '../../../../src/sparql/update/load-source.ts';
import type { LoadSource } from '../../../../src/sparql/update/update-planner.ts';
import {
  type Misbehaviour,
  type SparqlEndpoint,
  startEndpoint,
} from '../../../acceptance/support/sparql-endpoint.ts';

const turtle = '<#it> <http://ex.example/p> "x"@EN .';

function document(
  type: string | undefined,
  body: string,
  headers: Record<string, string> = {},
): Misbehaviour {
  return (_, response) =>
    response.writeHead(200, { ...(type && { 'Content-Type': type }), ...headers }).end(body);
}

function moved(location: string): Misbehaviour {
  return (_, response) => response.writeHead(302, { Location: location }).end();
}

describe('createLoadSource', () => {
  let accepted: string | undefined;
  let server: SparqlEndpoint;
  let unlisted: SparqlEndpoint;
  let load: LoadSource;

  before(async () => {
    unlisted = await startEndpoint('', { '/secret.ttl': document('text/turtle', turtle) });
    server = await startEndpoint('', {
      '/turtle': (request, response) => {
        accepted = request.headers.accept;
        response.writeHead(200, { 'Content-Type': 'Text/Turtle; charset=UTF-8' }).end(turtle);
      },
      '/list.nt': document('text/plain', '<http://a.example/> <http://ex.example/p> _:b .'),
      '/raw.ttl': document('text/plain; charset=utf-8', turtle),
      '/untyped.JSONLD': document(
        undefined,
        '{"@id":"#it","http://ex.example/p":{"@value":"x","@language":"en"}}',
      ),
      '/stored.rdf': document(
        'application/octet-stream',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://ex.example/"><rdf:Description rdf:about="#it"><e:p xml:lang="en">x</e:p></rdf:Description></rdf:RDF>',
      ),
      '/graphs': document(
        'application/n-quads',
        '_:a <http://ex.example/p> _:a <http://g.example/> .\n_:b <http://ex.example/p> "1" .',
      ),
      '/typed.csv': document('text/turtle', turtle),
      [encodeURI('/मूल')]: document('text/turtle', turtle),
      '/page': document('text/html', '<p>Hello'),
      '/moved': moved('/new/place'),
      '/new/place': document('text/turtle', turtle),
      '/moved-away': moved('http://127.0.0.1:1/secret.ttl'),
      '/broken': document('text/turtle', '<a> <b> <c> .\n<d> <e> .'),
      '/coded': document('text/turtle', turtle, { 'Content-Encoding': 'br' }),
      '/large': document('text/turtle', `${turtle}\n# ${'x'.repeat(20_000)}`),
      '/hangs': (_, response) => response.writeHead(200, { 'Content-Type': 'text/turtle' }).write(turtle),
      '/breaks': (_, response) => {
        response.writeHead(200, { 'Content-Type': 'text/turtle' }).write(turtle);
        setTimeout(() => response.destroy(), 20);
      },
    });
    load = createLoadSource({ allowed: [`${server.origin}/*`], maxBytes: 10_000, timeout: 500 });
  });
  after(async () => {
    await server.close();
    await unlisted.close();
  });

  const at = (path: string, more: Partial<LoadOperation> = {}): LoadOperation => ({
    type: 'load',
    source: `${server.origin}${path}`,
    into: null,
    silent: false,
    ...more,
  });
  const quadsOf = async (operation: LoadOperation): Promise<readonly PlainQuad[]> => {
    const loaded: EditOperation = await load(operation);
    assert.equal(loaded.type, 'insert-data');
    return loaded.type === 'insert-data' ? loaded.quads : [];
  };
  const fails = (code: FailureCode, message: RegExp, operation: LoadOperation) =>
    assert.rejects(load(operation), (error: unknown) => {
      assert.ok(error instanceof Failure, String(error));
      assert.equal(error.code, code, error.message);
      assert.match(error.message, message);
      return true;
    });
  const triple = (subject: string): PlainQuad => ({
    subject: { type: 'iri', value: subject },
    predicate: { type: 'iri', value: 'http://ex.example/p' },
    object: { type: 'literal', value: 'x', language: 'en' },
  });

  it('gives the triples of a document, with IRIs relative to it', async () => {
    assert.deepEqual(await quadsOf(at('/turtle')), [triple(`${server.origin}/turtle#it`)]);
    assert.match(accepted ?? '', /^text\/turtle;q=1, application\/ld\+json;q=0\.9, .*\*\/\*;q=0\.1$/);
  });

  it('puts them into the graph that is named', async () => {
    const [quad] = await quadsOf(at('/turtle', { into: 'http://g.example/' }));
    assert.deepEqual(quad, {
      ...triple(`${server.origin}/turtle#it`),
      graph: { type: 'iri', value: 'http://g.example/' },
    });
  });

  it('goes by the media type, else by the extension', async () => {
    for (const path of ['/raw.ttl', '/untyped.JSONLD', '/stored.rdf', '/typed.csv'])
      assert.deepEqual(await quadsOf(at(path)), [triple(`${server.origin}${path}#it`)], path);
    assert.equal((await quadsOf(at('/list.nt'))).length, 1);
  });

  it('takes the triples of named graphs without the names, and blank nodes for what they are', async () => {
    const quads = await quadsOf(at('/graphs'));
    assert.equal(quads.length, 2);
    assert.ok(quads.every(({ graph }) => graph === undefined));
    assert.equal(quads[0]?.subject.type, 'blank');
    assert.deepEqual(quads[0]?.subject, quads[0]?.object);
    assert.notDeepEqual(quads[0]?.subject, quads[1]?.subject);
  });

  it('resolves IRIs against where a redirect led, else against the IRI as it was written', async () => {
    assert.deepEqual(await quadsOf(at('/moved')), [triple(`${server.origin}/new/place#it`)]);
    assert.deepEqual(await quadsOf(at('/मूल#part')), [triple(`${server.origin}/मूल#it`)]);
  });

  it('refuses what is not listed, silent or not, and does not ask for it', async () => {
    for (const silent of [false, true]) {
      const source = `${unlisted.origin}/secret.ttl`;
      await fails(
        'endpoint-refused',
        /not loaded: .*may load; its operator can allow it with --load http/,
        at('', { source, silent }),
      );
      await fails('endpoint-refused', /redirects\. .*--load/, at('/moved-away', { silent }));
      await fails(
        'endpoint-refused',
        /only http and https/,
        at('', { source: 'file:///etc/passwd', silent }),
      );
      await fails('endpoint-refused', /no absolute URL/, at('', { source: 'x', silent }));
    }
    assert.deepEqual(unlisted.asked, []);
  });

  const useless: readonly [string, RegExp][] = [
    ['/broken', /its Turtle cannot be read in line 2: .*[^.]\.$/],
    ['/page', /answered in "text\/html".*\(Turtle, JSON-LD, /],
    ['/coded', /the coding "br"/],
    ['/large', /more than the 10000 bytes .*divide it/],
    ['/hangs', /not sent the whole document after 500 ms/],
    ['/breaks', /broke off/],
    ['/nowhere', /status 404/],
  ];
  for (const [path, message] of useless) {
    it(`says what is wrong with ${path}; under SILENT it is an empty document`, async () => {
      await fails('endpoint-failed', message, at(path));
      assert.deepEqual(await quadsOf(at(path, { silent: true })), []);
    });
  }

  it('names every bad entry of the list, and the setting', () => {
    assert.throws(
      () => createLoadSource({ allowed: ['a.ttl', 'https://a.example*'], maxBytes: 1, timeout: 1 }),
      (error: unknown) => {
        assert.ok(error instanceof Failure);
        assert.equal(error.code, 'invalid-configuration');
        assert.match(error.message, /^load: "a\.ttl" must be .*\nload: .*write "https:\/\/a\.example\/\*"/);
        return true;
      },
    );
  });
});
