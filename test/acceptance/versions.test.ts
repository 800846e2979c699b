import assert from 'node:assert/strict';
import type { Quad } from '@rdfjs/types';
import LinkHeader from 'http-link-header';
import { Parser as SparqlParser } from 'sparqljs';
import { rdfFormats } from '../../src/rdf/formats.ts';
import { nQuadLine } from '../../src/rdf/n-quads.ts';
import { composeDocument } from '../../src/store/document.ts';
import type { Iri } from '../../src/vocabulary/iri.ts';
import { cs, dcat, dct, hydra, prov, rdf, sd } from '../../src/vocabulary/terms.ts';
import { type Answer, ask, assertProblem, quadsOf } from './client.ts';
import { dataset } from './example-records.ts';
import { base } from './running-portal.ts';
import { type DatedPortal, httpTime, isoTime, startDatedPortal } from './support/dated-portal.ts';

const rain = 'dataset/rainfall';
const unicode = 'dataset/वर्षा-2020';

describe('/version/… and /difference/…', () => {
  let portal: DatedPortal;
  /** The document's lines as each commit left it. */
  const graphs = new Map<number, readonly string[]>();

  before(async () => {
    portal = await startDatedPortal();
    const keep = () => {
      const record = portal.store.get(`${base}doc/${rain}` as Iri);
      if (record?.state === 'live') graphs.set(record.sequence, linesOf(composeDocument(record)));
    };
    await portal.publish(dataset('rainfall', 'Rain'), dataset('rainfall.rdf', 'Rain, the RDF edition'));
    keep();
    portal.at(10);
    await portal.publish(dataset('rainfall', 'Rainfall', '; dcat:keyword "rain"@en'));
    keep();
    portal.at(20);
    await portal.take(`doc/${rain}`, {
      reason: 'Its figures were wrong.',
      replacedBy: `${base}id/dataset/new`,
    });
    portal.at(30);
    await portal.publish(dataset('rainfall', 'Rainfall by month'), dataset('वर्षा-2020', 'Rain of 2020'));
    keep();
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });

  const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    ask(portal.origin + path, { headers, method });
  const lines = async (path: string, accept: string) =>
    linesOf(await quadsOf(await get(path, { Accept: accept })));
  const graph = async (path: string, name: string) =>
    linesOf(
      (await quadsOf(await get(path, { Accept: 'application/trig' }))).filter(
        (quad) => quad.graph.value === name,
      ),
    );

  it('are named by the document: its number, its present version and the one before', async () => {
    const document = `${base}doc/${rain}`;
    const own = (await quadsOf(await get(`/doc/${rain}`))).filter(
      ({ subject }) => subject.value === document,
    );
    const values = (property: string) =>
      own.filter(({ predicate }) => predicate.value === property).map(({ object }) => object.value);
    assert.deepEqual(values(dcat.version), ['5']);
    assert.deepEqual(values(dcat.hasVersion), [`${base}version/${rain}/5`]);
    assert.deepEqual(values(dcat.previousVersion), [`${base}version/${rain}/3`]);
    const links = LinkHeader.parse(String((await get(`/doc/${rain}`)).headers['link']));
    assert.equal(links.rel('timegate')[0]?.uri, `${base}timegate/${rain}`);
    assert.equal(links.rel('latest-version')[0]?.uri, `${base}version/${rain}/5`);
    assert.equal(links.rel('predecessor-version')[0]?.uri, `${base}version/${rain}/3`);
    assert.equal(links.rel('version-history')[0]?.uri, `${base}version/${rain}`);
  });

  it('hold each graph exactly as it was, in the name of the document, apart from what is said of the version', async () => {
    assert.deepEqual([...graphs.keys()], [1, 3, 5]);
    for (const [sequence, expected] of graphs) {
      const path = `/version/${rain}/${sequence}`;
      assert.deepEqual(await graph(path, `${base}doc/${rain}`), expected, path);
      const quads = await quadsOf(await get(path, { Accept: 'application/n-quads' }));
      const names = new Set(quads.map((quad) => quad.graph.value));
      assert.deepEqual([...names].sort(), [`${base}doc/${rain}`, `${base}version/${rain}/${sequence}`]);
    }
  });

  for (const { mediaType, extension, name } of rdfFormats) {
    it(`answer the same in ${name}, by Accept and by extension`, async () => {
      const path = `/version/${rain}/3`;
      const negotiated = await get(path, { Accept: mediaType });
      assert.equal(negotiated.status, 200);
      assert.equal(negotiated.headers['content-type']?.split(';')[0], mediaType);
      assert.equal(negotiated.headers['content-location'], `${path}.${extension}`);
      assert.match(String(negotiated.headers.vary), /^Accept\b/);
      assert.deepEqual(linesOf(await quadsOf(negotiated)), await lines(path, 'text/turtle'));
      const named = await get(`${path}.${extension}`, { Accept: 'image/png' });
      assert.equal(named.body, negotiated.body);
      assert.doesNotMatch(String(named.headers.vary), /\bAccept\b(?!-)/);
    });
  }

  it('say when they began and ended, and of what they are versions', async () => {
    const of = (sequence: number) =>
      graph(`/version/${rain}/${sequence}`, `${base}version/${rain}/${sequence}`);
    const [first, withdrawn, present] = [await of(1), await of(3), await of(5)];
    const iri = (sequence: number) => `<${base}version/${rain}/${sequence}>`;
    const time = (second: number) => `"${isoTime(second)}"^^<http://www.w3.org/2001/XMLSchema#dateTime>`;
    assert.ok(first.includes(`${iri(1)} <${dcat.isVersionOf}> <${base}doc/${rain}> .\n`));
    assert.ok(first.includes(`${iri(1)} <${dcat.version}> "1" .\n`));
    assert.ok(first.includes(`${iri(1)} <${prov.generatedAtTime}> ${time(0)} .\n`));
    assert.ok(first.includes(`${iri(1)} <${prov.invalidatedAtTime}> ${time(10)} .\n`));
    assert.ok(!first.some((line) => line.includes(dcat.previousVersion) || line.includes('Withdrawn')));
    assert.ok(withdrawn.includes(`${iri(3)} <${dcat.previousVersion}> ${iri(1)} .\n`));
    assert.ok(withdrawn.includes(`${iri(3)} <${prov.wasRevisionOf}> ${iri(1)} .\n`));
    assert.ok(withdrawn.includes(`${iri(3)} <${prov.invalidatedAtTime}> ${time(20)} .\n`));
    assert.ok(withdrawn.some((line) => line.includes('<http://purl.org/adms/status/Withdrawn>')));
    assert.ok(withdrawn.some((line) => line.includes('"Its figures were wrong."')));
    assert.ok(withdrawn.includes(`${iri(3)} <${dct.isReplacedBy}> <${base}id/dataset/new> .\n`));
    assert.ok(!present.some((line) => line.includes(prov.invalidatedAtTime)));
  });

  it('are kept for ever by caches once they have ended, and asked about until then', async () => {
    for (const sequence of [1, 3]) {
      const { headers } = await get(`/version/${rain}/${sequence}.ttl`);
      assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
    }
    assert.equal((await get(`/version/${rain}/5.ttl`)).headers['cache-control'], 'public, no-cache');
    assert.equal((await get(`/version/${rain}/1.html`)).headers['cache-control'], 'public, no-cache');
  });

  it('answer 304 to who has them, and HEAD as GET', async () => {
    const path = `/version/${rain}/1`;
    const first = await get(path, { Accept: 'text/turtle' });
    assert.match(String(first.headers.etag), /^"[\x21\x23-\x7E]+"$/);
    assert.equal(first.headers['last-modified'], httpTime(10));
    const again = await get(path, { Accept: 'text/turtle', 'If-None-Match': String(first.headers.etag) });
    assert.deepEqual([again.status, again.body], [304, '']);
    assert.equal(again.headers['memento-datetime'], httpTime(0));
    const other = await get(path, {
      Accept: 'application/ld+json',
      'If-None-Match': String(first.headers.etag),
    });
    assert.equal(other.status, 200);
    const head = await get(path, { Accept: 'text/turtle' }, 'HEAD');
    assert.deepEqual([head.status, head.body, head.headers.etag], [200, '', first.headers.etag]);
    assert.equal(head.headers['content-length'], String(Buffer.byteLength(first.body)));
  });

  it('allow reading only', async () => {
    for (const path of [`/version/${rain}/1`, `/version/${rain}`, `/difference/${rain}/1/3`]) {
      const options = await get(path, {}, 'OPTIONS');
      assert.deepEqual([options.status, options.headers.allow], [204, 'GET, HEAD, OPTIONS']);
      assertProblem(await get(path, {}, 'PUT'), 405, 'method-not-allowed');
    }
  });

  it('are 404 where there is none of that number, and say where the versions are', async () => {
    for (const sequence of ['2', '4', '99', '9007199254740993']) {
      const problem = assertProblem(await get(`/version/${rain}/${sequence}`), 404, 'not-found');
      assert.equal(problem['history'], `${base}version/${rain}`);
    }
    for (const path of [
      `/version/${rain}/01`,
      '/version/dataset/none',
      '/version/dataset/none/1',
      '/version/',
      '/version',
    ])
      assert.equal((await get(path)).status, 404, path);
    assertProblem(await get('/version/%zz/1'), 400, 'malformed-url');
    assertProblem(await get(`/version/${rain}/1`, { Accept: 'image/png' }), 406, 'not-acceptable');
  });

  it('of documents with dots and Unicode in their keys are found by exact name first', async () => {
    const dotted = await get(`/version/${rain}.rdf`, { Accept: 'text/turtle' });
    assert.match(dotted.body, /version\/dataset\/rainfall\.rdf\/2>/);
    const history = await get(`/version/${rain}.ttl`);
    assert.match(history.body, /version\/dataset\/rainfall\/5>/);
    const hindi = await get(`/version/${encodeURI(unicode)}/6.nt`);
    assert.equal(hindi.status, 200);
    assert.ok(hindi.body.includes(`<${base}version/${unicode}/6>`));
    assert.equal(hindi.headers['content-location'], `/version/${encodeURI(unicode)}/6.nt`);
  });

  it('stay at their address where a document comes whose key is the same', async () => {
    await portal.publish(dataset('rainfall/3', 'A document with a number'));
    const version = await get(`/version/${rain}/3`, { Accept: 'text/turtle' });
    assert.match(version.body, /"Rainfall"@en/);
    const own = await get(`/version/${rain}/3/7`, { Accept: 'text/turtle' });
    assert.match(own.body, /"A document with a number"@en/);
  });

  describe('their list', () => {
    it('tells all versions in RDF', async () => {
      const quads = await quadsOf(await get(`/version/${rain}`, { Accept: 'text/turtle' }));
      const versions = quads
        .filter(
          ({ subject, predicate }) =>
            subject.value === `${base}doc/${rain}` && predicate.value === dcat.hasVersion,
        )
        .map(({ object }) => object.value);
      assert.deepEqual(
        versions,
        [5, 3, 1].map((sequence) => `${base}version/${rain}/${sequence}`),
      );
      assert.ok(
        quads.some(({ predicate, object }) => predicate.value === hydra.totalItems && object.value === '3'),
      );
      assert.ok(
        quads.some(
          ({ predicate, object }) =>
            predicate.value === prov.invalidatedAtTime && object.value === isoTime(20),
        ),
      );
    });

    it('tells on a page what happened, with links to versions and differences', async () => {
      const { body, headers } = await get(`/version/${rain}.html`);
      assert.equal(headers['content-language'], 'en');
      for (const href of [
        `/version/${rain}/5`,
        `/version/${rain}/3`,
        `/difference/${rain}/1/3`,
        `/difference/${rain}/3/5`,
      ])
        assert.ok(body.includes(`href="${href}"`), href);
      const order = ['Published again', 'Withdrawn', 'Its figures were wrong.', 'Changed', 'First published'];
      const places = order.map((text) => body.indexOf(text));
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
      );
      assert.ok(places.every((place) => place > 0));
      assert.match((await get(`/version/${rain}.html?lang=hi`)).body, /फिर से प्रकाशित/);
    });

    it('is paged where it is long, to its end', async () => {
      for (let number = 1; number <= 120; number += 1)
        await portal.publish(dataset('busy', `Number ${number}`));
      const seen: string[] = [];
      let path: string | undefined = '/version/dataset/busy';
      let pages = 0;
      while (path !== undefined) {
        const quads: Quad[] = await quadsOf(await get(path, { Accept: 'text/turtle' }));
        for (const { predicate, object } of quads)
          if (predicate.value === hydra.member) seen.push(object.value);
        const next = quads.find(({ predicate }) => predicate.value === hydra.next);
        path = next && `/${next.object.value.slice(base.length)}`;
        pages += 1;
      }
      assert.deepEqual([seen.length, new Set(seen).size, pages], [120, 120, 3]);
      const page = await get('/version/dataset/busy.html');
      assert.match(page.body, /rel="next"/);
      assertProblem(await get('/version/dataset/busy?after=x'), 400, 'malformed-position');
    });
  });

  describe('their difference', () => {
    const path = `/difference/${rain}/1/3`;
    const difference = `${base}difference/${rain}/1/3`;
    const expected = () => {
      const [before = [], after = []] = [graphs.get(1), graphs.get(3)];
      return {
        removed: before.filter((line) => !after.includes(line)),
        added: after.filter((line) => !before.includes(line)),
      };
    };

    for (const mediaType of ['application/trig', 'application/n-quads', 'application/ld+json']) {
      it(`is two named graphs in ${mediaType}`, async () => {
        const quads = await quadsOf(await get(path, { Accept: mediaType }));
        const inGraph = (name: string) => linesOf(quads.filter((quad) => quad.graph.value === name));
        assert.deepEqual(inGraph(`${difference}#removed`), expected().removed);
        assert.deepEqual(inGraph(`${difference}#added`), expected().added);
        const own = quads.filter((quad) => quad.graph.value === '');
        assert.ok(
          own.some(({ predicate, object }) => predicate.value === rdf.type && object.value === cs.ChangeSet),
        );
        assert.ok(
          own.some(
            ({ subject, object }) =>
              subject.value === `${difference}#added` && object.value === sd.NamedGraph,
          ),
        );
      });
    }

    for (const mediaType of ['text/turtle', 'application/n-triples', 'application/rdf+xml']) {
      it(`is told as statements that are not stated in ${mediaType}`, async () => {
        const quads = await quadsOf(await get(path, { Accept: mediaType }));
        const told = (property: string) =>
          quads
            .filter(({ subject, predicate }) => subject.value === difference && predicate.value === property)
            .map(({ object }) => {
              const part = (name: string) =>
                quads.find(
                  ({ subject, predicate }) => subject.value === object.value && predicate.value === name,
                )?.object;
              return nQuadLine(
                {
                  subject: part(rdf.subject),
                  predicate: part(rdf.predicate),
                  object: part(rdf.object),
                  graph: { value: '' },
                } as Quad,
                '',
              );
            })
            .sort();
        assert.deepEqual(told(cs.removal), expected().removed);
        assert.deepEqual(told(cs.addition), expected().added);
        const all = new Set(linesOf(quads));
        for (const line of [...expected().removed, ...expected().added]) assert.ok(!all.has(line), line);
      });
    }

    it('is an update that makes the later version of the earlier one, and back', async () => {
      for (const [from, to] of [
        [1, 3],
        [3, 5],
        [5, 1],
        [3, 3],
      ] as const) {
        const answer = await get(`/difference/${rain}/${from}/${to}.ru`);
        assert.equal(answer.headers['content-type'], 'application/sparql-update');
        const result = new Set(graphs.get(from));
        for (const { word, quads } of operationsOf(answer.body)) {
          for (const line of linesOf(quads)) word === 'delete' ? result.delete(line) : result.add(line);
          assert.ok(quads.every((quad) => quad.graph.value === `${base}doc/${rain}`));
        }
        assert.deepEqual([...result].sort(), graphs.get(to));
      }
      assert.equal((await get(`/difference/${rain}/3/3.ru`)).body.trim(), '');
    });

    it('is a page with names of properties and words for what was removed and added', async () => {
      const { body, status } = await get(path, { Accept: 'text/html' });
      assert.equal(status, 200);
      assert.match(body, /<th scope="row"[^>]*>Title<\/th>/);
      assert.match(body, /Removed:<\/span> <del>Rain</);
      assert.match(body, /Added:<\/span> <ins>Rainfall</);
      assert.match(body, /<th scope="row"[^>]*>Keywords<\/th>/);
      assert.match(body, /<h2>Rainfall<\/h2>/);
      const hindi = await get(`${path}.html?lang=hi`);
      assert.match(hindi.body, /हटाया गया:<\/span> <del>/);
    });

    it('never changes, and is 404 where one of the versions is not there', async () => {
      assert.equal((await get(`${path}.nt`)).headers['cache-control'], 'public, max-age=31536000, immutable');
      const of5 = await get(`/difference/${rain}/3/5.nt`);
      for (const none of [`/difference/${rain}/1/4`, `/difference/${rain}/4/1`])
        assertProblem(await get(none), 404, 'not-found');
      for (const none of [`/difference/${rain}/1`, '/difference/dataset/none/1/2', '/difference/'])
        assert.equal((await get(none)).status, 404, none);
      portal.at(40);
      await portal.publish(dataset('rainfall', 'Once more'));
      assert.equal((await get(`/difference/${rain}/3/5.nt`)).body, of5.body);
    });
  });
});

function linesOf(quads: readonly Quad[]): string[] {
  return [...new Set(quads.map((quad) => nQuadLine(quad, '')))].sort();
}

/** The operations of an update that only states data. */
function operationsOf(text: string): { word: 'delete' | 'insert'; quads: Quad[] }[] {
  if (text.trim() === '') return [];
  const update = new SparqlParser().parse(text);
  assert.ok(update.type === 'update');
  return update.updates.map((operation) => {
    assert.ok('updateType' in operation);
    assert.ok(operation.updateType === 'delete' || operation.updateType === 'insert');
    const word = operation.updateType;
    const parts = (word === 'delete' ? operation.delete : operation.insert) ?? [];
    const quads = parts.flatMap((part) => {
      assert.ok(part.type === 'graph');
      return part.triples.map((triple) => ({ ...triple, graph: part.name }) as unknown as Quad);
    });
    return { word, quads };
  });
}
