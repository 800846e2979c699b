import assert from 'node:assert/strict';
import { describeRun } from '../../src/harvest/describe-run.ts';
import type { RunReport } from '../../src/harvest/run-report.ts';
import type { SourceDefinition } from '../../src/harvest/source-definition.ts';
import { nQuadLine } from '../../src/rdf/n-quads.ts';
import { temporaryFolder } from './support/folders.ts';
import type { HarvestPortal } from './support/harvest-portal.ts';
import { HarvestServer, type Page, type Respond } from './support/harvest-server.ts';

const secret = 'geheim+42/x&y';

const dataJson = (titles: readonly string[]): Page => ({
  type: 'application/json',
  body: JSON.stringify({
    conformsTo: 'https://project-open-data.cio.gov/v1.1/schema',
    dataset: titles.map((title) => ({ identifier: title, title, description: '…' })),
  }),
});
const titles = (count: number, from = 1) => Array.from({ length: count }, (_, at) => `Record ${at + from}`);

/** Turtle pages by `?page=`, each leading to the next. */
const pages = (count: number, delay: number): Respond => {
  return async ({ url }) => {
    const page = Number(url.searchParams.get('page') ?? 1);
    if (page > 1) await new Promise((resolve) => setTimeout(resolve, delay));
    const next =
      page < count ? `<> <http://www.w3.org/ns/hydra/core#next> <{origin}/?page=${page + 1}> .` : '';
    return {
      type: 'text/turtle',
      body: `${next} <http://a.example/d/${page}> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> "Record ${page}" ; <http://purl.org/dc/terms/description> "…" .`,
    };
  };
};

describe('what harvesting may do', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  let portal: HarvestPortal;
  let server: HarvestServer;
  before(async () => {
    const { HarvestPortal } = await import('./support/harvest-portal.ts');
    // Nothing that is not public may be reached but what each source lists.
    portal = await HarvestPortal.open(folder, { allow: '' });
    server = await HarvestServer.start(() => undefined);
  });
  after(async () => {
    delete process.env['HARVEST_SECRET'];
    await server?.close();
    await portal?.close();
  });
  beforeEach(() => {
    server.respond = () => undefined;
    server.asked.length = 0;
  });

  const allow = ['127.0.0.1'];
  async function harvest(definition: SourceDefinition): Promise<RunReport> {
    await portal.put({ ...definition, limits: { retries: 0, ...definition.limits } });
    return portal.run(definition.name);
  }
  function assertFailed({ outcome, failure }: RunReport, message: RegExp, code = 'source-refused'): void {
    assert.equal(outcome, 'failed');
    assert.equal(failure?.code, code, failure?.message);
    assert.match(failure.message, message);
  }

  it('reaches no address that is not public unless it is listed', async () => {
    server.respond = () => dataJson(titles(2));
    const url = `${server.origin}/data.json`;
    const source = { name: 'private', type: 'data-json', url } as const;
    const remedy = '"fivestar source set private --allow 127.0.0.1"';
    const refused = await harvest(source);
    assertFailed(refused, /127\.0\.0\.1 is no public address/);
    assert.ok(refused.failure?.message.includes(remedy));
    assert.deepEqual(server.asked, []);
    const counts = (await harvest({ ...source, allow })).counts;
    assert.equal(counts.created, 2);
    assertFailed(await harvest(source), /127\.0\.0\.1 is no public address/);
    assert.equal(portal.harvests.source('private')?.records, 2, 'what was published stays');
  });

  it('reaches no name that leads to such an address, whoever else is listed', async () => {
    const { port } = new URL(server.origin);
    server.respond = () => dataJson(titles(2));
    for (const address of [
      `http://localhost:${port}/`,
      `http://[::1]:${port}/`,
      `http://2130706433:${port}/`,
    ]) {
      const source = { name: 'named', type: 'data-json', url: address, allow: ['192.0.2.1'] } as const;
      assertFailed(await harvest(source), /no public address|not harvested/);
    }
    assert.deepEqual(server.asked, []);
    const listed = { name: 'named', type: 'data-json', url: `http://localhost:${port}/` } as const;
    assert.equal((await harvest({ ...listed, allow: ['localhost'] })).counts.created, 2);
  });

  it('does what robots.txt says of pages that are made for people', async () => {
    server.respond = ({ url }) =>
      url.pathname === '/robots.txt'
        ? { type: 'text/plain', body: 'User-agent: *\nDisallow: /hidden/\n' }
        : dataJson(titles(1, 100));
    const url = `${server.origin}/hidden/sitemap.xml`;
    assertFailed(await harvest({ name: 'hidden', type: 'sitemap', url, allow }), /robots\.txt/);
    assertFailed(await harvest({ name: 'hidden', type: 'feed', url, allow }), /robots\.txt/);
    assert.deepEqual([...new Set(server.asked.map(({ url }) => url.pathname))], ['/robots.txt']);
    const api = {
      name: 'hidden-api',
      type: 'data-json',
      url: `${server.origin}/hidden/data.json`,
      allow,
    } as const;
    assertFailed(await harvest({ ...api, robots: true }), /robots\.txt/);
    assert.equal((await harvest(api)).outcome, 'complete', 'interfaces are made for machines');
  });

  it('tells nobody what a variable stands for', async () => {
    process.env['HARVEST_SECRET'] = secret;
    const source: SourceDefinition = {
      name: 'guarded',
      type: 'data-json',
      url: `${server.origin}/data.json?key=\${HARVEST_SECRET}`,
      headers: { Authorization: `Bearer \${HARVEST_SECRET}` },
      allow,
    };
    const page = dataJson(titles(3, 200));
    const { dataset, ...catalogue } = JSON.parse(String(page.body));
    dataset[2].distribution = [{ title: 'nowhere' }];
    const body = JSON.stringify({ ...catalogue, dataset });
    server.respond = ({ headers }) =>
      headers['authorization'] === `Bearer ${secret}` ? { ...page, body } : undefined;
    const report = await harvest(source);
    assert.equal(report.outcome, 'complete', report.failure?.message);
    assert.deepEqual([report.counts.created, report.counts.refused], [2, 1]);
    const hostile: readonly Respond[] = [
      () => ({ status: 500, type: 'text/plain', body: `Bad key ${secret}` }),
      () => (response) => {
        response.writeHead(302, { Location: `/other?key=${encodeURIComponent(secret)}` }).end();
      },
      () => ({ type: 'text/html', body: `<!DOCTYPE html><p>${secret}</p>` }),
    ];
    const failed: RunReport[] = [];
    for (const respond of hostile) {
      server.respond = (asked) => (asked.url.pathname === '/data.json' ? respond(asked) : undefined);
      failed.push(await harvest(source));
      assert.equal(failed.at(-1)?.outcome, 'failed');
    }

    const records = portal.records('guarded');
    const said = [
      JSON.stringify([report, failed, portal.harvests.source('guarded')]),
      ...[report, ...failed].flatMap((run) =>
        describeRun(run, 'https://portal.example/').map((quad) => nQuadLine(quad)),
      ),
      ...records.map(({ nquads, document }) => nquads + JSON.stringify(portal.store.head(document))),
    ].join('\n');
    assert.ok(said.includes('HARVEST_SECRET') && records.length >= 2);
    for (const form of [secret, encodeURIComponent(secret)]) assert.ok(!said.includes(form), said);
  });

  it('says which variable is not set', async () => {
    delete process.env['HARVEST_SECRET'];
    const ended = await portal.run('guarded').then(
      ({ outcome, failure }) => `${outcome}: ${failure?.message}`,
      (error) => `failed: ${error.message}`,
    );
    assert.match(ended, /^failed: The source guarded needs the environment variable HARVEST_SECRET/);
  });

  it('keeps what it has of a server that is gone', async () => {
    const gone = await HarvestServer.start(() => dataJson(titles(4, 300)));
    const source = { name: 'gone', type: 'data-json', url: `${gone.origin}/data.json`, allow } as const;
    assert.equal((await harvest(source)).counts.created, 4);
    await gone.close();
    const report = await harvest(source);
    assertFailed(report, /refused/i, 'source-failed');
    assert.ok(report.failure?.message.includes(gone.origin));
    const { records, failures, lastGood } = portal.harvests.source('gone') ?? {};
    assert.deepEqual([records, failures, lastGood], [4, 1, 1]);
  });

  it('asks a person before much is withdrawn', async () => {
    server.respond = () => dataJson(titles(10, 400));
    const source = {
      name: 'shrinking',
      type: 'data-json',
      url: `${server.origin}/data.json`,
      allow,
    } as const;
    assert.equal((await harvest(source)).counts.created, 10);
    server.respond = () => dataJson(titles(9, 400));
    assert.equal((await harvest(source)).counts.withdrawn, 1, 'one of ten may go');
    server.respond = () => dataJson(titles(5, 400));
    const waiting = await harvest(source);
    assert.deepEqual([waiting.outcome, waiting.counts.withdrawn, waiting.counts.held], ['waiting', 0, 4]);
    assert.deepEqual(portal.harvests.source('shrinking')?.waiting, { run: 3, vanished: 4, of: 9 });
    server.respond = () => dataJson(titles(8, 400));
    const back = await harvest(source);
    assert.deepEqual([back.outcome, back.counts.withdrawn], ['complete', 1], 'what is back is as it was');
    server.respond = () => dataJson(titles(2, 400));
    await harvest(source);
    assert.equal(await portal.harvests.approve('shrinking', portal.store), 6);
    assert.equal(portal.records('shrinking').length, 2);
  });

  it('gives a run no more time than it may have', async () => {
    server.respond = pages(100, 100);
    const report = await harvest({
      name: 'long',
      type: 'dcat',
      url: `${server.origin}/`,
      allow,
      runTime: 1_500,
    });
    assertFailed(report, /longer than it may\. .*runTime/, 'source-failed');
    assert.equal(portal.records('long').length, 0);
  });

  it('goes on where it was stopped, and runs a source once at a time', async () => {
    server.respond = pages(12, 150);
    await portal.put({ name: 'stopped', type: 'dcat', url: `${server.origin}/`, allow });
    const runner = portal.newRunner();
    const running = runner.run('stopped', 'person');
    while (server.asked.length < 4) await new Promise((resolve) => setTimeout(resolve, 20));
    await assert.rejects(portal.run('stopped'), { code: 'busy' });
    runner.stop();
    const stopped = await running;
    assert.equal(stopped.outcome, 'interrupted');
    assert.equal(portal.records('stopped').length, 0);
    const asked = server.asked.splice(0).map(({ url }) => url.search);
    const report = await portal.newRunner().run('stopped', 'person');
    assert.deepEqual(
      [report.outcome, report.number, report.counts.created],
      ['complete', stopped.number, 12],
    );
    const again = server.asked.map(({ url }) => url.search).filter((page) => asked.includes(page));
    assert.ok(again.length <= 2, `read again: ${again.join(' ')}`);
    assert.match(report.notes.join(), /interrupted and went on/);
  });
});
