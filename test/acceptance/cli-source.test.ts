import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { RunReport } from '../../src/harvest/run-report.ts';
import { ask, quadsOf } from './client.ts';
import { type Ended, freePort, runCli, serveCli, succeed, until } from './support/cli.ts';
import { temporaryFolder } from './support/folders.ts';

interface Entry {
  readonly identifier: string;
  readonly title?: string;
}

/** A server whose data.json a test writes. */
class DataJsonServer {
  entries: Entry[] = [];
  status = 200;
  requests = 0;
  /** What each request had in its `X-Key`. */
  readonly keys: unknown[] = [];
  readonly #server: Server = createServer((request, response) => {
    this.requests += 1;
    this.keys.push(request.headers['x-key']);
    const dataset = this.entries.map(({ identifier, title }) => ({
      identifier,
      ...(title !== undefined && { title }),
      description: 'What it is about.',
      keyword: ['rain'],
      publisher: { name: 'Weather Office' },
    }));
    const body = JSON.stringify({ conformsTo: 'https://project-open-data.cio.gov/v1.1/schema', dataset });
    response
      .writeHead(this.status, { 'Content-Type': 'application/json' })
      .end(this.status === 200 ? body : 'out of order');
  });

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/data.json`;
  }

  fill(count: number): void {
    this.entries = Array.from({ length: count }, (_, at) => ({
      identifier: `d${at}`,
      title: `Dataset ${at}`,
    }));
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}

/** Columns that a text takes on a terminal: what joins to the letter before it takes none. */
function widest(text: string): number {
  const letters = new Intl.Segmenter('hi', { granularity: 'grapheme' });
  return Math.max(...text.split('\n').map((line) => [...letters.segment(line)].length));
}

describe('fivestar source', function () {
  this.timeout(300_000);
  const folder = temporaryFolder();
  const server = new DataJsonServer();
  let data = join(folder, 'data');
  const base = 'http://localhost:8080/';

  before(() => server.start());
  after(() => server.close());

  const at = () => ['--data', data, '--base', base];
  const source = (...args: string[]) => runCli(['source', ...args, ...at()]);
  const done = (...args: string[]) => succeed(['source', ...args, ...at()]);
  const harvest = (...args: string[]): Promise<Ended> => source('run', ...args, '--harvest-delay', '0');
  const add = (name: string, ...more: string[]) =>
    done('add', name, '--type', 'data-json', '--url', server.url, '--allow', '127.0.0.1', ...more);
  const lastRun = async (name: string): Promise<RunReport> => {
    const [report] = JSON.parse(await done('log', name, '--json')) as RunReport[];
    assert.ok(report);
    return report;
  };
  const published = async () => {
    const quads = await succeed(['export', ...at(), '--format', 'nq']);
    return new Set(quads.match(/^<[^>]+> <[^>]+#type> <http:\/\/www\.w3\.org\/ns\/dcat#Dataset>/gm)).size;
  };

  it('tells of every problem at once, and what to do', async () => {
    const missing = await source('add', 'city');
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /--type is missing/);
    assert.match(missing.stderr, /--url is missing/);
    const wrong = await source(
      ...[
        'add',
        'City_1',
        '--type',
        'ckan',
        '--url',
        'ftp://x.example/',
        '--vanishing',
        '7',
        '--namespace',
        'A b',
      ],
    );
    assert.equal(wrong.code, 2);
    for (const problem of [/name: "City_1" is no name/, /url: "ftp:/, /vanishing: /, /namespace: /])
      assert.match(wrong.stderr, problem);
    const texts = await source(
      ...[
        'add',
        'city',
        '--type',
        'ckan',
        '--url',
        'https://x.example/',
        '--every',
        'daily',
        '--jitter',
        'some',
      ],
      ...['--header', 'nothing', '--limit', 'pages=3', '--timezone', 'Asia/Kolkata', '--vanishing', 'half'],
    );
    assert.equal(texts.code, 2);
    for (const flag of ['every', 'jitter', 'header', 'limit', 'timezone', 'vanishing'])
      assert.match(texts.stderr, new RegExp(`- --${flag}`), flag);
    const type = await source('add', 'city', '--type', 'ckann', '--url', 'https://x.example/');
    assert.equal(type.code, 2);
    assert.match(type.stderr, /ckann.*(?:ckan|data-json)/s);
    const secret = await source('add', 'city', '--type', 'ckan', '--url', 'https://me:hush@x.example/');
    assert.match(secret.stderr, /A password must not stand in the address/);
    for (const verb of ['set', 'show', 'run', 'log', 'pause', 'resume', 'approve', 'remove']) {
      const unknown = await source(verb, 'nobody');
      assert.equal(unknown.code, 2, verb);
      assert.match(unknown.stderr, /There is no source named nobody\..*fivestar source add/s, verb);
      assert.doesNotMatch(unknown.stderr, /\n\s+at /);
    }
    assert.match((await source('run')).stderr, /Name at least one source, or give --all/);
    assert.equal((await source('list')).stdout.trim().split('\n').length, 1);
  });

  describe('with a source', () => {
    before(async () => {
      data = join(folder, 'one');
      server.fill(20);
      await add('city', '--title', 'City of Example', '--every', '6h');
    });

    it('is added once, and listed and shown in 80 columns and as JSON', async () => {
      const twice = await source('add', 'city', '--type', 'ckan', '--url', 'https://x.example/');
      assert.equal(twice.code, 2);
      assert.match(twice.stderr, /There is a source city already/);
      const list = await done('list');
      assert.match(list, /^NAME .*OUTCOME/);
      assert.match(list, /^city +data-json +0 +- /m);
      assert.ok(widest(list) <= 80, list);
      const shown = await done('show', 'city');
      assert.match(shown, /City of Example/);
      assert.match(shown, /every 6h/);
      const [state] = JSON.parse(await done('list', '--json'));
      assert.equal(state.definition.url, server.url);
      assert.deepEqual(JSON.parse(await done('show', 'city', '--json')), state);
    });

    it('is harvested, and again at no cost', async () => {
      const first = await harvest('city');
      assert.equal(first.code, 0, first.stdout + first.stderr);
      assert.match(first.stdout, /^Run 1 of city: complete/);
      assert.match(first.stdout, /20 read\n\s+20 new\n/);
      assert.ok(widest(first.stdout) <= 80);
      assert.equal(await published(), 20);
      const again = await harvest('city');
      assert.match(again.stdout, /20 unchanged/);
      assert.doesNotMatch(again.stdout, / new\n/);
      const { counts } = await lastRun('city');
      assert.deepEqual([counts.read, counts.unchanged, counts.created], [20, 20, 0]);
    });

    it('takes in what changed, and withdraws the few that vanished', async () => {
      server.entries = server.entries
        .slice(2)
        .map((entry) => (entry.identifier === 'd5' ? { ...entry, title: 'Another title' } : entry));
      const { code, stdout } = await harvest('city');
      assert.equal(code, 0, stdout);
      assert.match(stdout, /1 changed/);
      assert.match(stdout, /2 withdrawn/);
      assert.equal(await published(), 18);
    });

    it('keeps what vanished in great number until a person approves', async () => {
      server.entries = server.entries.slice(9);
      const { code, stdout } = await harvest('city');
      assert.equal(code, 1, stdout);
      assert.match(stdout, /: waiting/);
      assert.match(stdout, /9 vanished, held/);
      assert.equal(await published(), 18);
      assert.match(await done('list'), /^city .* waiting/m);
      const shown = await done('show', 'city');
      assert.match(shown, /9 of 18 records are missing since run 4/);
      assert.match(shown, /fivestar source approve city/);
      assert.ok(widest(shown) <= 80, shown);
      assert.equal(await done('approve', 'city'), 'withdrawn: 9\n');
      assert.equal(await published(), 9);
      const nothing = await source('approve', 'city');
      assert.equal(nothing.code, 2);
      assert.match(nothing.stderr, /Nothing of the source city waits/);
      assert.doesNotMatch(await done('show', 'city'), /approve/);
    });

    it('keeps its last good state where the source fails', async () => {
      server.status = 500;
      const { code, stdout } = await harvest('city');
      server.status = 200;
      assert.equal(code, 2, stdout);
      assert.match(stdout, /: failed/);
      assert.match(stdout.replace(/\s+/g, ' '), /data\.json.*500/);
      assert.equal(await published(), 9);
      assert.match(await done('list'), /^city .* failed/m);
    });

    it('tells in Hindi or English why records were refused, in 80 columns', async () => {
      server.entries = [...server.entries, { identifier: 'nameless' }];
      const english = await harvest('city');
      assert.equal(english.code, 1);
      assert.match(english.stdout, /1 refused/);
      assert.match(english.stdout, /Title/);
      const { number, refusals } = await lastRun('city');
      assert.equal(refusals.length, 1);
      const hindi = await done('log', 'city', String(number), '--lang', 'hi');
      assert.match(hindi, /शीर्षक|उपाय/);
      for (const text of [english.stdout, hindi]) assert.ok(widest(text) <= 80, text);
      server.entries = server.entries.filter(({ title }) => title !== undefined);
    });

    it('has a log of its runs, the newest first, in 80 columns and as JSON', async () => {
      const log = await done('log', 'city');
      assert.ok(widest(log) <= 80, log);
      const lines = log.trim().split('\n');
      assert.match(lines[0] ?? '', /^RUN +BEGUN/);
      assert.deepEqual(
        lines.slice(1).map((line) => line.split(' ', 1)[0]),
        ['6', '5', '4', '3', '2', '1'],
      );
      const last = JSON.parse(await done('log', 'city', '--last', '2', '--json')) as RunReport[];
      assert.deepEqual(
        last.map(({ number }) => number),
        [6, 5],
      );
      assert.equal(last[1]?.failure?.code, 'source-failed');
      for (const [args, words] of [
        [['99'], /There is no run 99 of city/],
        [['x'], /There is no run x of city/],
        [['--last', '0'], /--last is a number from 1/],
      ] as const) {
        const wrong = await source('log', 'city', ...args);
        assert.equal(wrong.code, 2);
        assert.match(wrong.stderr, words);
      }
    });

    it('can be changed, paused and resumed', async () => {
      await done('set', 'city', '--cron', '0 3 * * *', '--timezone', 'Asia/Kolkata', '--vanishing', '50%');
      const { definition } = JSON.parse(await done('show', 'city', '--json'));
      assert.deepEqual(definition.schedule, { cron: '0 3 * * *', timezone: 'Asia/Kolkata' });
      assert.equal(definition.vanishing, 0.5);
      assert.equal(definition.title, 'City of Example');
      assert.equal(await done('pause', 'city'), 'paused: city\n');
      assert.match(await done('list'), /^city .* paused$/m);
      assert.match((await source('run', '--all')).stderr, /Name at least one source/);
      assert.equal(await done('resume', 'city'), 'resumed: city\n');
      await done('set', 'city', '--every', 'none');
      assert.match(await done('show', 'city'), /none: read when told to/);
    });

    it('sends header fields whose values are variables, and shows them nowhere', async () => {
      await done('set', 'city', '--header', `X-Key: \${CITY_KEY}`);
      const unset = await harvest('city');
      assert.equal(unset.code, 2);
      assert.match(unset.stdout.replace(/\s+/g, ' '), /needs the environment variable CITY_KEY/);
      const env = { CITY_KEY: 'hush-hush' };
      const { stdout } = await runCli(['source', 'run', 'city', ...at(), '--harvest-delay', '0'], { env });
      assert.match(stdout, /: complete/);
      assert.equal(server.keys.at(-1), 'hush-hush');
      await done('set', 'city', '--header', 'X-Other: plain-secret');
      for (const args of [
        ['show', 'city'],
        ['show', 'city', '--json'],
        ['list', '--json'],
        ['log', 'city', '--json'],
      ])
        assert.doesNotMatch(await done(...args), /hush-hush|plain-secret/, args.join(' '));
    });

    it('is removed with or without its records, and its runs stay', async () => {
      assert.equal(await done('remove', 'city'), 'removed: city\n');
      assert.equal(await published(), 9);
      assert.match(await done('log', 'city'), /^6 /m);
      assert.match((await source('show', 'city')).stderr, /There is no source named city/);
      await add('other');
      assert.equal((await harvest('other')).code, 0);
      assert.equal(await done('remove', 'other', '--withdraw'), 'removed: other; 9 records withdrawn\n');
    });

    it('is refused where its address is not public and nobody allowed it', async () => {
      await done('add', 'inside', '--type', 'data-json', '--url', server.url);
      const before = server.requests;
      const { code, stdout } = await harvest('inside');
      assert.equal(code, 2);
      assert.match(stdout.replace(/\s+/g, ' '), /fivestar source set inside --allow/);
      assert.equal(server.requests, before);
      const allowed = await harvest('inside', '--harvest-allow', '127.0.0.0/8');
      assert.equal(allowed.code, 0, allowed.stdout);
      await done('remove', 'inside');
    });
  });

  describe('declared in a file', () => {
    const file = join(folder, 'sources.yaml');
    before(() => {
      data = join(folder, 'declared');
      server.fill(3);
    });

    it('tells every problem of the file with its line', async () => {
      writeFileSync(
        file,
        'sources:\n  - name: City\n    type: ckann\n    url: https://x.example/\n  - name: b\n    type: ckan\n',
      );
      const { code, stderr } = await source('list', '--sources', file);
      assert.equal(code, 2);
      assert.match(stderr, /sources\.yaml/);
      assert.match(stderr, /line 3.*ckann/);
      assert.match(stderr, /line 5.*"url" is missing/);
      rmSync(file);
      assert.match((await source('list', '--sources', file)).stderr, /sources\.yaml/);
    });

    it('is harvested, and changed in the file alone', async () => {
      const write = (title: string) =>
        writeFileSync(
          file,
          `sources:\n  - name: sheet\n    title: ${title}\n    type: data-json\n    url: ${server.url}\n    allow: [127.0.0.1]\n`,
        );
      write('A');
      const { code, stdout, stderr } = await harvest('sheet', '--sources', file);
      assert.equal(code, 0, stdout + stderr);
      assert.match(stdout, /3 new/);
      for (const args of [
        ['set', 'sheet', '--title', 'C'],
        ['remove', 'sheet'],
      ]) {
        const refused = await source(...args, '--sources', file);
        assert.equal(refused.code, 2);
        assert.match(refused.stderr, /is declared in the file/);
      }
      write('B');
      const { definition, declared, records } = JSON.parse(
        await done('show', 'sheet', '--json', '--sources', file),
      );
      assert.deepEqual([definition.title, declared, records], ['B', true, 3]);
      writeFileSync(file, 'sources: []\n');
      await done('list', '--sources', file);
      assert.equal(
        await done('remove', 'sheet', '--withdraw', '--sources', file),
        'removed: sheet; 3 records withdrawn\n',
      );
    });
  });

  describe('served', () => {
    it('is read by its schedule, shown while it is served, and stopped with it', async () => {
      data = join(folder, 'served');
      server.fill(4);
      await add('city', '--every', '10s');
      const port = await freePort();
      const portal = await serveCli(
        ['--data', data, '--base', base, '--harvest-delay', '0', '--log-level', 'warn'],
        port,
      );
      const page = (path: string, accept: string) =>
        ask(portal.origin + path, { headers: { Accept: accept } });
      const log = async () => JSON.parse(await done('log', 'city', '--json')) as RunReport[];
      try {
        await until('it was read', async () =>
          (await page('/harvest/city/1', 'text/html')).body.includes('<span>complete</span>'),
        );
        server.entries = [...server.entries, { identifier: 'new', title: 'New one' }];
        await until('it was read again', async () =>
          (await log()).some(({ counts }) => counts.created === 1),
        );
        const quads = await quadsOf(await page('/harvest/city/1', 'text/turtle'));
        assert.ok(
          quads.some(
            ({ subject, object }) =>
              subject.value === `${base}harvest/city/1#run` && object.value === 'complete',
          ),
        );
        assert.match((await page('/harvest', 'text/html')).body, /href="\/harvest\/city"/);
        // A record leads to the run that brought it.
        const { body } = await page('/doc/dataset/city/d0', 'text/html');
        assert.match(body, /href="\/harvest\/city\/1"/);
        assert.ok(
          (await log()).every(
            ({ trigger, outcome }) => trigger === 'schedule' && ['complete', 'running'].includes(outcome),
          ),
        );
      } finally {
        assert.equal(await portal.stop(), 0);
      }
      const runs = await log();
      assert.ok(runs.every(({ outcome }) => outcome === 'complete' || outcome === 'interrupted'));
      assert.equal(portal.output().stderr, '');
    });
  });
});
