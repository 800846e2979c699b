import assert from 'node:assert/strict';
import type { Quad } from '@rdfjs/types';
import { rdfFormats } from '../../src/rdf/formats.ts';
import { harvestTerms } from '../../src/vocabulary/harvest.ts';
import { dcat, dct, hydra, prov, rdf, rdfs, sh, xsd } from '../../src/vocabulary/terms.ts';
import { type Answer, ask, assertProblem, canonicalTriples, quadsOf } from './client.ts';
import { records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';
import { type ExampleHarvests, exampleHarvests } from './support/example-harvests.ts';
import { parseMarkup } from './support/parse-markup.ts';

const terms = harvestTerms(base);
const paths = [
  '/harvest',
  '/harvest/city-ckan',
  '/harvest/weather',
  '/harvest/gone',
  '/harvest/city-ckan/45',
];

function objects(quads: readonly Quad[], subject: string, predicate: string): string[] {
  return quads
    .filter((quad) => quad.subject.value === subject && quad.predicate.value === predicate)
    .map((quad) => quad.object.value);
}

describe('/harvest', function () {
  this.timeout(60_000);
  let portal: RunningPortal;
  let harvests: ExampleHarvests;
  before(async () => {
    harvests = exampleHarvests();
    portal = await startPortal({ vocabulary: true, harvests });
    await portal.publish(...records);
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });
  const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    ask(portal.origin + path, { headers });
  const page = (path: string, language = 'en') =>
    get(path, { Accept: 'text/html', 'Accept-Language': language });
  const data = async (path: string) => quadsOf(await get(path, { Accept: 'text/turtle' }));

  describe('as RDF', () => {
    for (const path of paths)
      it(`${path} says the same in every format, negotiated and by extension`, async () => {
        const expected = await canonicalTriples(await data(path));
        for (const { mediaType, extension } of rdfFormats) {
          const negotiated = await get(path, { Accept: mediaType });
          assert.equal(negotiated.status, 200);
          assert.match(
            negotiated.headers['content-type'] ?? '',
            new RegExp(`^${mediaType.replace('+', '\\+')}`),
          );
          assert.equal(negotiated.headers['content-location'], `${path}.${extension}`);
          assert.match(negotiated.headers.vary ?? '', /Accept/);
          assert.equal(await canonicalTriples(await quadsOf(negotiated)), expected, mediaType);
          const named = await get(`${path}.${extension}`, { Accept: 'text/html' });
          // Addresses of further pages keep the extension.
          const body = named.body.replaceAll(`${path}.${extension}`, path);
          assert.equal(await canonicalTriples(await quadsOf({ ...named, body })), expected, extension);
          assert.doesNotMatch(named.headers.vary ?? '', /Accept(?!-Encoding)/);
        }
      });

    it('describes a source as a catalogue with an endpoint, how it stands and when it is read', async () => {
      const source = `${base}harvest/city-ckan#source`;
      for (const path of ['/harvest', '/harvest/city-ckan']) {
        const quads = await data(path);
        assert.deepEqual(
          objects(quads, source, rdf.type).toSorted(),
          [terms.Source, dcat.Catalog, prov.Entity].toSorted(),
        );
        assert.deepEqual(objects(quads, source, dct.title), ['Open data of the city']);
        assert.deepEqual(objects(quads, source, terms.sourceType), ['ckan']);
        assert.deepEqual(objects(quads, source, terms.schedule), ['PT21600S']);
        assert.deepEqual(objects(quads, source, terms.publishedRecords), ['82754']);
        assert.deepEqual(objects(quads, source, terms.nextRun), ['2026-11-20T09:02:30Z']);
        assert.deepEqual(objects(quads, source, terms.waitingRun), [`${base}harvest/city-ckan/45#run`]);
        const [service = ''] = objects(quads, source, dcat.service);
        assert.deepEqual(objects(quads, service, dcat.endpointURL), ['https://ckan.city.example/']);
        assert.deepEqual(objects(quads, service, dcat.servesDataset), [source]);
      }
    });

    it('describes a run as an activity: times, agent, source, outcome, counts', async () => {
      const run = `${base}harvest/city-ckan/45#run`;
      const quads = await data('/harvest/city-ckan/45');
      assert.ok(objects(quads, run, rdf.type).includes(prov.Activity));
      assert.deepEqual(objects(quads, run, prov.startedAtTime), ['2026-11-20T03:00:00Z']);
      assert.deepEqual(objects(quads, run, prov.endedAtTime), ['2026-11-20T03:02:30Z']);
      assert.deepEqual(objects(quads, run, prov.used), [`${base}harvest/city-ckan#source`]);
      const [agent = ''] = objects(quads, run, prov.wasAssociatedWith);
      assert.deepEqual(objects(quads, agent, rdf.type), [prov.SoftwareAgent]);
      assert.equal(objects(quads, agent, rdfs.label).length, 2);
      assert.deepEqual(objects(quads, run, terms.outcome), ['waiting']);
      for (const [name, count] of Object.entries({
        read: 82_000,
        created: 12,
        refused: 1_481,
        held: 20_000,
        bytes: 182_000_000,
      }))
        assert.deepEqual(objects(quads, run, terms[name as 'read']), [String(count)]);
      const read = quads.find(({ predicate }) => predicate.value === terms.read)?.object;
      assert.equal(read?.termType === 'Literal' && read.datatype.value, xsd.integer);
      assert.deepEqual(objects(quads, run, rdfs.comment), ['The site says 82,800 packages and gave 82,754.']);
    });

    it('has refusals as a SHACL validation report: record, place, value, severity, words in both languages', async () => {
      const run = `${base}harvest/city-ckan/45#run`;
      const quads = await data('/harvest/city-ckan/45');
      const [report = ''] = objects(quads, run, terms.refusals);
      assert.deepEqual(objects(quads, report, rdf.type), [sh.ValidationReport]);
      assert.deepEqual(objects(quads, report, sh.conforms), ['false']);
      const results = objects(quads, report, sh.result);
      assert.equal(results.length, 81);
      const [result = ''] = results;
      assert.deepEqual(objects(quads, result, sh.resultSeverity), [sh.Violation]);
      assert.deepEqual(objects(quads, result, sh.value), ['now and then 0']);
      assert.deepEqual(objects(quads, result, terms.place), ['https://city.example/data.json, /dataset/7']);
      assert.equal(objects(quads, result, sh.resultMessage).length, 2);
      const [record = ''] = objects(quads, result, terms.refusedRecord);
      assert.deepEqual(objects(quads, result, sh.focusNode), [record]);
      assert.deepEqual(objects(quads, record, dct.identifier), ['d0']);
      assert.deepEqual(objects(quads, record, dct.title), ['Record d0']);
    });

    it('says why a run failed', async () => {
      const quads = await data('/harvest/weather/3');
      const run = `${base}harvest/weather/3#run`;
      assert.deepEqual(objects(quads, run, terms.failureCode), ['source-failed']);
      assert.match(objects(quads, run, terms.failureMessage)[0] ?? '', /status 503/);
      assert.deepEqual(objects(quads, run, terms.refusals), []);
    });

    it('pages the runs of a source, newest first, none twice and none left out', async () => {
      const seen: string[] = [];
      let path = '/harvest/city-ckan';
      for (let pages = 0; path !== ''; pages += 1) {
        assert.ok(pages < 4);
        const answer = await get(path, { Accept: 'text/turtle' });
        const quads = await quadsOf(answer);
        seen.push(...objects(quads, `${base}harvest/city-ckan#source`, terms.run));
        const next = /<([^>]+)>; rel="next"/.exec(String(answer.headers.link))?.[1] ?? '';
        const [view = ''] = objects(quads, `${base}harvest/city-ckan`, hydra.view);
        assert.deepEqual(objects(quads, view, hydra.next), next === '' ? [] : [next]);
        path = next.slice(base.length - 1);
      }
      // The last run stands with the source on every page.
      assert.deepEqual([...new Set(seen)].length, 45);
    });

    it('defines every own term that it uses where the term leads', async () => {
      const defined = new Set((await data('/doc/def/harvest')).map(({ subject }) => subject.value));
      for (const path of paths)
        for (const { predicate, object } of await data(path))
          for (const term of [predicate.value, object.value])
            if (term.startsWith(`${base}def/harvest#`)) assert.ok(defined.has(term), term);
    });
  });

  describe('as pages', () => {
    it('are sound HTML in both languages', async () => {
      for (const path of [
        ...paths,
        '/harvest/tables',
        '/harvest/city-ckan?after=26',
        '/harvest/city-ckan/45?reason=1',
      ])
        for (const language of ['en', 'hi']) {
          const answer = await page(path, language);
          assert.equal(answer.status, 200, path);
          assert.equal(answer.headers['content-language'], language);
          assert.equal(parseMarkup(answer.body, 'html').attributes.get('lang'), language);
        }
    });

    it('list how each source stands, and who waits', async () => {
      const { body } = await page('/harvest');
      assert.match(body, /Open data of the city/);
      assert.match(body, /waits for a person/);
      assert.match(body, /20,000 of 82,754 records are missing from the source since run 45/);
      assert.match(body, /failed 2 times/);
      assert.match(body, /not read yet/);
      assert.match((await page('/harvest', 'hi')).body, /व्यक्ति के निर्णय की प्रतीक्षा/);
    });

    it('say what to do, with the command', async () => {
      assert.match(
        (await page('/harvest/city-ckan')).body,
        /<code>fivestar source approve city-ckan<\/code>/,
      );
      const failing = (await page('/harvest/weather')).body;
      assert.match(failing, /What was published of this source before stays as it is/);
      assert.match(failing, /<code>fivestar source run weather<\/code>/);
      assert.doesNotMatch((await page('/harvest/tables')).body, /What to do/);
    });

    it('group refusals by reason in the reader’s language, and page them', async () => {
      const first = (await page('/harvest/city-ckan/45')).body;
      assert.match(first, /Frequency <span class="number">60 records<\/span>/);
      assert.match(first, /No frequency goes by this name\./);
      assert.match(first, /The first 81 refusals are kept of 1,481\./);
      assert.equal(first.match(/class="card"/g)?.length, 15);
      assert.match((await page('/harvest/city-ckan/45', 'hi')).body, /सूची में से कोई नाम लिखें।/);
      const second = (await page('/harvest/city-ckan/45?after=15')).body;
      assert.equal(second.match(/class="card"/g)?.length, 7);
      const one = [
        (await page('/harvest/city-ckan/45?reason=1')).body,
        (await page('/harvest/city-ckan/45?reason=1&after=40')).body,
      ].map((body) => [...body.matchAll(/<q>now and then (\d+)<\/q>/g)].map(([, number]) => Number(number)));
      assert.deepEqual(
        one.flat(),
        Array.from({ length: 60 }, (_, at) => at),
      );
      assert.match(first, /reason=1/);
    });

    it('keep the runs of a source that was removed', async () => {
      assert.match((await page('/harvest/gone')).body, /harvested no more/);
      assert.equal((await page('/harvest/gone/2')).status, 200);
      assert.doesNotMatch((await page('/harvest')).body, /gone/);
    });
  });

  it('never shows secrets, header fields, nor paths of the machine', async () => {
    for (const path of [...paths, '/harvest/tables', '/harvest/weather/3'])
      for (const extension of ['html', ...rdfFormats.map((format) => format.extension)]) {
        const { status, body } = await get(`${path}.${extension}`);
        assert.equal(status, 200);
        assert.doesNotMatch(
          body,
          /PASSWORD|TOKEN|Bearer|abcdef|user:|\/srv|secret\//,
          `${path}.${extension}`,
        );
      }
    assert.match(
      (await page('/harvest/weather')).body,
      /https:\/\/weather\.example\/data\.json\?set=all&amp;api_key=…/,
    );
    assert.match((await page('/harvest/tables')).body, /inventory\.xlsx/);
  });

  it('answers conditional requests and HEAD, and refuses other methods', async () => {
    for (const path of paths)
      for (const accept of ['text/turtle', 'text/html']) {
        const first = await get(path, { Accept: accept });
        assert.equal(first.headers['cache-control'], 'public, no-cache');
        const etag = String(first.headers.etag);
        const again = await get(path, { Accept: accept, 'If-None-Match': etag });
        assert.deepEqual([again.status, again.body], [304, '']);
        const head = await ask(portal.origin + path, { method: 'HEAD', headers: { Accept: accept } });
        assert.deepEqual([head.status, head.body, head.headers.etag], [200, '', etag]);
        const posted = await ask(portal.origin + path, {
          method: 'POST',
          headers: { Accept: 'application/json' },
        });
        assertProblem(posted, 405, 'method-not-allowed');
      }
  });

  it('does not let anybody keep what is on its way', async () => {
    const { states, reports } = harvests;
    const running = { ...harvests.add('weather', 4, { outcome: 'running' }) };
    harvests.states = states.map((state) =>
      state.definition.name === 'weather' ? { ...state, lastRun: running } : state,
    );
    try {
      for (const path of ['/harvest', '/harvest/weather', '/harvest/weather/4'])
        for (const accept of ['text/turtle', 'text/html'])
          assert.equal((await get(path, { Accept: accept })).headers['cache-control'], 'no-store', path);
      assert.match((await page('/harvest/weather/4')).body, /on its way/);
      assert.equal(
        (await get('/harvest/city-ckan', { Accept: 'text/html' })).headers['cache-control'],
        'public, no-cache',
      );
    } finally {
      harvests.states = states;
      reports.pop();
    }
  });

  it('refuses in words what is not there', async () => {
    const json = { Accept: 'application/json' };
    const source = assertProblem(await get('/harvest/citi-ckan', json), 404, 'not-found');
    assert.match(String(source['detail']), /No source named citi-ckan/);
    const run = assertProblem(await get('/harvest/city-ckan/99', json), 404, 'not-found');
    assert.match(String(run['detail']), /no report of run 99 of city-ckan/);
    for (const path of [
      '/harvest/',
      '/harvest/City',
      '/harvest/city-ckan/01',
      '/harvest/city-ckan/1/2',
      '/harvest.xyz',
    ])
      assertProblem(await get(path, json), 404, 'not-found');
    for (const address of ['?after=x', '?after=-1', '?after=0', '.html?reason=1.5'])
      assertProblem(await get(`/harvest/city-ckan/45${address}`, json), 400, 'malformed-position');
    const refused = assertProblem(await get('/harvest', { Accept: 'image/png' }), 406, 'not-acceptable');
    assert.ok(Array.isArray(refused['available']));
    assert.match((await page('/harvest/citi-ckan')).body, /No such source/);
  });

  it('is linked from the home page, VoID and the api-catalog, and found by its IRIs', async () => {
    assert.match((await page('/')).body, /href="\/harvest"/);
    assert.ok((await data('/.well-known/void')).some(({ object }) => object.value === `${base}harvest`));
    assert.match((await get('/.well-known/api-catalog')).body, new RegExp(`"${base}harvest"`));
    for (const iri of ['harvest', 'harvest/city-ckan#source', 'harvest/city-ckan/45#run']) {
      const answer = await get(`/resource?${new URLSearchParams({ iri: base + iri })}`);
      assert.deepEqual([answer.status, answer.headers.location], [303, `/${iri}`]);
    }
  });

  it('is neither there nor linked where nothing is harvested', async () => {
    const other = await startPortal({ vocabulary: true });
    try {
      const ask1 = (path: string, accept: string) =>
        ask(other.origin + path, { headers: { Accept: accept } });
      for (const path of ['/harvest', '/harvest/city-ckan', '/harvest/city-ckan/1'])
        assertProblem(await ask1(path, 'application/json'), 404, 'not-found');
      assert.doesNotMatch((await ask1('/', 'text/html')).body, /\/harvest"/);
      assert.doesNotMatch((await ask1('/.well-known/api-catalog', '*/*')).body, /harvest/);
      assert.doesNotMatch(
        (await ask1('/.well-known/void', 'text/turtle')).body,
        /example\.gov\.in\/harvest>/,
      );
    } finally {
      await other.close();
    }
  });

  it('tells what to do where no source was added yet', async () => {
    const { states } = harvests;
    harvests.states = [];
    try {
      assert.match((await page('/harvest')).body, /fivestar source add/);
      assert.doesNotMatch((await page('/')).body, /href="\/harvest"/);
    } finally {
      harvests.states = states;
    }
  });
});
