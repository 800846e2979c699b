import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Failure } from '../../../src/model/failure.ts';
import { formatOfExtension, nTriples, turtle } from '../../../src/rdf/formats.ts';
import { readRdf } from '../../../src/sources/read-rdf.ts';
import { names, readItems } from './rdf-reading.ts';

const folder = new URL('../../fixtures/malformed/', import.meta.url);

/** File → what the failure says, its place first. */
const failures: Readonly<Record<string, RegExp>> = {
  'entity-bomb.rdf': /^entity-bomb\.rdf, line 1\d, column \d+: the entity declaration <!ENTITY a1 /,
  'external-entity.rdf':
    /^external-entity\.rdf, line 4, column \d+: the entity declaration <!ENTITY secret SYSTEM/,
  'truncated.rdf': /^truncated\.rdf, line 2, column \d+: the file ends inside 3 open elements/,
  'nested-too-deep.rdf': /^nested-too-deep\.rdf, line 251, .*deeper than 500 levels/,
  'blank-in-iri.rdf': /^blank-in-iri\.rdf, line 2, .*http:\/\/example\.org\/a b/,
  'truncated.ttl': /^truncated\.ttl, line 3: Unexpected ""Cut"/,
  'missing-quote.ttl': /^missing-quote\.ttl, line 3: Unexpected/,
  'undeclared-prefix.ttl': /^undeclared-prefix\.ttl, line 3: Undefined prefix "dcat:"/,
  'blank-in-iri.ttl': /^blank-in-iri\.ttl, line 3: Unexpected "<http:\/\/example\.org\/a"/,
  'no-host.ttl': /^no-host\.ttl, line 4: <http:\/\/\/licence> is no valid absolute IRI/,
  'windows-1252.ttl': /^windows-1252\.ttl, line 3: This is not UTF-8/,
  'triple-in-triple.ttl': /^triple-in-triple\.ttl, line 3: A triple inside a triple/,
  'open-graph.trig': /^open-graph\.trig, line \d: /,
  'remote-context.jsonld':
    /^remote-context\.jsonld: The JSON-LD context https:\/\/example\.org\/context\.jsonld is elsewhere/,
  'cyclic-context.jsonld': /^cyclic-context\.jsonld: This is no valid JSON-LD: .*[Cc]yclic/,
  'nested-too-deep.jsonld': /^nested-too-deep\.jsonld, line 501, .*deeper than 500 levels/,
  'truncated.jsonld': /^truncated\.jsonld, line 3, column \d+: This is no JSON/,
  'blank-in-iri.jsonld': /^blank-in-iri\.jsonld: <http:\/\/example\.org\/a b> is no valid absolute IRI/,
};

describe('readRdf on malformed files', () => {
  for (const [file, message] of Object.entries(failures))
    it(`refuses ${file} with its place`, async () => {
      const format = formatOfExtension(file.replace(/^.*\./, ''));
      assert.ok(format);
      const error = await readItems(readFileSync(new URL(file, folder)), format, { file }).catch(
        (e: unknown) => e,
      );
      assert.ok(error instanceof Failure, `${file} was read`);
      assert.equal(error.code, 'unreadable-input');
      assert.match(error.message, message);
    });

  for (const file of ['bad-line.nt', 'bad-line.nq'])
    it(`reads ${file} but for its bad line`, async () => {
      const format = formatOfExtension(file.replace(/^.*\./, ''));
      assert.ok(format);
      const items = await readItems(readFileSync(new URL(file, folder)), format, { file });
      assert.deepEqual(
        items.map((item) => (item.type === 'unreadable' ? item.finding.place : item.record.data && 'record')),
        [{ file, line: 2 }, 'record'],
      );
    });

  it('refuses a line of 100 MB after as many bytes as a statement may have', async () => {
    for (const format of [turtle, nTriples]) {
      let megabytes = 0;
      const line = async function* () {
        yield new TextEncoder().encode('<http://example.org/d> <http://example.org/p> "');
        for (; megabytes < 100; megabytes++) yield new Uint8Array(1024 * 1024).fill(0x61);
        yield new TextEncoder().encode('" .\n');
      };
      const items: unknown[] = [];
      const reading = (async () => {
        for await (const item of readRdf(line(), format, { file: 'long', names })) items.push(item);
      })();
      if (format === turtle) {
        await assert.rejects(reading, (error) => error instanceof Failure && error.code === 'too-large');
        assert.ok(megabytes < 20, `${megabytes} MB were read`);
      } else {
        await reading;
        assert.match(JSON.stringify(items), /"code":"too-large".*"line":1|"line":1.*"code":"too-large"/);
      }
    }
  });
});
