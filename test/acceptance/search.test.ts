import assert from 'node:assert/strict';
import { ask, assertProblem } from './client.ts';
import { dataset, records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';
import { until } from './support/cli.ts';
import { type MarkupElement, parseMarkup } from './support/parse-markup.ts';

interface Results {
  readonly total: number;
  readonly totalWithoutFilters: number;
  readonly query: {
    readonly words: readonly { word: string; count: number; taken: string[] }[];
    cut: boolean;
  };
  readonly results: readonly { iri: string; document: string; kind: string; title: Record<string, string> }[];
  readonly facets: Readonly<
    Record<
      string,
      {
        values: { value: string; iri?: string; name: string; count: number; selected: boolean }[];
        more: number;
      }
    >
  >;
  readonly first?: string;
  readonly next?: string;
}

const csv = '<http://publications.europa.eu/resource/authority/file-type/CSV>';
const pdf = '<def/file-format/pdf>';

function table(key: string, title: string, sector: string, format: string, date: string) {
  const file = `id/distribution/${key}/1`;
  const more = `; dcat:theme <def/sector/${sector}> ; dct:modified "${date}"^^xsd:date ; dcat:distribution <${file}>`;
  const record = dataset(key, title, more);
  return {
    ...record,
    parts: [file],
    turtle: `${record.turtle} <${file}> a dcat:Distribution ; dct:format ${format} .`,
  };
}

const tables = [
  table('wheat', 'Wheat prices by district', 'agricultural-marketing', csv, '2019-03-01'),
  table('rice', 'Rice prices by district', 'agriculture', pdf, '2020-03-01'),
  table('banks', 'Bank branches by district', 'banking', csv, '2021-03-01'),
];

describe('/search', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ vocabulary: true, search: true });
    await portal.publish(...records, ...tables);
    await untilFollowed();
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });

  const untilFollowed = () =>
    until('the search follows', async () => {
      const { ready, sequence } = portal.search.state();
      return ready && sequence === portal.store.sequence();
    });
  const get = (path: string, headers: Record<string, string> = {}) => ask(portal.origin + path, { headers });
  const search = async (query: string): Promise<Results> => {
    const answer = await get(`/search.json?${query}`);
    assert.equal(answer.status, 200, answer.body);
    return JSON.parse(answer.body) as Results;
  };
  const found = async (query: string) =>
    (await search(query)).results.map(({ document }) => document.slice(`${base}doc/dataset/`.length)).sort();
  const counts = (results: Results, facet: string) =>
    Object.fromEntries(results.facets[facet]?.values.map(({ value, count }) => [value, count]) ?? []);

  describe('text', () => {
    const cases: readonly [query: string, documents: readonly string[]][] = [
      ['q=wheat', ['wheat']],
      ['q=WHEAT+price', ['wheat']],
      ['q=wheat+banks', []],
      ['q=whe', ['wheat']],
      ['q=%22whe%22', []],
      ['q=wheet', ['wheat']],
      ['q=bnaks', ['banks']],
      ['q=%E0%A4%AE%E0%A5%82%E0%A4%B2%E0%A5%8D%E0%A4%AF', ['prices-2016']], // मूल्य
      ['q=%E0%A4%89%E0%A4%AA%E0%A4%AD%E0%A5%8B', ['prices-2016']], // उपभो…
      ['q=karnataka', ['prices-2016']], // by the name of its place
      ['q=%E0%A4%95%E0%A4%B0%E0%A5%8D%E0%A4%A8%E0%A4%BE%E0%A4%9F%E0%A4%95', ['prices-2016']], // कर्नाटक
      ['q=inflation', ['prices-2016']],
      ['q=prices-2016', ['prices-2016']],
    ];
    for (const [query, documents] of cases) {
      it(`${decodeURIComponent(query)} finds ${documents.join(', ') || 'nothing'}`, async () => {
        assert.deepEqual(await found(`${query}&kind=dataset`), documents);
      });
    }

    it('says what an unknown word was taken for', async () => {
      const { query } = await search('q=inflaton');
      assert.deepEqual(query.words, [{ word: 'inflaton', count: 1, taken: ['inflation'], suggested: [] }]);
    });

    it('is bounded, whatever is sent', async () => {
      const long = Array.from({ length: 1_000 }, (_, i) => `w${i}`).join('+');
      const results = await search(`q=${long}`);
      assert.equal(results.total, 0);
      assert.equal(results.query.cut, true);
      assert.equal((await search(`q=wheat%00%01%1F%0A${'%20'.repeat(2_000)}`)).total, 1);
      for (const odd of ['%22', '*', '%5C', '(', '%F0%9F%8C%BE', '%EF%BF%BF', '.*%2B%3F%5E%24%7B%7D']) {
        assert.equal((await get(`/search.json?q=${odd}`)).status, 200, odd);
        assert.equal((await get(`/search.atom?q=${odd}`)).status, 200, odd);
        assert.equal((await get(`/search.html?q=${odd}`)).status, 200, odd);
      }
      assertProblem(await get(`/search?q=${'x'.repeat(10_000)}`), 414, 'url-too-long');
    });
  });

  describe('facets', () => {
    it('count values, a sector with its sub-sectors, formats by the concepts of the portal', async () => {
      const results = await search('q=district');
      assert.equal(results.total, 3);
      assert.equal(counts(results, 'sector')['agriculture'], 2);
      assert.equal(counts(results, 'sector')['agricultural-marketing'], 1);
      assert.deepEqual(counts(results, 'format'), { csv: 2, pdf: 1 });
      assert.deepEqual(counts(results, 'year'), { 2019: 1, 2020: 1, 2021: 1 });
      assert.equal(
        results.facets['sector']?.values.find(({ value }) => value === 'agriculture')?.name,
        'Agriculture',
      );
    });

    it('are alternatives within, and all needed together; a facet ignores its own choice', async () => {
      assert.deepEqual(await found('sector=agriculture'), ['rice', 'wheat']);
      assert.deepEqual(await found('sector=agriculture&format=csv'), ['wheat']);
      assert.deepEqual(await found('sector=agriculture&sector=banking'), ['banks', 'rice', 'wheat']);
      const results = await search('q=district&sector=banking');
      assert.equal(results.total, 1);
      assert.equal(results.totalWithoutFilters, 3);
      assert.equal(counts(results, 'sector')['agriculture'], 2);
      assert.deepEqual(counts(results, 'format'), { csv: 1 });
      assert.deepEqual(
        results.facets['sector']?.values.filter(({ selected }) => selected).map(({ value }) => value),
        ['banking'],
      );
    });

    it('take the IRI of a value, a matching one of another authority, or its short name', async () => {
      for (const value of ['csv', 'def/file-format/csv', `${base}def/file-format/csv`, csv.slice(1, -1)]) {
        assert.deepEqual(
          await found(`q=district&format=${encodeURIComponent(value)}`),
          ['banks', 'wheat'],
          value,
        );
      }
      assert.deepEqual(await found('publisher=ministry-of-statistics%2Fprice-division'), ['prices-2016']);
      assert.deepEqual(await found('place=in-ka&access=open&frequency=monthly'), ['prices-2016']);
      assert.deepEqual(await found('sector=none-such'), []);
    });

    it('find organisations and concepts where their kind is asked for', async () => {
      const { results } = await search('q=statistics&kind=organization');
      assert.deepEqual(results.map(({ iri }) => iri)[0], `${base}id/organization/ministry-of-statistics`);
      assert.ok(results.every(({ kind }) => kind === 'organization'));
    });
  });

  describe('paging', () => {
    it('gives everything once, in the order asked for', async () => {
      for (const sort of ['newest', 'oldest', 'title', 'relevance']) {
        const whole = await search(`q=district&sort=${sort}`);
        const paged: string[] = [];
        let next: string | undefined = `${base}search.json?q=district&sort=${sort}&size=1`;
        while (next !== undefined) {
          const page: Results = JSON.parse((await get(next.slice(base.length - 1))).body);
          assert.equal(page.total, 3);
          paged.push(...page.results.map(({ iri }) => iri));
          next = page.next;
        }
        assert.deepEqual(
          paged,
          whole.results.map(({ iri }) => iri),
          sort,
        );
      }
      assert.deepEqual(
        (await search('q=district&sort=newest')).results.map(({ iri }) =>
          iri.slice(`${base}id/dataset/`.length),
        ),
        ['banks', 'rice', 'wheat'],
      );
    });

    it('names the next page in Link, too', async () => {
      const { headers } = await get('/search?q=district&size=2', { accept: 'application/json' });
      assert.match(String(headers['link']), /<\/search\?q=district&size=2&after=[\w-]+>; rel="next"/);
    });

    it('bounds the size', async () => {
      assert.equal((await search('size=100000')).results.length <= 100, true);
    });
  });

  describe('what cannot be meant', () => {
    const cases: readonly [query: string, code: string][] = [
      ['after=nonsense', 'malformed-after'],
      ['sort=best', 'malformed-sort'],
      ['size=0', 'malformed-size'],
      ['size=ten', 'malformed-size'],
      ['year=16', 'malformed-year'],
      ['kind=thing', 'malformed-kind'],
    ];
    for (const [query, code] of cases) {
      it(`${query} is refused`, async () => {
        assertProblem(await get(`/search?${query}`), 400, code);
      });
    }
    it('a cursor of another order is refused', async () => {
      const { next } = await search('q=district&size=1&sort=newest');
      const after = new URL(String(next)).searchParams.get('after');
      assertProblem(await get(`/search?q=district&sort=title&after=${after}`), 400, 'malformed-after');
    });
    it('empty fields of the form are none', async () => {
      assert.equal((await search('q=&sector=&sort=&size=&after=')).total, (await search('')).total);
    });
    it('what is not there is 406 with what is, what may not be done 405', async () => {
      const answer = await get('/search', { accept: 'image/png' });
      const problem = assertProblem(answer, 406, 'not-acceptable');
      assert.match(JSON.stringify(problem['available']), /\/search\.atom/);
      assert.equal((await ask(`${portal.origin}/search`, { method: 'POST' })).status, 405);
    });
  });

  describe('representations', () => {
    const types: readonly [path: string, accept: string | undefined, type: string][] = [
      ['/search', undefined, 'application/json'],
      [
        '/search',
        'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
        'text/html; charset=utf-8',
      ],
      ['/search', 'application/atom+xml', 'application/atom+xml'],
      ['/search', 'application/json', 'application/json'],
      ['/search.html', 'application/json', 'text/html; charset=utf-8'],
      ['/search.atom', undefined, 'application/atom+xml'],
    ];
    for (const [path, accept, type] of types) {
      it(`${path} for ${accept ?? 'anything'} is ${type}`, async () => {
        const answer = await get(path, accept === undefined ? {} : { accept });
        assert.equal(answer.status, 200);
        assert.equal(answer.headers['content-type'], type);
      });
    }

    it('are asked about again, and not sent again where nothing changed', async () => {
      const answer = await get('/search.json?q=wheat');
      const etag = String(answer.headers['etag']);
      assert.equal(answer.headers['cache-control'], 'public, no-cache');
      assert.equal((await get('/search.json?q=wheat', { 'if-none-match': etag })).status, 304);
      assert.notEqual((await get('/search.atom?q=wheat')).headers['etag'], etag);
    });

    it('Atom has what RFC 4287 requires, escaped', async () => {
      await portal.publish(dataset('odd', 'Fish & <chips> "]]>" \u0001'));
      await untilFollowed();
      const answer = await get('/search.atom?q=district+OR+fish&size=1');
      parseMarkup(answer.body, 'xml');
      const feed = parseMarkup((await get('/search.atom?q=fish')).body, 'xml');
      const [entry] = all(feed, 'entry');
      assert.equal(entry && only(entry, 'title').text, 'Fish & <chips> "]] >" \uFFFD');
      const several = parseMarkup((await get('/search.atom?q=district&size=2')).body, 'xml');
      assert.equal(several.attributes.get('xmlns'), 'http://www.w3.org/2005/Atom');
      for (const one of [several, ...all(several, 'entry')]) {
        for (const name of ['id', 'title', 'updated']) assert.ok(only(one, name).text.length > 0, name);
        assert.match(only(one, 'updated').text, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        assert.ok(all(one, 'author').every((author) => only(author, 'name').text.length > 0));
      }
      assert.equal(all(several, 'entry').length, 2);
      assert.equal(only(several, 'opensearch:totalResults').text, '3');
      const next = all(several, 'link').find(({ attributes }) => attributes.get('rel') === 'next');
      const rest = await get(String(next?.attributes.get('href')).slice(base.length - 1));
      assert.equal(all(parseMarkup(rest.body, 'xml'), 'entry').length, 1);
      await portal.withdraw('doc/dataset/odd');
    });

    it('the page works without scripts, keeps the language, and links what narrows it down', async () => {
      const { body } = await get('/search.html?q=district&format=csv&lang=hi');
      const page = parseMarkup(body, 'html');
      assert.doesNotMatch(body, /<script(?! type="application\/ld\+json")/);
      const hrefs = descendants(page, 'a').map(({ attributes }) => attributes.get('href') ?? '');
      assert.ok(
        hrefs.some((href) => /^\/search\?q=district&format=csv&format=pdf&lang=hi$/.test(href)),
        hrefs.join('\n'),
      );
      assert.ok(hrefs.includes('/search?q=district&lang=hi'), 'the filter can be removed');
      assert.ok(hrefs.includes('/doc/dataset/wheat?lang=hi'));
      assert.match(page.text, /2 परिणाम/);
      const inputs = descendants(page, 'input').map(({ attributes }) => [
        attributes.get('name'),
        attributes.get('value'),
      ]);
      assert.deepEqual(inputs, [
        ['q', 'district'],
        ['format', 'csv'],
        ['lang', 'hi'],
      ]);
    });

    it('the page helps where nothing is found', async () => {
      const { body } = await get('/search.html?q=wheat+banks&sector=agriculture');
      assert.match(body, /Nothing was found/);
      assert.match(body, /href="\/search\?q=wheat"/);
      assert.match(body, /href="\/search\?q=banks"/);
    });

    it('the page names no text as markup', async () => {
      const { body } = await get('/search.html?q=%3Cscript%3Ealert(1)%3C/script%3E&sector=%22%3E%3Cimg%3E');
      parseMarkup(body, 'html');
      assert.doesNotMatch(body, /<script>|<img/);
    });
  });

  it('OpenSearch tells how to ask in each format', async () => {
    const answer = await get('/opensearch.xml');
    assert.equal(answer.headers['content-type'], 'application/opensearchdescription+xml');
    const description = parseMarkup(answer.body, 'xml');
    assert.equal(description.attributes.get('xmlns'), 'http://a9.com/-/spec/opensearch/1.1/');
    assert.ok(only(description, 'ShortName').text.length <= 16);
    const urls = all(description, 'Url').filter(({ attributes }) => attributes.get('rel') === 'results');
    assert.deepEqual(
      urls.map(({ attributes }) => attributes.get('type')),
      ['text/html', 'application/atom+xml', 'application/json'],
    );
    for (const { attributes } of urls) {
      const address = String(attributes.get('template'))
        .replace('{searchTerms}', 'wheat')
        .replace('{count?}', '10')
        .replace('{language?}', 'en');
      const accept = String(attributes.get('type'));
      const results = await get(address.slice(base.length - 1), { accept });
      assert.equal(results.status, 200);
      assert.equal(String(results.headers['content-type']).split(';', 1)[0], accept);
      assert.match(results.body, /Wheat prices by district/);
    }
  });

  describe('following', () => {
    it('finds what is published, changed and withdrawn', async () => {
      await portal.publish(dataset('grain', 'Millet harvest'));
      await untilFollowed();
      assert.deepEqual(await found('q=millet'), ['grain']);
      await portal.publish(dataset('grain', 'Sorghum harvest'));
      await untilFollowed();
      assert.deepEqual(await found('q=millet'), []);
      assert.deepEqual(await found('q=sorghum'), ['grain']);
      await portal.withdraw('doc/dataset/grain');
      await untilFollowed();
      assert.deepEqual(await found('q=sorghum'), []);
    });

    it('counts records for a concept from when it is published', async () => {
      const foreign = 'http://example.org/formats/parquet';
      await portal.publish(table('columns', 'Columns of figures', 'banking', `<${foreign}>`, '2022-01-01'));
      await untilFollowed();
      assert.deepEqual(counts(await search('q=columns'), 'format'), { [foreign]: 1 });
      await portal.publish({
        kind: 'concept',
        topic: 'def/file-format/columnar',
        turtle: `<def/file-format/columnar> a skos:Concept ; skos:prefLabel "Columnar"@en ; skos:exactMatch <${foreign}> .`,
      });
      await untilFollowed();
      assert.deepEqual(counts(await search('q=columns'), 'format'), { columnar: 1 });
      await portal.publish({
        kind: 'concept',
        topic: 'def/sector/banking',
        turtle: `<def/sector/banking> a skos:Concept ; skos:prefLabel "Banking"@en ; skos:broader <def/sector/treasury> .`,
      });
      await untilFollowed();
      assert.deepEqual(await found('q=columns&sector=treasury'), ['columns']);
      await portal.withdraw('doc/dataset/columns');
    });
  });
});

describe('/search while it is not ready', () => {
  it('answers 503 and when to come again, then answers, also after its thread died', async () => {
    const portal = await startPortal({ vocabulary: true });
    try {
      await portal.publish(...tables);
      const early = await ask(`${portal.origin}/search?q=wheat`);
      assertProblem(early, 503, 'search-unavailable');
      assert.match(String(early.headers['retry-after']), /^\d+$/);
      const page = await ask(`${portal.origin}/search?q=wheat`, { headers: { accept: 'text/html' } });
      assert.equal(page.status, 503);
      assert.match(page.body, /<h1>/);
      assert.equal((await ask(`${portal.origin}/doc/dataset/wheat`)).status, 200, 'documents do not wait');
      portal.search.start();
      await portal.search.settled;
      assert.equal((await ask(`${portal.origin}/search?q=wheat`)).status, 200);
      const { replacements } = portal.search.state();
      portal.search.renew();
      await until('the thread is replaced', async () => {
        const state = portal.search.state();
        return state.ready && state.replacements === replacements + 1;
      });
      assert.equal((await ask(`${portal.origin}/search?q=wheat`)).status, 200);
    } finally {
      await portal.close();
    }
  });
});

function all(element: MarkupElement, name: string): MarkupElement[] {
  return element.children.filter((child) => child.name === name);
}

function only(element: MarkupElement, name: string): MarkupElement {
  const [first, ...others] = all(element, name);
  assert.ok(first && others.length === 0, `${element.name} has one ${name}`);
  return first;
}

function descendants(element: MarkupElement, name: string): MarkupElement[] {
  return element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...descendants(child, name),
  ]);
}
