import assert from 'node:assert/strict';
import { ask, assertProblem, quadsOf } from './client.ts';
import { dataset, records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';

describe('/id/… and /def/…', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ vocabulary: true });
    await portal.publish(
      ...records,
      { ...dataset('old', 'Old'), parts: ['id/distribution/old/1'] },
      {
        ...dataset('parts', 'Parts', '; dct:creator <id/organization/nowhere-described>'),
        parts: ['id/distribution/वर्षा%20&+1'],
      },
    );
    await portal.withdraw('doc/dataset/old');
  });
  after(() => portal.close());

  const redirects: readonly (readonly [string, string])[] = [
    ['/id/dataset/prices-2016', '/doc/dataset/prices-2016'],
    ['/id/distribution/prices-2016/1', '/doc/dataset/prices-2016?subject=id/distribution/prices-2016/1'],
    ['/id/contact/price-division', '/doc/dataset/prices-2016?subject=id/contact/price-division'],
    [
      '/id/contact/price-division?lang=hi&profile=schema&subject=x',
      '/doc/dataset/prices-2016?lang=hi&profile=schema&subject=id/contact/price-division',
    ],
    [
      '/id/distribution/%E0%A4%B5%E0%A4%B0%E0%A5%8D%E0%A4%B7%E0%A4%BE%20%26+1',
      '/doc/dataset/parts?subject=id/distribution/%E0%A4%B5%E0%A4%B0%E0%A5%8D%E0%A4%B7%E0%A4%BE%2520%26%2B1',
    ],
    [
      '/id/organization/ministry-of-statistics/price-division',
      '/doc/organization/ministry-of-statistics/price-division',
    ],
    ['/id/dataset/rainfall.rdf', '/doc/dataset/rainfall.rdf'],
    [`/id/dataset/${encodeURIComponent('वर्षा-2020')}`, `/doc/dataset/${encodeURIComponent('वर्षा-2020')}`],
    ['/id/place/in-ka', '/doc/place/in-ka'],
    ['/id/dataset/prices-2016?lang=hi', '/doc/dataset/prices-2016?lang=hi'],
    ['/id/catalog/portal', '/catalog'],
    ['/def/ndsap', '/doc/def/ndsap'],
    ['/def/ndsap?format=ttl', '/doc/def/ndsap?format=ttl'],
    ['/def/file-format/csv', '/doc/def/file-format/csv'],
    // No record is about it, but records refer to it.
    [
      '/id/organization/nowhere-described',
      '/resource?iri=https%3A%2F%2Fdata.example.gov.in%2Fid%2Forganization%2Fnowhere-described',
    ],
    ['/def/sector', '/doc/def/sector'],
    ['/def/sector/finance', '/doc/def/sector/finance'],
    ['/def/policy/ndsap', '/doc/def/policy/ndsap'],
    ['/id/dataset/old', '/doc/dataset/old'],
    ['/id/distribution/old/1', '/doc/dataset/old?subject=id/distribution/old/1'],
  ];
  for (const [from, to] of redirects) {
    it(`${decodeURIComponent(from)} → 303 ${decodeURIComponent(to)}`, async () => {
      for (const method of ['GET', 'HEAD']) {
        const answer = await ask(portal.origin + from, { method, headers: { Host: 'evil.example' } });
        assert.equal(answer.status, 303);
        assert.equal(answer.headers['location'], to);
        assert.equal(answer.headers['access-control-allow-origin'], '*');
      }
    });
  }

  it('lead to a description of the thing', async () => {
    const { headers } = await ask(`${portal.origin}/def/sector/finance`);
    const quads = await quadsOf(await ask(portal.origin + headers['location']));
    assert.ok(quads.some(({ subject }) => subject.value === `${base}def/sector/finance`));
  });
  it('lead to 410 where the thing was withdrawn, or what it was a part of', async () => {
    for (const path of ['/id/dataset/old', '/id/distribution/old/1']) {
      const { headers } = await ask(portal.origin + path);
      assertProblem(await ask(portal.origin + headers['location']), 410, 'gone');
    }
  });
  it('lead to data that describes the part', async () => {
    const { headers } = await ask(`${portal.origin}/id/distribution/prices-2016/1`);
    const answer = await ask(portal.origin + headers['location'], { headers: { Accept: 'text/turtle' } });
    assert.equal(answer.status, 200);
    const quads = await quadsOf(answer);
    assert.ok(quads.some(({ subject }) => subject.value === `${base}id/distribution/prices-2016/1`));
  });
  it('hint at what may have been meant, and never redirect there', async () => {
    const slips: readonly (readonly [string, string])[] = [
      ['/id/dataset/prices-2016/', '/id/dataset/prices-2016'],
      ['/id/dataset/Prices-2016', '/id/dataset/prices-2016'],
      ['/id//dataset/prices-2016', '/id/dataset/prices-2016'],
      ['/id/dataset/prices-2016).', '/id/dataset/prices-2016'],
      ['/id/dataset/prices-2016.ttl', '/id/dataset/prices-2016'],
      ['/id/distribution/prices-2016/1/', '/id/distribution/prices-2016/1'],
      ['/def/Sector/Finance/', '/def/sector/finance'],
      [
        '/id/dataset/%25E0%25A4%25B5%25E0%25A4%25B0%25E0%25A5%258D%25E0%25A4%25B7%25E0%25A4%25BE-2020',
        `/id/dataset/${encodeURIComponent('वर्षा-2020')}`,
      ],
    ];
    for (const [path, meant] of slips) {
      const headers = { Accept: 'application/problem+json' };
      const problem = assertProblem(await ask(portal.origin + path, { headers }), 404, 'not-found');
      assert.deepEqual(problem['nearest'], [{ href: meant }], path);
      assert.equal((await ask(portal.origin + meant)).status, 303);
    }
    const withdrawn = assertProblem(await ask(`${portal.origin}/id/dataset/old/`), 404, 'not-found');
    assert.equal(withdrawn['nearest'], undefined, 'what is gone is no hint');
  });
  it('answer 404 for what is not there', async () => {
    for (const path of [
      '/id/dataset/none',
      '/id/',
      '/id',
      '/def/nothing',
      '/def/sector/none',
      '/ID/dataset/prices-2016',
    ]) {
      assertProblem(await ask(portal.origin + path), 404, 'not-found');
    }
  });
  it('refuse malformed addresses and other methods', async () => {
    assertProblem(await ask(`${portal.origin}/id/%c0%af`), 400, 'malformed-url');
    assertProblem(
      await ask(`${portal.origin}/id/dataset/prices-2016`, { method: 'DELETE' }),
      405,
      'method-not-allowed',
    );
    assert.equal((await ask(`${portal.origin}/def/sector`, { method: 'OPTIONS' })).status, 204);
  });
});

describe('a base with a path', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ base: 'https://example.gov.in/open-data/', vocabulary: true });
    await portal.publish(...records);
  });
  after(() => portal.close());

  it('stands in every reference', async () => {
    const { headers } = await ask(`${portal.origin}/open-data/id/dataset/prices-2016`);
    assert.equal(headers['location'], '/open-data/doc/dataset/prices-2016');
    const page = await ask(portal.origin + headers['location'], { headers: { Accept: 'text/html' } });
    assert.equal(page.status, 200);
    for (const [, href] of page.body.matchAll(/(?:href|action)="(\/[^"]*)"/g)) {
      assert.ok(href?.startsWith('/open-data/'), href);
    }
    for (const path of ['/open-data/', '/open-data/catalog', '/open-data/health/live', '/health/live']) {
      assert.equal((await ask(portal.origin + path)).status, 200, path);
    }
    assertProblem(await ask(`${portal.origin}/doc/dataset/prices-2016`), 404, 'not-found');
  });
});
