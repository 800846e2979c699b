import assert from 'node:assert/strict';
import { profiles } from '../../src/profiles/profiles.ts';
import { dcat, rdf } from '../../src/vocabulary/terms.ts';
import { type Answer, ask, assertProblem, quadsOf } from './client.ts';
import { dataset, records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';

const tabular = {
  ...dataset(
    'rain-table',
    'Rain by state',
    '; dct:description "Millimetres in a year"@en ; dcat:distribution <id/distribution/rain/1>',
  ),
  parts: ['id/distribution/rain/1', 'id/distribution/rain/1#schema'],
};
tabular.turtle += `
  <id/distribution/rain/1> a dcat:Distribution ;
    dcat:accessURL <https://rain.example/rain.csv> ; dcat:downloadURL <https://rain.example/rain.csv> ;
    dct:conformsTo <id/distribution/rain/1#schema> .
  <id/distribution/rain/1#schema> a csvw:Schema ; csvw:column <id/distribution/rain/1#columns-1> .
  <id/distribution/rain/1#columns-1> rdf:first <id/distribution/rain/1#a> ; rdf:rest <id/distribution/rain/1#columns-2> .
  <id/distribution/rain/1#columns-2> rdf:first <id/distribution/rain/1#b> ; rdf:rest rdf:nil .
  <id/distribution/rain/1#a> a csvw:Column ; csvw:name "state" ; csvw:title "State"@en , "राज्य"@hi .
  <id/distribution/rain/1#b> a csvw:Column ; csvw:name "mm" ; csvw:datatype xsd:decimal .`;

describe('profiles of a document', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ vocabulary: true });
    await portal.publish(...records, tabular);
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });

  const path = '/doc/dataset/prices-2016';
  const topic = `${base}id/dataset/prices-2016`;
  const get = (target: string, headers: Record<string, string> = {}): Promise<Answer> =>
    ask(portal.origin + target, { headers });
  const iriOf = (token: string) => profiles.find((profile) => profile.token === token)?.iri ?? '';

  it('gives schema.org by address, by field and by the parameter of JSON-LD, each with its address', async () => {
    const asked = [
      await get(`${path}?profile=schema`),
      await get(path, { Accept: 'application/ld+json', 'Accept-Profile': `<${iriOf('schema')}>` }),
      await get(path, { Accept: 'application/ld+json;profile="http://schema.org/"' }),
      await get(`${path}.jsonld?profile=${encodeURIComponent('https://schema.org/')}`),
    ];
    for (const answer of asked) {
      assert.equal(answer.status, 200, answer.body);
      assert.equal(answer.headers['content-type'], 'application/ld+json');
      assert.equal(answer.headers['content-profile'], `<${iriOf('schema')}>`);
      assert.equal(answer.headers['content-location'], `${path}.jsonld?profile=schema`);
      assert.match(String(answer.headers['link']), /<https:\/\/schema\.org\/>; rel="profile"/);
      const node = JSON.parse(answer.body) as Record<string, unknown>;
      assert.equal(node['@context'], 'https://schema.org/');
      assert.equal(node['@type'], 'Dataset');
      assert.equal(node['@id'], topic);
      assert.equal(answer.body, asked[0]?.body);
    }
    assert.match(String(asked[1]?.headers['vary']), /Accept-Profile/);
    assert.doesNotMatch(String(asked[3]?.headers['vary'] ?? ''), /Accept\b(?!-Encoding)/);
  });

  it('gives DCAT-AP in every RDF format', async () => {
    for (const extension of ['ttl', 'nt', 'jsonld', 'rdf', 'trig', 'nq']) {
      const answer = await get(`${path}.${extension}?profile=dcat-ap`);
      assert.equal(answer.status, 200, extension);
      assert.equal(answer.headers['content-profile'], `<${iriOf('dcat-ap')}>`);
      if (extension === 'jsonld') continue;
      const quads = await quadsOf(answer);
      assert.ok(quads.some((quad) => quad.subject.value === topic && quad.object.value === dcat.Dataset));
      assert.ok(quads.every((quad) => quad.predicate.value !== rdf.first));
    }
  });

  it('gives DCAT-US as JSON, and of what is no dataset says that there is none', async () => {
    const answer = await get(`${path}?profile=dcat-us`);
    assert.equal(answer.headers['content-type'], 'application/json');
    const node = JSON.parse(answer.body) as Record<string, unknown>;
    assert.equal(node['@type'], 'dcat:Dataset');
    assert.ok(Array.isArray(node['distribution']));
    const concept = '/doc/def/frequency/annual';
    const problem = assertProblem(await get(`${concept}?profile=dcat-us`), 406, 'not-acceptable');
    assert.ok(JSON.stringify(problem['available']).includes(`${concept}.ttl`));
    const wish = await get(concept, { Accept: 'text/turtle', 'Accept-Profile': `<${iriOf('dcat-us')}>` });
    assert.equal(wish.status, 200, 'a wish that cannot be met is none');
  });

  it('gives Croissant of datasets whose columns are stated, and of no others', async () => {
    const tabular = '/doc/dataset/rain-table';
    const answer = await get(`${tabular}?profile=croissant`);
    assert.equal(answer.headers['content-type'], 'application/ld+json');
    assert.equal(answer.headers['content-profile'], `<${iriOf('croissant')}>`);
    const node = JSON.parse(answer.body);
    assert.equal(node.conformsTo, 'http://mlcommons.org/croissant/1.0');
    assert.deepEqual(
      node.recordSet[0].field.map(({ name }: { name: string }) => name),
      ['state', 'mm'],
    );
    const wish = { Accept: 'application/ld+json', 'Accept-Profile': `<${iriOf('croissant')}>` };
    assert.equal((await get(tabular, wish)).body, answer.body);
    assert.equal((await get(`${tabular}.jsonld?profile=croissant`)).body, answer.body);
    const offered = (at: string, headers = {}) =>
      get(at, headers).then(({ headers: { link } }) => String(link).includes(`<${at}?profile=croissant>`));
    assert.equal(await offered(tabular), true);
    assert.equal(await offered(tabular, { Accept: 'text/html' }), true);
    assert.equal(await offered(path), false);
    const problem = assertProblem(await get(`${path}?profile=croissant`), 406, 'not-acceptable');
    assert.ok(JSON.stringify(problem['available']).includes(`${path}.ttl`));
    assert.ok(!JSON.stringify(problem['available']).includes('croissant'));
    const plain = await get(path, wish);
    assert.deepEqual([plain.status, plain.headers['content-profile']], [200, undefined]);
    assert.equal((await get(`${tabular}.ttl?profile=croissant`)).status, 406, 'it is JSON-LD alone');
  });

  it('shows the columns on the page of the dataset and of the file, in both languages', async () => {
    for (const [language, heading, values] of [
      ['en', 'Columns', 'number'],
      ['hi', 'स्तंभ', 'संख्या'],
    ] as const)
      for (const at of [
        '/doc/dataset/rain-table',
        '/doc/dataset/rain-table?subject=id/distribution/rain/1',
      ]) {
        const { body } = await get(at, { Accept: 'text/html', 'Accept-Language': language });
        assert.match(body, new RegExp(`<summary>${heading} <span class="number">2</span></summary>`));
        assert.ok(body.includes('<code>mm</code>'), at);
        assert.ok(body.includes(`<td>${values}</td>`), at);
        assert.ok(!body.includes('rain/1#columns-2'), 'the list is told as rows');
      }
  });

  it('keeps representations of different profiles apart, ready ones too', async () => {
    const fields = { Accept: 'application/ld+json' };
    for (let round = 0; round < 3; round += 1) {
      const plain = await get(path, fields);
      const other = await get(path, { ...fields, 'Accept-Profile': `<${iriOf('schema')}>` });
      assert.notEqual(plain.headers.etag, other.headers.etag);
      assert.ok(!plain.body.includes('https://schema.org/"'), String(round));
      const held = await get(path, {
        ...fields,
        'Accept-Profile': `<${iriOf('schema')}>`,
        'If-None-Match': String(other.headers.etag),
      });
      assert.equal(held.status, 304);
    }
  });

  it('names the profiles that there are, and refuses one that there is not', async () => {
    const link = String((await get(path, { Accept: 'text/turtle' })).headers['link']);
    for (const token of ['schema', 'dcat-us', 'dcat-ap'])
      assert.ok(link.includes(`<${path}?profile=${token}>; rel="alternate"`), token);
    const problem = assertProblem(await get(`${path}?profile=marc21`), 400, 'unknown-profile');
    assert.match(String(problem['remedy']), /dcat-ap/);
  });

  it('shows browsers the page, with the description for search engines in it', async () => {
    const page = await get(path, { Accept: 'text/html', 'Accept-Profile': `<${iriOf('dcat-us')}>` });
    assert.match(String(page.headers['content-type']), /^text\/html/);
    const script = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page.body)?.[1] ?? '';
    const node = JSON.parse(script) as Record<string, unknown>;
    assert.equal(node['@type'], 'Dataset');
    assert.match(page.body, /<meta property="og:title"/);
  });
});
