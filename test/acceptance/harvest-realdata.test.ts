import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import type { RunReport } from '../../src/harvest/run-report.ts';
import { temporaryFolder } from './support/folders.ts';
import { at, catalogs, delta, folder, rows } from './support/harvest-catalogue-rows.ts';
import { type Catalogue, file } from './support/harvest-catalogues.ts';
import type { HarvestPortal } from './support/harvest-portal.ts';
import { RegistryStream } from './support/harvest-registry-stream.ts';
import { HarvestServer } from './support/harvest-server.ts';

type Counted = 'read' | 'created' | 'updated' | 'unchanged' | 'refused' | 'withdrawn' | 'held' | 'ignored';

/** The datasets updated by each snapshot of the FCC, as in a store that they are published into from files. */
const fccUpdates = [0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1];

describe('the real catalogues, harvested', function () {
  this.timeout(240_000);
  folder.path = temporaryFolder();
  let portal: HarvestPortal;
  let server: HarvestServer;
  let catalogue: Catalogue;
  before(async function () {
    if (catalogs === '') {
      console.log('      skipped: ../shared/realdata/catalogs is absent');
      this.skip();
    }
    const { HarvestPortal } = await import('./support/harvest-portal.ts');
    portal = await HarvestPortal.open(folder.path);
    server = await HarvestServer.start((asked) => {
      const page = catalogue.respond(asked);
      if (!page) return undefined;
      const etag = `"${createHash('sha256').update(server.named(page.body)).digest('hex')}"`;
      if (asked.headers['if-none-match'] === etag)
        return (response) => {
          response.writeHead(304, { ETag: etag }).end();
        };
      return { ...page, headers: { ETag: etag } };
    });
  });
  after(async () => {
    await server?.close();
    await portal?.close();
  });

  async function serve(name: string, one: Catalogue): Promise<void> {
    catalogue = one;
    const url = server.origin + one.path;
    await portal.put({ name, url, ...one.definition, limits: { retries: 0 } });
  }

  function countsOf({ counts }: RunReport): Partial<Record<Counted, number>> {
    const { requests: _requests, bytes: _bytes, ...counted } = counts;
    return Object.fromEntries(Object.entries(counted).filter(([, count]) => count !== 0));
  }

  function violationsOf({ refusals }: RunReport): readonly string[] {
    const found = new Map<string, number>();
    for (const { severity, code, field } of refusals.flatMap(({ findings }) => findings)) {
      if (severity !== 'violation') continue;
      const kind = `${code} ${field.en}`;
      found.set(kind, (found.get(kind) ?? 0) + 1);
    }
    return [...found].map(([kind, count]) => `${kind} × ${count}`).sort();
  }

  const present = (counts: Partial<Record<Counted, number>>) =>
    Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));

  for (const [index, [name, row]] of Object.entries(rows).entries()) {
    it(name, async () => {
      const { created = 0, refused = 0, ignored = 0, violations = [], requests, failure } = row;
      const source = `source-${index}`;
      await serve(source, row.catalogue());
      const once = await portal.run(source);
      const sequence = portal.store.sequence();
      const twice = await portal.run(source);
      assert.equal(portal.store.sequence(), sequence, 'nothing was published again');
      assert.deepEqual([once.counts.requests, twice.counts.requests], requests);
      if (failure) {
        for (const { outcome, failure: reason } of [once, twice]) {
          assert.equal(outcome, 'failed');
          assert.match(reason?.message ?? '', failure);
        }
        assert.equal(portal.records(source).length, 0);
        return;
      }
      assert.equal(once.outcome, 'complete', once.failure?.message);
      const read = created + refused + ignored;
      assert.deepEqual(
        countsOf(once),
        present({ read, created, refused, ignored }),
        violationsOf(once).join(),
      );
      assert.deepEqual(violationsOf(once), violations);
      assert.equal(portal.harvests.source(source)?.records, created);

      assert.equal(twice.outcome, 'complete', twice.failure?.message);
      const again = { read: row.readAgain ?? read, unchanged: row.readAgain ?? created };
      const rest = row.readAgain === undefined ? { refused, ignored } : {};
      assert.deepEqual(countsOf(twice), present({ ...again, ...rest }));
      assert.deepEqual(twice.notes, []);
      for (const { findings } of once.refusals)
        for (const { message, remedy, place } of findings) {
          assert.ok(message.en && message.hi && remedy.en && remedy.hi);
          assert.ok(place.file.startsWith(server.origin), place.file);
        }
    });
  }

  it('ldes: ogd-delta-2021-04-04_to_2021-04-15.jsonl.gz, followed', async () => {
    const stream = new RegistryStream(at(delta));
    // What was said until 27 March stands on five pages, of which four are full.
    stream.until = '2021-03-27';
    await serve('registry', stream);
    const first = await portal.run('registry');
    assert.equal(first.outcome, 'complete', first.failure?.message);
    assert.equal(first.coverage, 'whole');
    stream.until = '9999';
    const second = await portal.run('registry');
    assert.equal(second.coverage, 'changes');
    const third = await portal.run('registry');
    assert.deepEqual(
      [first, second, third].map(({ counts }) => [
        counts.created,
        counts.updated,
        counts.refused,
        counts.requests,
      ]),
      [
        [2_024, 0, 0, 6],
        [554, 0, 0, 3],
        [0, 0, 0, 2],
      ],
    );
    assert.equal(portal.harvests.source('registry')?.records, 2_578);
  });

  it('data-json: the history of the FCC, each state after the other', async () => {
    const states = readdirSync(at('dcat-us/history')).sort();
    assert.equal(states.length, fccUpdates.length);
    for (const [index, name] of states.entries()) {
      await serve('fcc', file('data-json', at(`dcat-us/history/${name}`)));
      const report = await portal.run('fcc');
      assert.equal(report.outcome, 'complete', report.failure?.message);
      const updated = fccUpdates[index] ?? 0;
      const counts = index === 0 ? { created: 59 } : { updated, unchanged: 59 - updated };
      assert.deepEqual(countsOf(report), present({ read: 59, ...counts }), name);
    }
  });
});
