import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ckanClient } from '../../../../src/harvest/clients/ckan-client.ts';
import type { HarvestItem } from '../../../../src/harvest/harvest-client.ts';
import type { SourceDefinition } from '../../../../src/harvest/source-definition.ts';
import { Failure } from '../../../../src/model/failure.ts';
import { readWith } from '../support/plain-context.ts';
import { CkanSimulator, type SimulatorOptions } from './ckan-simulator.ts';

const keysOf = (items: readonly HarvestItem[], type: HarvestItem['type'] = 'record') =>
  items.flatMap((item) => (item.type === type && item.type !== 'unreadable' ? [item.key] : [])).sort();

const keys = (...ids: readonly string[]) => ids.map((id) => `package:id-${id}`).sort();

function sourceOf(url: string, options?: Readonly<Record<string, string>>): SourceDefinition {
  return { name: 'portal', type: 'ckan', url, ...(options && { options }) };
}

/** A portal of `count` packages for the time of one piece of work. */
async function withPortal(
  count: number,
  options: SimulatorOptions,
  work: (portal: CkanSimulator, url: string) => Promise<void>,
): Promise<void> {
  const portal = new CkanSimulator(options);
  for (let at = 0; at < count; at++) portal.create(String(at).padStart(4, '0'));
  try {
    await work(portal, await portal.start());
  } finally {
    await portal.close();
  }
}

const failed = (code: Failure['code'], message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Failure, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, message);
  return true;
};

describe('the harvest of a CKAN portal', () => {
  it('reads every package by pages, whatever the address that is given', async () => {
    await withPortal(25, { rowsMax: 10 }, async (portal, url) => {
      for (const address of [url, `${url}/`, `${url}/api/3`, `${url}/api/3/action/package_search?q=x`]) {
        const { items, end } = await readWith(ckanClient, sourceOf(address));
        assert.deepEqual(keysOf(items), portal.packages.map(({ id }) => `package:${id}`).sort());
        assert.equal(end.coverage, 'whole');
      }
    });
  });

  it('says where each record was found', async () => {
    await withPortal(1, {}, async (_portal, url) => {
      const [item] = (await readWith(ckanClient, sourceOf(url))).items;
      assert.ok(item?.type === 'record');
      assert.deepEqual(item.origin, { url: `${url}/dataset/name-0000`, catalogue: `${url}/` });
    });
  });

  it('asks for the same addresses in every whole run', async () => {
    await withPortal(35, { rowsMax: 10 }, async (_portal, url) => {
      const [first, second] = [
        await readWith(ckanClient, sourceOf(url)),
        await readWith(ckanClient, sourceOf(url)),
      ];
      assert.deepEqual(first.pages, second.pages);
      assert.ok(first.pages.length >= 4);
    });
  });

  it('misses no record that was there throughout and repeats none, whatever is changed meanwhile', async function () {
    this.timeout(120_000);
    const change = fc.record({
      /** Answers before it. */
      after: fc.integer({ min: 1, max: 14 }),
      kind: fc.constantFrom('remove', 'remove', 'edit', 'create'),
      at: fc.nat(60),
      many: fc.integer({ min: 1, max: 25 }),
    });
    const portals = fc.record({
      count: fc.integer({ min: 1, max: 60 }),
      rowsMax: fc.integer({ min: 2, max: 20 }),
      listed: fc.boolean(),
      changes: fc.array(change, { maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(portals, async ({ count, rowsMax, listed, changes }) => {
        let answers = 0;
        let created = 0;
        const removed = new Set<string>();
        const options: SimulatorOptions = {
          rowsMax,
          ...(!listed && { without: ['package_list'] }),
          onAnswer: () => {
            answers += 1;
            for (const { kind, at, many } of changes.filter(({ after }) => after === answers)) {
              for (let time = 0; time < many; time++) {
                const one = portal.packages[(at + time) % Math.max(1, portal.packages.length)];
                if (kind === 'create') portal.create(`new-${created++}`);
                else if (one && kind === 'edit') portal.edit(one.id, { title: `Edited ${answers}` });
                else if (one && portal.packages.length > 1) {
                  removed.add(one.id);
                  portal.remove(one.id);
                }
              }
            }
          },
        };
        const portal = new CkanSimulator(options);
        for (let at = 0; at < count; at++) portal.create(String(at));
        const before = portal.packages.map(({ id }) => id);
        try {
          const { items, end } = await readWith(ckanClient, sourceOf(await portal.start()));
          const met = keysOf(items);
          assert.equal(end.coverage, 'whole');
          assert.equal(new Set(met).size, met.length);
          for (const id of before) if (!removed.has(id)) assert.ok(met.includes(`package:${id}`), id);
        } finally {
          await portal.close();
        }
      }),
      { numRuns: 150 },
    );
  });

  it('does not take records behind a gap for the end of what it has read', async () => {
    const remove = (from: number, to: number) => {
      for (let at = from; at < to; at++) gone.remove(`id-${String(at).padStart(4, '0')}`);
    };
    let gone = new CkanSimulator();
    let pages = 0;
    const onAnswer = (action: string) => {
      // Two tries come first.
      pages += action === 'package_search' ? 1 : 0;
      if (pages === 3) remove(0, 10);
      // Where one goes back to now there is what the page behind the gap held.
      if (pages === 4) remove(10, 20);
    };
    await withPortal(100, { rowsMax: 20, without: ['package_list'], onAnswer }, async (portal, url) => {
      gone = portal;
      const met = keysOf((await readWith(ckanClient, sourceOf(url))).items);
      for (const { id } of portal.packages) assert.ok(met.includes(`package:${id}`), id);
      assert.equal(portal.packages.length, 80);
    });
  });

  it('finds by the list of names what the search leaves out, but no sources of its harvester', async () => {
    await withPortal(3, {}, async (portal, url) => {
      const made = {
        metadata_created: portal.now(),
        metadata_modified: portal.now(),
        title: 'x',
        notes: 'x',
      };
      portal.hidden.push(
        { id: 'id-lost', name: 'lost', ...made },
        { id: 'id-h', name: 'h', ...made, type: 'harvest' },
      );
      const { items } = await readWith(ckanClient, sourceOf(url));
      assert.deepEqual(keysOf(items), keys('0000', '0001', '0002', 'lost'));
    });
  });

  it('does without an order where there is a list of names, and fails where there is neither', async () => {
    await withPortal(30, { rowsMax: 10, sorts: /^name asc$/ }, async (_portal, url) => {
      const { items, end } = await readWith(ckanClient, sourceOf(url));
      assert.equal(keysOf(items).length, 30);
      assert.deepEqual(end, { coverage: 'whole' });
    });
    const bad: SimulatorOptions = { rowsMax: 10, disorder: true, without: ['package_list'] };
    await withPortal(30, bad, async (_portal, url) => {
      await assert.rejects(
        readWith(ckanClient, sourceOf(url)),
        failed('source-failed', /30 of 30.*not certain/),
      );
    });
  });

  it('shows packages one by one where there is no search', async () => {
    await withPortal(12, { without: ['package_search'], listMax: 5 }, async (portal, url) => {
      const { items, end } = await readWith(ckanClient, sourceOf(url));
      assert.deepEqual(keysOf(items), portal.packages.map(({ id }) => `package:${id}`).sort());
      assert.equal(end.coverage, 'whole');
    });
  });

  it('reads organisations and groups where it is told to', async () => {
    await withPortal(1, {}, async (portal, url) => {
      for (let at = 0; at < 60; at++)
        portal.groups.push({ id: `o${at}`, name: `organisation-${at}`, is_organization: true });
      portal.groups.push({ id: 'g', name: 'group', is_organization: false });
      const { items, end } = await readWith(ckanClient, sourceOf(url, { organizations: 'yes' }));
      assert.equal(keysOf(items).filter((key) => key.startsWith('organization:')).length, 60);
      assert.ok(keysOf(items).includes('group:g'));
      portal.groups.splice(0, 2);
      const bookmark = end.bookmark ?? null;
      const next = await readWith(ckanClient, sourceOf(url, { organizations: 'yes' }), { bookmark });
      assert.equal(next.end.coverage, 'changes');
      assert.deepEqual(keysOf(next.items, 'deleted'), ['organization:o0', 'organization:o1']);
    });
  });

  describe('after a whole run', () => {
    const source = (url: string) => sourceOf(url, { whole: '3' });

    it('asks for what was changed, and finds what is gone', async () => {
      await withPortal(50, { rowsMax: 20 }, async (portal, url) => {
        const first = await readWith(ckanClient, source(url));
        portal.now(100_000_000);
        portal.edit('id-0003', { title: 'Edited' });
        portal.edit('id-0004', { name: 'renamed' });
        portal.remove('id-0005');
        portal.create('new');
        const second = await readWith(ckanClient, source(url), { bookmark: first.end.bookmark ?? null });
        assert.equal(second.end.coverage, 'changes');
        const changed = keysOf(second.items);
        for (const key of keys('0003', '0004', 'new')) assert.ok(changed.includes(key), key);
        assert.deepEqual(keysOf(second.items, 'deleted'), keys('0005'));
        portal.now(100_000_000);
        portal.remove('id-new');
        portal.edit('id-0000', { title: 'Edited' });
        const third = await readWith(ckanClient, source(url), { bookmark: second.end.bookmark ?? null });
        assert.equal(third.end.coverage, 'changes');
        assert.deepEqual(keysOf(third.items, 'deleted'), keys('new'));
        assert.ok(keysOf(third.items).length < 10);
        const fourth = await readWith(ckanClient, source(url), { bookmark: third.end.bookmark ?? null });
        assert.equal(fourth.end.coverage, 'whole');
        assert.equal(keysOf(fourth.items).length, 49);
      });
    });

    it('brings nothing where nothing was changed for long, with few requests', async () => {
      await withPortal(50, { rowsMax: 20 }, async (portal, url) => {
        portal.now(100_000_000);
        portal.edit('id-0000', {});
        const first = await readWith(ckanClient, source(url));
        const before = portal.requests.length;
        const second = await readWith(ckanClient, source(url), { bookmark: first.end.bookmark ?? null });
        assert.deepEqual(keysOf(second.items), keys('0000'));
        assert.deepEqual(keysOf(second.items, 'deleted'), []);
        assert.ok(portal.requests.length - before <= 7, portal.requests.slice(before).join('\n'));
      });
    });

    it('begins anew where another question was asked', async () => {
      await withPortal(5, {}, async (_portal, url) => {
        const { end } = await readWith(ckanClient, source(url));
        const other = sourceOf(`${url}/`, { whole: '3', organizations: 'yes' });
        const next = await readWith(ckanClient, other, { bookmark: end.bookmark ?? null });
        assert.equal(next.end.coverage, 'whole');
        const always = sourceOf(url, { whole: 'always' });
        const again = await readWith(ckanClient, always, { bookmark: end.bookmark ?? null });
        assert.equal(again.end.coverage, 'whole');
      });
    });
  });

  it('goes on where it was interrupted', async () => {
    await withPortal(2_500, { rowsMax: 500 }, async (portal, url) => {
      const whole = await readWith(ckanClient, sourceOf(url));
      const [cursor] = whole.checkpoints;
      assert.ok(cursor !== undefined);
      const rest = await readWith(ckanClient, sourceOf(url), { cursor });
      assert.ok(rest.items.length < 600);
      assert.equal(rest.end.coverage, 'whole');
      const found = rest.end.bookmark as { entries: readonly unknown[] };
      assert.equal(found.entries.length, portal.packages.length);
    });
  });

  it('refuses options that it does not understand', async () => {
    await withPortal(1, {}, async (_portal, url) => {
      for (const options of [{ whole: 'never' }, { organizations: 'perhaps' }])
        await assert.rejects(
          readWith(ckanClient, sourceOf(url, options)),
          failed('invalid-configuration', /Source "portal": "(whole|organizations)"/),
        );
    });
  });

  it('takes an empty portal for a failure, unless it may be empty', async () => {
    await withPortal(0, {}, async (_portal, url) => {
      await assert.rejects(readWith(ckanClient, sourceOf(url)), failed('source-failed', /no package at all/));
      const { end, items } = await readWith(ckanClient, sourceOf(url, { empty: 'allowed' }));
      assert.deepEqual([end.coverage, items], ['whole', []]);
    });
  });
});
