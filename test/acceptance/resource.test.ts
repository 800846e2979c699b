import assert from 'node:assert/strict';
import { rdfFormats } from '../../src/rdf/formats.ts';
import { dcat, dct, foaf, hydra, rdfs, skos } from '../../src/vocabulary/terms.ts';
import { ask, assertProblem, canonicalTriples, quadsOf } from './client.ts';
import { dataset, records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';
import { elementsOf, parseMarkup } from './support/parse-markup.ts';
import { untilCurrent } from './support/until-current.ts';

const monthly = 'http://publications.europa.eu/resource/authority/frequency/MONTHLY';
const licence = 'https://data.gov.in/government-open-data-license-india';
const agency = 'https://agency.example/#it';

describe('/resource?iri=…', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ vocabulary: true, engine: true });
    const many = Array.from({ length: 60 }, (_, number) =>
      dataset(`many-${String(number).padStart(2, '0')}`, `Number ${number}`, `; dct:creator <${agency}>`),
    );
    await portal.publish(...records, ...many, dataset('old', 'Old'), {
      kind: 'dataset',
      topic: 'id/dataset/noded',
      parts: ['doc/dataset/noded#c14n0', 'id/dataset/noded#period'],
      turtle: `<id/dataset/noded> a dcat:Dataset ; dct:title "Noded" ; dcat:contactPoint <doc/dataset/noded#c14n0> ;
        dct:temporal <id/dataset/noded#period> . <doc/dataset/noded#c14n0> vcard:fn "Desk" . <id/dataset/noded#period> a dct:PeriodOfTime .`,
    });
    await portal.withdraw('doc/dataset/old');
    await untilCurrent(portal);
  });
  after(() => portal.close());

  const get = (path: string, accept = 'text/turtle', more: Record<string, string> = {}) =>
    ask(portal.origin + path, { headers: { Accept: accept, ...more } });
  const of = (iri: string, accept?: string) => get(`/resource?${new URLSearchParams({ iri })}`, accept);

  const redirects: readonly (readonly [string, string])[] = [
    ['id/dataset/prices-2016', '/doc/dataset/prices-2016'],
    ['doc/dataset/prices-2016', '/doc/dataset/prices-2016'],
    ['doc/dataset/prices-2016.ttl', '/doc/dataset/prices-2016.ttl'],
    ['id/distribution/prices-2016/1', '/doc/dataset/prices-2016?subject=id/distribution/prices-2016/1'],
    ['doc/dataset/noded#c14n0', '/doc/dataset/noded#c14n0'],
    ['id/dataset/noded#period', '/doc/dataset/noded?subject=id/dataset/noded%23period#period'],
    ['def/ndsap#App', '/doc/def/ndsap?subject=def/ndsap%23App#App'],
    ['def/sector/finance', '/doc/def/sector/finance'],
    ['id/dataset/वर्षा-2020', `/doc/dataset/${encodeURIComponent('वर्षा-2020')}`],
    [`id/dataset/${encodeURIComponent('वर्षा-2020')}`, `/doc/dataset/${encodeURIComponent('वर्षा-2020')}`],
    ['id/dataset/old', '/doc/dataset/old'],
    ['id/catalog/portal', '/catalog'],
    ['catalog', '/catalog'],
    ['', '/'],
  ];
  for (const [iri, location] of redirects) {
    it(`303 from ${iri || 'the base'} to ${location}`, async () => {
      const answer = await of(base + iri);
      assert.equal(answer.status, 303, answer.body);
      assert.equal(answer.headers.location, location);
    });
  }

  it('keeps the language', async () => {
    const answer = await get(`/resource?lang=hi&iri=${base}id/dataset/prices-2016`, 'text/html');
    assert.equal(answer.headers.location, '/doc/dataset/prices-2016?lang=hi');
  });

  it('tells in every syntax who refers to a concept of another authority, its names, and what matches it', async () => {
    const forms = new Set<string>();
    for (const { mediaType, extension } of rdfFormats) {
      const answer = await of(monthly, mediaType);
      assert.equal(answer.status, 200, answer.body);
      assert.ok(answer.headers['content-type']?.startsWith(mediaType));
      const quads = await quadsOf(answer);
      const has = (subject: string, predicate: string, object: string) =>
        quads.some(
          (q) => q.subject.value === subject && q.predicate.value === predicate && q.object.value === object,
        );
      assert.ok(has(`${base}id/dataset/prices-2016`, dct.accrualPeriodicity, monthly));
      assert.ok(has(`${base}def/frequency/monthly`, skos.exactMatch, monthly));
      assert.ok(has(monthly, rdfs.label, 'Monthly'));
      assert.ok(quads.some((q) => q.predicate.value === foaf.primaryTopic && q.object.value === monthly));
      forms.add(await canonicalTriples(quads));
      const named = await get(`/resource.${extension}?iri=${encodeURIComponent(monthly)}`, '*/*');
      assert.equal(named.body, answer.body);
    }
    assert.equal(forms.size, 1);
  });

  it('pages the records that refer to it, each once', async () => {
    const subjects: string[] = [];
    let path: string | undefined = `/resource?iri=${encodeURIComponent(agency)}`;
    for (let pages = 0; path !== undefined; pages++) {
      assert.ok(pages < 3);
      const answer = await get(path);
      const quads = await quadsOf(answer);
      subjects.push(
        ...quads
          .filter((q) => q.object.value === agency && q.predicate.value === dct.creator)
          .map((q) => q.subject.value),
      );
      const next: string | undefined = quads.find((q) => q.predicate.value === hydra.next)?.object.value;
      path = next?.slice(base.length - 1);
      assert.equal(path !== undefined, /rel="next"/.test(answer.headers.link as string));
    }
    assert.deepEqual([subjects.length, new Set(subjects).size], [60, 60]);
  });

  it('asks the query engine for what no record is indexed under', async () => {
    const quads = await quadsOf(await of(licence));
    assert.ok(quads.some((q) => q.predicate.value === dct.license && q.object.value === licence));
    const property = await quadsOf(await of(dcat.byteSize));
    assert.ok(property.some((q) => q.predicate.value === dcat.byteSize && q.object.value === '48213'));
    const type = await quadsOf(await of(dcat.Distribution));
    assert.ok(type.some((q) => q.object.value === dcat.Distribution));
  });

  it('is a page for people, in both languages', async () => {
    for (const language of ['en', 'hi']) {
      const answer = await get(`/resource?lang=${language}&iri=${encodeURIComponent(monthly)}`, 'text/html');
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['content-language'], language);
      const page = parseMarkup(answer.body, 'html');
      assert.equal(page.attributes.get('lang'), language);
      assert.match(elementsOf(page, 'h1')[0]?.text ?? '', language === 'en' ? /Monthly/ : /मासिक/);
      const hrefs = elementsOf(page, 'a').map((a) => a.attributes.get('href') ?? '');
      assert.ok(
        hrefs.some((href) => href.startsWith('/doc/dataset/prices-2016')),
        hrefs.join(' '),
      );
      const field = elementsOf(page, 'input').find((input) => input.attributes.get('name') === 'iri');
      assert.equal(field?.attributes.get('value'), monthly);
    }
  });

  it('404 for what nothing here mentions', async () => {
    const iri = 'https://elsewhere.example/nothing';
    const problem = assertProblem(await of(iri, 'application/problem+json, */*;q=0.1'), 404, 'not-found');
    assert.match(String(problem['detail']), /says anything about https:\/\/elsewhere\.example\/nothing/);
    assert.equal((await of(`${base}id/dataset/none`)).status, 404);
    assert.equal((await of(iri, 'text/html')).status, 404);
  });

  it('400 for what is no absolute IRI, with a form for people', async () => {
    const json = 'application/problem+json, text/turtle;q=0.5';
    assertProblem(await get('/resource', json), 400, 'iri-missing');
    assertProblem(await get('/resource?iri=', json), 400, 'iri-missing');
    for (const iri of [
      'doc/dataset/x',
      '//evil.example/x',
      'http://',
      'https://a}b',
      'x',
      '<https://a.example/>',
    ]) {
      assertProblem(await of(iri, json), 400, 'iri-malformed');
    }
    assertProblem(await get('/resource?iri=https://a%20b', json), 400, 'iri-malformed');
    assertProblem(await get('/resource?iri=%ff', json), 400, 'not-utf-8');
    const answer = await get('/resource?iri=%22%3E%3Cscript%3E', 'text/html');
    assert.equal(answer.status, 400);
    const page = parseMarkup(answer.body, 'html');
    const form = elementsOf(page, 'form').find((one) => one.attributes.get('action') === '/resource');
    assert.equal(form && elementsOf(form, 'input')[0]?.attributes.get('value'), '"><script>');
  });

  it('never redirects outside, nor lets an IRI out of its place in a query', async () => {
    for (const iri of [
      'https://evil.example/doc/dataset/prices-2016',
      `${base.slice(0, -1)}.evil.example/id/dataset/prices-2016`,
      `${base}@evil.example/`,
      `${base}/evil.example/`,
      'javascript:alert(2)',
    ]) {
      const answer = await of(iri);
      assert.equal(answer.status, 404, iri);
      assert.equal(answer.headers.location, undefined);
    }
    // A record refers to this one: it is told, and not linked.
    const hostile = await of('javascript:alert(1)', 'text/html');
    assert.equal(hostile.status, 200);
    for (const a of elementsOf(parseMarkup(hostile.body, 'html'), 'a')) {
      assert.doesNotMatch(a.attributes.get('href') ?? '', /^javascript/i);
    }
    for (const iri of [
      'https://x.example/> ?p ?o } #',
      'https://x.example/\\u003E ?p ?o',
      'https://x.example/\n',
      'https://x.example/}',
    ]) {
      assert.equal((await of(`${iri}z`)).status, 400, iri);
    }
  });

  it('refuses other methods and formats, and revalidates', async () => {
    const path = `/resource?iri=${encodeURIComponent(monthly)}`;
    assert.equal((await ask(portal.origin + path, { method: 'DELETE' })).status, 405);
    assert.equal((await get(path, 'image/png')).status, 406);
    const first = await get(path);
    assert.equal((await get(path, 'text/turtle', { 'If-None-Match': first.headers.etag ?? '' })).status, 304);
    assert.deepEqual(portal.logged, []);
  });
});

describe('/resource while the query engine is not there', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ vocabulary: true });
    await portal.publish(...records);
  });
  after(() => portal.close());

  const of = (iri: string) => ask(`${portal.origin}/resource.ttl?${new URLSearchParams({ iri })}`);

  it('tells what the records and the concept schemes know', async () => {
    const referred = await quadsOf(await of(monthly));
    assert.ok(referred.some(({ subject }) => subject.value === `${base}id/dataset/prices-2016`));
    const daily = monthly.replace('MONTHLY', 'DAILY');
    const named = await quadsOf(await of(daily));
    assert.ok(named.some((q) => q.predicate.value === skos.exactMatch && q.object.value === daily));
    assert.equal((await of(`${base}id/dataset/prices-2016`)).status, 303);
  });

  it('says 503, not 404, of what only the engine could know', async () => {
    const answer = await of('https://elsewhere.example/nothing');
    assert.equal(answer.status, 503);
    assert.ok(Number(answer.headers['retry-after']) > 0);
  });
});
