import assert from 'node:assert/strict';
import LinkHeader from 'http-link-header';
import { ask, assertProblem, quadsOf } from './client.ts';
import { dataset, records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';

/** Target attributes that RFC 8288 §3.4.1 defines and RFC 9264 §4.2.4.1 writes as texts. */
const textAttributes = new Set(['href', 'type', 'media', 'title']);

type Targets = readonly Record<string, unknown>[];
type Context = Readonly<Record<string, unknown>> & { readonly anchor: string };

/** RFC 9264 §4.2, rule by rule. */
function assertLinkset(text: string): readonly Context[] {
  const document = JSON.parse(text) as Record<string, unknown>;
  assert.deepEqual(Object.keys(document), ['linkset'], '§4.2.1: the sole member');
  const contexts = document['linkset'] as Context[];
  assert.ok(Array.isArray(contexts));
  for (const context of contexts) {
    assert.ok(
      URL.canParse(context.anchor),
      '§4.2.2: an absolute URI, as nothing else would tell the context',
    );
    const relations = Object.entries(context).filter(([member]) => member !== 'anchor');
    assert.ok(relations.length > 0, '§4.2.2: at least one relation');
    for (const [relation, targets] of relations) {
      assert.match(relation, /^(?:[a-z][a-z0-9.-]*|https?:.+)$/, 'RFC 8288 §3.3');
      assert.ok(Array.isArray(targets) && targets.length > 0, '§4.2.3: an array of targets');
      for (const target of targets as Targets) {
        assert.ok(URL.canParse(String(target['href'])), `${target['href']}`);
        assert.doesNotMatch(String(target['href']), /[^\x21-\x7E]/, 'URIs are ASCII');
        for (const [attribute, value] of Object.entries(target)) {
          assert.ok(!['rel', 'rev', 'anchor'].includes(attribute), '§4.2.4.1');
          if (textAttributes.has(attribute)) assert.equal(typeof value, 'string', attribute);
          else
            assert.ok(
              Array.isArray(value) && value.every((one) => typeof one === 'string'),
              `§4.2.4.3: ${attribute} is an array of texts`,
            );
        }
      }
    }
  }
  return contexts;
}

function hrefs(context: Context | undefined, relation: string): string[] {
  return ((context?.[relation] ?? []) as Targets).map(({ href }) => String(href));
}

describe('FAIR Signposting', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ vocabulary: true });
    const files = Array.from({ length: 80 }, (_, number) => `<id/distribution/large/${number}>`);
    await portal.publish(
      ...records,
      dataset('old', 'Old'),
      {
        kind: 'dataset',
        topic: 'id/dataset/large',
        turtle: `<id/dataset/large> a dcat:Dataset ; dct:title "Large" ; dcat:distribution ${files.join(', ')} .
          ${files.map((file, n) => `${file} a dcat:Distribution ; dct:title "फ़ाइल ${n}"@hi ; dcat:mediaType "text/csv" ; dcat:downloadURL <https://files.example/वर्षा,${n}.csv> .`).join('\n')}`,
      },
      {
        kind: 'dataset',
        topic: 'id/dataset/dotted.json',
        turtle: '<id/dataset/dotted.json> a dcat:Dataset ; dct:title "Dotted" .',
      },
    );
    await portal.withdraw('doc/dataset/old');
  });
  after(() => portal.close());

  const get = (path: string, accept = '*/*', more: Record<string, string> = {}) =>
    ask(portal.origin + path, { headers: { Accept: accept, ...more } });
  const links = async (path: string, accept: string) =>
    LinkHeader.parse(String((await get(path, accept)).headers.link));

  it('level 1: the page of a dataset says what it is, how to cite it, whose it is, and where data and metadata are', async () => {
    const link = await links('/doc/dataset/prices-2016', 'text/html');
    const targets = (rel: string) => link.rel(rel).map(({ uri }) => uri);
    assert.deepEqual(targets('cite-as'), [`${base}id/dataset/prices-2016`]);
    assert.deepEqual(targets('type'), ['https://schema.org/AboutPage', 'https://schema.org/Dataset']);
    assert.deepEqual(targets('author'), [`${base}id/organization/ministry-of-statistics/price-division`]);
    assert.deepEqual(targets('license'), ['https://data.gov.in/government-open-data-license-india']);
    const [item] = link.rel('item');
    assert.deepEqual(
      [item?.uri, item?.['type']],
      ['https://mospi.example.gov.in/cpi/2016-03.csv', 'text/csv'],
    );
    assert.ok(targets('collection').includes(`${base}catalog`));
    const metadata = link.rel('describedby');
    for (const type of ['text/turtle', 'application/ld+json']) {
      const href = metadata.find((one) => one['type'] === type)?.uri ?? '';
      const answer = await get(new URL(href, base).href.slice(base.length - 1));
      assert.equal(answer.status, 200, href);
      const quads = await quadsOf(answer);
      assert.ok(quads.some(({ subject }) => subject.value === `${base}id/dataset/prices-2016`));
    }
    assert.deepEqual(
      link.rel('linkset').map(({ uri, type }) => [uri, type]),
      [
        [`${base}linkset/dataset/prices-2016`, 'application/linkset+json'],
        [`${base}linkset/dataset/prices-2016`, 'application/linkset'],
      ],
    );
  });

  it('level 1: metadata leads back to the page and the thing', async () => {
    const link = await links('/doc/dataset/prices-2016.ttl', '*/*');
    assert.deepEqual(
      link.rel('describes').map(({ uri }) => uri),
      [`${base}id/dataset/prices-2016`, `${base}doc/dataset/prices-2016`],
    );
    assert.equal(link.rel('linkset').length, 2);
  });

  it('level 1 stays short where there are many files, level 2 has them all', async () => {
    const page = await get('/doc/dataset/large', 'text/html');
    const field = String(page.headers.link);
    assert.ok(field.length <= 2_800, `${field.length} characters`);
    const items = LinkHeader.parse(field).rel('item').length;
    assert.ok(items > 0 && items < 80, `${items}`);
    const answer = await get('/linkset/dataset/large');
    const [landing] = assertLinkset(answer.body);
    assert.equal(new Set(hrefs(landing, 'item')).size, 80);
  });

  it('level 2: the link set of a page, of its forms, of its files and of the thing', async () => {
    const answer = await get('/linkset/dataset/prices-2016', 'application/linkset+json');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'application/linkset+json');
    assert.equal(answer.headers['content-location'], '/linkset/dataset/prices-2016.json');
    assert.match(String(answer.headers.vary), /^Accept(?:,|$)/);
    const contexts = assertLinkset(answer.body);
    const at = (anchor: string) => contexts.find((context) => context.anchor === anchor);
    const document = `${base}doc/dataset/prices-2016`;
    const page = at(document);
    assert.deepEqual(hrefs(page, 'cite-as'), [`${base}id/dataset/prices-2016`]);
    for (const extension of ['ttl', 'jsonld', 'nt', 'rdf', 'trig', 'nq']) {
      assert.ok(hrefs(page, 'describedby').includes(`${document}.${extension}`), extension);
      assert.deepEqual(hrefs(at(`${document}.${extension}`), 'describes'), [
        `${base}id/dataset/prices-2016`,
        document,
      ]);
    }
    assert.deepEqual(hrefs(page, 'timegate'), [`${base}timegate/dataset/prices-2016`]);
    assert.deepEqual(hrefs(page, 'timemap'), [
      `${base}timemap/link/dataset/prices-2016`,
      `${base}timemap/json/dataset/prices-2016`,
    ]);
    assert.deepEqual(hrefs(page, 'version-history'), [`${base}version/dataset/prices-2016`]);
    assert.ok(hrefs(page, 'collection').includes(`${base}id/catalog/consumer-price-index-2016`));
    const [item] = (page?.['item'] ?? []) as Targets;
    assert.deepEqual(item, {
      href: 'https://mospi.example.gov.in/cpi/2016-03.csv',
      type: 'text/csv',
      title: 'Table as CSV',
    });
    assert.deepEqual(hrefs(at(String(item?.['href'])), 'collection'), [document]);
    assert.deepEqual(hrefs(at(`${base}id/dataset/prices-2016`), 'describedby'), [document]);
  });

  it('level 2: as links in text, the same ones', async () => {
    for (const key of ['prices-2016', 'large']) {
      const text = await get(`/linkset/dataset/${key}`, 'application/linkset');
      assert.equal(text.headers['content-type'], 'application/linkset');
      const refs = LinkHeader.parse(text.body.replaceAll('\n', ' ')).refs;
      const inText = refs.map(({ anchor, rel, uri, type = '' }) => `${anchor} ${rel} ${uri} ${type}`);
      const inJson = assertLinkset((await get(`/linkset/dataset/${key}`)).body).flatMap((context) =>
        Object.entries(context).flatMap(([rel, targets]) =>
          rel === 'anchor'
            ? []
            : (targets as Targets).map(({ href, type = '' }) => `${context.anchor} ${rel} ${href} ${type}`),
        ),
      );
      assert.deepEqual(inText.sort(), inJson.sort());
    }
    const large = LinkHeader.parse((await get('/linkset/dataset/large.txt')).body.replaceAll('\n', ' '));
    const titles = large.rel('item').map((ref) => (ref['title*'] as unknown as { value: string })?.value);
    assert.ok(titles.includes('फ़ाइल 7'), titles.slice(0, 3).join());
  });

  it('level 2: by address, negotiated, compared and refused as documents are', async () => {
    const json = await get('/linkset/dataset/prices-2016.json');
    assert.equal(json.body, (await get('/linkset/dataset/prices-2016')).body);
    assert.equal(
      (await get('/linkset/dataset/prices-2016.txt')).headers['content-type'],
      'application/linkset',
    );
    assert.equal(
      (await get('/linkset/dataset/prices-2016', 'text/html, */*;q=0.1')).headers['content-type'],
      'application/linkset+json',
    );
    const again = await get('/linkset/dataset/prices-2016', '*/*', {
      'If-None-Match': json.headers.etag ?? '',
    });
    assert.equal(again.status, 304);
    const since = { 'If-Modified-Since': json.headers['last-modified'] ?? '' };
    assert.equal((await get('/linkset/dataset/prices-2016', '*/*', since)).status, 304);
    const problem = 'application/problem+json';
    assertProblem(await get('/linkset/dataset/prices-2016', problem), 406, 'not-acceptable');
    assertProblem(await get('/linkset/dataset/none'), 404, 'not-found');
    assertProblem(await get('/linkset/dataset/%zz'), 400, 'malformed-url');
    assertProblem(await get('/linkset/dataset/old'), 410, 'gone');
    const dotted = await get('/linkset/dataset/dotted.json', 'application/linkset');
    assert.equal(dotted.headers['content-type'], 'application/linkset', 'the name of a document comes first');
    const put = await ask(`${portal.origin}/linkset/dataset/prices-2016`, { method: 'PUT' });
    assert.equal(put.status, 405);
  });

  it('level 2: changes with the record', async () => {
    const path = '/linkset/dataset/changing';
    await portal.publish(dataset('changing', 'One'));
    const before = await get(path);
    await portal.publish(dataset('changing', 'One', '; dct:license <https://licence.example/>'));
    const after = await get(path, '*/*', { 'If-None-Match': before.headers.etag ?? '' });
    assert.equal(after.status, 200);
    assert.deepEqual(hrefs(assertLinkset(after.body)[0], 'license'), ['https://licence.example/']);
  });

  it('every kind of record has one', async () => {
    const types = new Map<string, string>();
    for (const { document, kind } of portal.store.records()) {
      if (types.has(kind)) continue;
      const answer = await get(`/linkset/${encodeURI(document.slice(`${base}doc/`.length))}`);
      const [page] = assertLinkset(answer.body);
      types.set(kind, hrefs(page, 'type')[1] ?? '');
    }
    assert.equal(types.get('dataset'), 'https://schema.org/Dataset');
    assert.equal(types.get('catalog'), 'https://schema.org/DataCatalog');
    assert.equal(types.get('organization'), 'https://schema.org/Organization');
    assert.equal(types.get('place'), 'https://schema.org/Place');
    assert.equal(types.get('concept'), 'https://schema.org/DefinedTerm');
    assert.equal(types.get('scheme'), 'https://schema.org/DefinedTermSet');
  });

  it('an API catalogue (RFC 9727) stands at its well-known address', async () => {
    const answer = await get('/.well-known/api-catalog');
    assert.equal(answer.status, 200);
    assert.equal(
      answer.headers['content-type'],
      'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"',
    );
    const head = await ask(`${portal.origin}/.well-known/api-catalog`, { method: 'HEAD' });
    assert.equal(LinkHeader.parse(String(head.headers.link)).rel('api-catalog').length, 1);
    const contexts = assertLinkset(answer.body);
    const items = hrefs(
      contexts.find(({ anchor }) => anchor === `${base}.well-known/api-catalog`),
      'item',
    );
    assert.ok(items.includes(`${base}sparql`) && items.includes(`${base}catalog`));
    for (const item of items)
      assert.ok(
        contexts.some(({ anchor }) => anchor === item),
        item,
      );
    assertProblem(await get('/.well-known/nothing'), 404, 'not-found');
  });
});

describe('an API catalogue of a base with a path', () => {
  it('stands at the host and below the base, and names addresses of the base', async () => {
    const portal = await startPortal({ base: 'https://example.gov.in/open-data/' });
    try {
      for (const path of ['/.well-known/api-catalog', '/open-data/.well-known/api-catalog']) {
        const answer = await ask(portal.origin + path);
        assert.equal(answer.status, 200, path);
        for (const { anchor } of assertLinkset(answer.body))
          assert.ok(anchor.startsWith('https://example.gov.in/open-data/'), anchor);
      }
    } finally {
      await portal.close();
    }
  });
});
