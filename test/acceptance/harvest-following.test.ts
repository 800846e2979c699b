import assert from 'node:assert/strict';
import { join } from 'node:path';
import { LmdbHarvestStore } from '../../src/harvest/lmdb-harvest-store.ts';
import { LmdbRecordStore } from '../../src/store/lmdb-record-store.ts';
import type { Change, RecordReader, StoredRecord } from '../../src/store/record-store.ts';
import type { Iri } from '../../src/vocabulary/iri.ts';
import { datasetPut } from '../contract/support/dataset-put.ts';
import { freePort, type ServingCli, serveCli, succeed, until } from './support/cli.ts';
import { exampleSheets, temporaryFolder } from './support/folders.ts';

const edits = 1_000;
/** Datasets that are edited before one is withdrawn for good. */
const later = 100;

/** What a portal says of each thing, without the names of documents and what the follower `base` makes members of its own catalogue. */
function statementsOf(store: RecordReader, base: string, things: (record: StoredRecord) => boolean) {
  const found = new Map<string, string[]>();
  for (const record of store.records()) {
    if (!things(record)) continue;
    const { topic, document, nquads } = record;
    const lines = nquads
      .split('\n')
      .filter(
        (line) => line !== '' && !line.startsWith(`<${base}id/catalog/portal> <http://www.w3.org/ns/dcat#`),
      )
      .map((line) => line.replace(/ <[^>]*> \.$/, '').replaceAll(`<${document}#`, '<#'))
      .sort();
    found.set(topic, lines);
  }
  return found;
}

describe('a Fivestar that follows another', function () {
  this.timeout(300_000);
  const folder = temporaryFolder();
  const [leaderData, followerData] = [join(folder, 'leader'), join(folder, 'follower')];
  let leaderBase: string;
  let followerBase: string;
  let leader: ServingCli;
  let follower: ServingCli;

  const portOf = (base: string) => Number(new URL(base).port);
  const startLeader = () =>
    serveCli(['--data', leaderData, '--base', leaderBase, '--replicas', '0'], portOf(leaderBase));
  const startFollower = () =>
    serveCli(
      [
        ...['--data', followerData, '--base', followerBase, '--replicas', '0', '--threads', '1'],
        ...['--harvest-allow', '127.0.0.1', '--harvest-delay', '0'],
      ],
      portOf(followerBase),
    );

  before(async () => {
    leaderBase = `http://127.0.0.1:${await freePort()}/`;
    followerBase = `http://127.0.0.1:${await freePort()}/`;
    await succeed(['publish', ...exampleSheets, '--data', leaderData, '--base', leaderBase]);
    leader = await startLeader();
    const harvests = LmdbHarvestStore.open(followerData);
    await harvests.put({ name: 'leader', type: 'fivestar', url: leaderBase, schedule: { every: 1_000 } });
    await harvests.close();
    follower = await startFollower();
  });
  after(() => {
    leader?.process.kill('SIGKILL');
    follower?.process.kill('SIGKILL');
  });

  /** Each dataset is made, changed, withdrawn and made again at once; every other is withdrawn for good a while later. */
  function editOf(number: number): Change {
    const at = Math.floor(number / 5);
    const key = `edited-${at}`;
    const withdrawal = (of: string): Change => ({
      type: 'withdraw',
      document: `${leaderBase}doc/dataset/${of}` as Iri,
      reason: `Edit ${number}`,
    });
    if (number % 10 === 8 && at > later) return withdrawal(`edited-${at - later}`);
    return number % 5 === 3 ? withdrawal(key) : datasetPut(leaderBase, key, `Edition ${number}`);
  }

  it(`ends equal after ${edits} edits, restarts and kills of both`, async () => {
    const store = LmdbRecordStore.open(leaderData, { base: leaderBase });
    const harvests = LmdbHarvestStore.open(followerData);
    const lastRun = () => harvests.source('leader')?.lastRun;
    const mirror = LmdbRecordStore.open(followerData, { base: followerBase });
    try {
      await until('the follower has what was there before', () => lastRun()?.outcome === 'complete');
      for (let number = 0; number < edits; number += 1) {
        await store.commit([editOf(number)]);
        if (number % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 200));
        if (number === 250) {
          leader.process.kill('SIGKILL');
          leader = await startLeader();
        }
        if (number === 500) {
          follower.process.kill('SIGKILL');
          follower = await startFollower();
        }
        if (number === 750) {
          await leader.stop();
          leader = await startLeader();
        }
        if (number === 850) {
          await follower.stop();
          follower = await startFollower();
        }
      }
      const wanted = () => statementsOf(store, followerBase, () => true);
      const got = () =>
        statementsOf(
          mirror,
          followerBase,
          ({ document }) => mirror.head(document)?.origin?.source === 'leader',
        );
      await until('the follower has as much as the leader', () => got().size === wanted().size);
      const begun = lastRun()?.number ?? 0;
      await until('a whole run finds no change', () => {
        const last = lastRun();
        const { created = 1, updated = 1, withdrawn = 1 } = last?.counts ?? {};
        return (
          last && last.number > begun && last.outcome === 'complete' && created + updated + withdrawn === 0
        );
      });
      assert.ok(got().size > edits / 10);
      assert.deepEqual(got(), wanted());
      const withdrawn = mirror.changes(0, 100_000).filter(({ kind }) => kind === 'delete');
      assert.ok(withdrawn.length > 0);
      for (const { document } of withdrawn) {
        const head = mirror.head(document);
        if (head?.state === 'withdrawn') assert.match(head.reason ?? '', /^Edit \d+$/);
      }
    } finally {
      await store.close();
      await mirror.close();
      await harvests.close();
    }
  });
});
