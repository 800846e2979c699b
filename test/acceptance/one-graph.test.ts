import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Quad } from '@rdfjs/types';
import { Parser } from 'n3';
import { rdfFormats } from '../../src/rdf/formats.ts';
import { dcat, dct, xsd } from '../../src/vocabulary/terms.ts';
import { type Answer, ask, quadsOf } from './client.ts';
import { succeed } from './support/cli.ts';
import { type ExamplePortal, serveExample } from './support/example-portal.ts';
import { temporaryFolder } from './support/folders.ts';
import { assertSameGraph, withoutTimes } from './support/stored-graph.ts';

/** Things of the example catalogue, with what their rows state written out by hand. */
const things: readonly (readonly [thing: string, fixture: string])[] = [
  ['dataset/8e0bd482-4aba-4d99-9cb9-ff124f6f1c2f', 'dataset-rainfall.ttl'],
  ['dataset/mca21-public-documents', 'dataset-company-documents.ttl'],
  ['app/ogd-platform-india-api', 'app-resource-api.ttl'],
];

describe('one graph, four ways', () => {
  const folder = temporaryFolder();
  let portal: ExamplePortal;
  let exported: readonly Quad[];
  let feed: readonly Quad[];
  before(async () => {
    portal = await serveExample(folder);
    const nquads = await succeed(['export', '--data', portal.data, '--format', 'nq']);
    exported = new Parser({ format: 'N-Quads' }).parse(nquads) as unknown as Quad[];
    feed = await quadsOf(
      await ask(`${portal.origin}/catalog?size=500`, { headers: { Accept: 'application/trig' } }),
    );
  });
  after(() => portal?.process.kill('SIGKILL'));

  const follow = async (url: string, accept: string): Promise<Omit<Answer, 'bytes'>> => {
    const response = await fetch(url, { headers: { Accept: accept } });
    assert.equal(response.status, 200, url);
    return {
      status: response.status,
      headers: { 'content-type': response.headers.get('content-type') ?? '' },
      body: await response.text(),
    };
  };
  const query = async (text: string) =>
    quadsOf(
      await ask(`${portal.origin}/sparql?query=${encodeURIComponent(text)}`, {
        headers: { Accept: 'application/n-triples' },
      }),
    );
  const inGraph = (quads: readonly Quad[], graph: string) =>
    quads.filter((quad) => quad.graph.value === graph);

  for (const [thing, fixture] of things) {
    describe(thing, () => {
      let iri: string;
      let document: string;
      let dereferenced: readonly Quad[];
      before(async () => {
        [iri, document] = [`${portal.base}id/${thing}`, `${portal.base}doc/${thing}`];
        dereferenced = await quadsOf(await follow(iri, 'text/turtle'));
      });

      it('holds what its row states, with IRIs of the vocabularies, and nothing else', () => {
        const turtle = readFileSync(join(import.meta.dirname, '../fixtures/one-graph', fixture), 'utf8');
        const expected = new Parser({ baseIRI: portal.base }).parse(turtle) as unknown as Quad[];
        assertSameGraph(withoutTimes(dereferenced), expected, fixture);
        const times = dereferenced.filter((quad) => !withoutTimes(dereferenced).includes(quad));
        const values = new Map(times.map(({ predicate, object }) => [predicate.value, object]));
        assert.deepEqual([...values.keys()].sort(), [
          dct.issued,
          dct.modified,
          dcat.hasVersion,
          dcat.version,
        ]);
        for (const property of [dct.issued, dct.modified]) {
          const time = values.get(property);
          assert.ok(time?.termType === 'Literal' && time.datatype.value === xsd.dateTime);
        }
        const number = values.get(dcat.version)?.value ?? '';
        assert.match(number, /^[1-9]\d*$/);
        assert.equal(values.get(dcat.hasVersion)?.value, `${portal.base}version/${thing}/${number}`);
      });

      it('is the same in every format, through the IRI of the thing', async () => {
        for (const { mediaType } of rdfFormats)
          assertSameGraph(await quadsOf(await follow(iri, mediaType)), dereferenced, mediaType);
      });

      it('is the same for rapper', function () {
        const { status, stdout, stderr } = spawnSync(
          'rapper',
          ['-q', '-i', 'turtle', '-o', 'ntriples', iri],
          {
            encoding: 'utf8',
          },
        );
        if (status === null) {
          console.log('        skipped: rapper is not installed');
          this.skip();
        }
        assert.equal(status, 0, stderr);
        const quads = new Parser({ format: 'N-Triples' }).parse(stdout) as unknown as Quad[];
        assertSameGraph(quads, dereferenced, 'rapper');
      });

      it('is the same by SPARQL', async () => {
        const constructed = await query(`CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <${document}> { ?s ?p ?o } }`);
        assertSameGraph(constructed, dereferenced, 'CONSTRUCT');
        const described = await query(`DESCRIBE <${iri}>`);
        assertSameGraph(described, dereferenced, 'DESCRIBE');
      });

      it('is the same in the feed', () => {
        assertSameGraph(inGraph(feed, document), dereferenced, 'feed');
      });

      it('is the same in the export', () => {
        assertSameGraph(inGraph(exported, document), dereferenced, 'export');
      });
    });
  }
});
