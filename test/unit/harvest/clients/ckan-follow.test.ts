import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ckanClient } from '../../../../src/harvest/clients/ckan-client.ts';
import type { HarvestItem, Json } from '../../../../src/harvest/harvest-client.ts';
import { readWith } from '../support/plain-context.ts';
import { CkanSimulator } from './ckan-simulator.ts';

/** Titles by key, as the runs have brought them. */
class Replica {
  titles = new Map<string, string>();

  take(items: readonly HarvestItem[], coverage: 'whole' | 'changes'): void {
    if (coverage === 'whole') this.titles = new Map();
    for (const item of items) {
      if (item.type === 'deleted') this.titles.delete(item.key);
      if (item.type === 'record')
        this.titles.set(item.key, (item.record.data as { readonly title: string }).title);
    }
  }
}

const change = fc.record({
  /** Answers of the run before it. */
  after: fc.nat(10),
  kind: fc.constantFrom('remove', 'edit', 'rename', 'create'),
  at: fc.nat(40),
});
const portals = fc.record({
  count: fc.integer({ min: 1, max: 40 }),
  rowsMax: fc.integer({ min: 2, max: 15 }),
  runs: fc.array(fc.array(change, { maxLength: 8 }), { minLength: 1, maxLength: 6 }),
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function apply(portal: CkanSimulator, { kind, at }: Change, name: string): void {
  const one = portal.packages[at % portal.packages.length];
  if (kind === 'create') portal.create(name);
  else if (!one) return;
  else if (kind === 'edit') portal.edit(one.id, { title: `Title ${name}` });
  else if (kind === 'rename') portal.edit(one.id, { name: `name-${name}` });
  else if (portal.packages.length > 1) portal.remove(one.id);
}

describe('a CKAN portal that is followed', () => {
  it('is the same in the end, whatever was changed between and during the runs', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(portals, async ({ count, rowsMax, runs }) => {
        let [answers, made] = [0, 0];
        let changes: readonly Change[] = [];
        const due = (after: number) => {
          for (const one of changes.filter((other) => other.after === after))
            apply(portal, one, `x${made++}`);
        };
        const portal = new CkanSimulator({
          rowsMax,
          onAnswer: () => {
            answers += 1;
            due(answers);
          },
        });
        for (let at = 0; at < count; at++) portal.create(String(at));
        const url = await portal.start();
        const replica = new Replica();
        const coverages = new Set<string>();
        let bookmark: Json = null;
        try {
          // After the last change two runs in peace: what was changed during a run belongs to the next one.
          for (const planned of [[], ...runs, [], []]) {
            // More than is asked for twice.
            portal.now(10_000_000);
            [answers, changes] = [0, planned];
            due(0);
            const source = { name: 'portal', type: 'ckan', url, options: { whole: '4' } } as const;
            const { items, end } = await readWith(ckanClient, source, { bookmark });
            replica.take(items, end.coverage);
            coverages.add(end.coverage);
            bookmark = end.bookmark ?? null;
          }
          assert.ok(coverages.has('changes'));
          const expected = portal.packages.map(({ id, title }) => [`package:${id}`, title] as const);
          assert.deepEqual([...replica.titles].sort(), expected.sort());
        } finally {
          await portal.close();
        }
      }),
      { numRuns: 100 },
    );
  });
});
