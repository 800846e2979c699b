import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fivestarClient } from '../../../../src/harvest/clients/fivestar-client.ts';
import type { HarvestItem, Json } from '../../../../src/harvest/harvest-client.ts';
import type { SourceDefinition } from '../../../../src/harvest/source-definition.ts';
import type { GraphRecord } from '../../../../src/model/record.ts';
import { nQuadLine } from '../../../../src/rdf/n-quads.ts';
import { withoutCatalogRecord } from '../../../../src/sources/rdf-graph-view.ts';
import { composeDocument } from '../../../../src/store/document.ts';
import type { Iri } from '../../../../src/vocabulary/iri.ts';
import { base, type RunningPortal, startPortal } from '../../../acceptance/running-portal.ts';
import { datasetPut } from '../../../contract/support/dataset-put.ts';
import { readWith } from '../support/plain-context.ts';

const portalIri = `${base}id/catalog/portal`;

function sourceOf(url: string, options?: Record<string, string>): SourceDefinition {
  return { name: 'other', type: 'fivestar', url, ...(options && { options }) };
}

function dataOf(item: HarvestItem): GraphRecord {
  assert.equal(item.type, 'record');
  return (item as { record: { data: unknown } }).record.data as GraphRecord;
}

/** What B would have: of each key the last that was said. */
class Copy {
  readonly records = new Map<string, string>();
  bookmark: Json | undefined;

  take(items: readonly HarvestItem[], coverage: 'whole' | 'changes'): void {
    const met = new Set<string>();
    for (const item of items) {
      if (item.type === 'record') {
        met.add(item.key);
        this.records.set(item.key, sorted(dataOf(item).triples));
      } else if (item.type === 'deleted') this.records.delete(item.key);
      else assert.fail(item.type);
    }
    if (coverage === 'whole')
      for (const key of [...this.records.keys()]) if (!met.has(key)) this.records.delete(key);
  }

  async follow(url: string) {
    const from = this.bookmark === undefined ? {} : { bookmark: this.bookmark };
    const run = await readWith(fivestarClient, sourceOf(url), from);
    const before = new Map(this.records);
    this.take(run.items, run.end.coverage);
    this.bookmark = run.end.bookmark;
    const keys = new Set([...before.keys(), ...this.records.keys()]);
    const changed = [...keys].filter((key) => before.get(key) !== this.records.get(key));
    return { ...run, changed };
  }
}

function sorted(triples: string): string {
  return triples.split('\n').sort().join('\n');
}

function published({ store }: RunningPortal): Map<string, string> {
  return new Map(
    [...store.records()].map((record) => {
      const content = withoutCatalogRecord(composeDocument(record), record.document);
      return [record.topic as string, sorted(content.map((quad) => nQuadLine(quad, '')).join(''))];
    }),
  );
}

function withoutPortal(records: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...records].filter(([key]) => key !== portalIri));
}

describe('fivestarClient', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ vocabulary: true, dumps: { maxAge: 0 } });
    for (let number = 0; number < 130; number += 1)
      await portal.store.commit([datasetPut(base, `d-${number}`, `डेटा ${number}`)]);
  });
  after(() => portal.close());

  it('takes everything in the first run, then only what changed', async () => {
    const copy = new Copy();
    const first = await copy.follow(`${portal.origin}/`);
    assert.equal(first.end.coverage, 'whole');
    assert.deepEqual(withoutPortal(copy.records), published(portal));
    assert.ok(copy.records.has(portalIri), 'what datasets are members of is described');
    assert.ok(first.pages.length <= 4, first.pages.join(' '));

    for (let number = 0; number < 10; number += 1)
      await portal.store.commit([datasetPut(base, `d-${number * 7}`, `बदला ${number}`)]);
    const second = await copy.follow(`${portal.origin}/`);
    assert.equal(second.end.coverage, 'changes');
    assert.equal(second.changed.length, 10);
    assert.ok(second.items.length <= 200, 'two pages of the log at most');
    assert.ok(second.pages.length <= 3, second.pages.join(' '));
    assert.deepEqual(withoutPortal(copy.records), published(portal));

    const document = `${base}doc/dataset/d-3` as Iri;
    await portal.store.commit([{ type: 'withdraw', document, reason: 'गलत आँकड़े' }]);
    const third = await copy.follow(portal.origin);
    const key = `${base}id/dataset/d-3`;
    assert.deepEqual(third.changed, [key]);
    assert.deepEqual(
      third.items.filter(({ type }) => type === 'deleted'),
      [{ type: 'deleted', key, reason: 'गलत आँकड़े' }],
    );
    assert.deepEqual(withoutPortal(copy.records), published(portal));

    const fourth = await copy.follow(`${portal.origin}/feed/ldes`);
    assert.deepEqual(fourth.changed, []);
    assert.ok(fourth.pages.length <= 2);
    assert.deepEqual(fourth.end.bookmark, third.end.bookmark);
  });

  it('gives records under their own names, without what the portal states of its documents', async () => {
    const { items } = await readWith(fivestarClient, sourceOf(portal.origin));
    const item = items.find((one) => one.type === 'record' && one.key === `${base}id/dataset/d-5`);
    assert.ok(item?.type === 'record');
    assert.deepEqual(item.origin, { url: `${base}doc/dataset/d-5`, catalogue: portalIri });
    const data = dataOf(item);
    assert.equal(data.recordKind, 'dataset');
    assert.doesNotMatch(data.triples, /CatalogRecord|primaryTopic|hasVersion/);
    const concept = items.find((one) => one.type === 'record' && dataOf(one).recordKind === 'concept');
    assert.ok(concept, 'concepts come along, so that no link leads nowhere');
  });

  it('gives of a record that changed often its last state only', async () => {
    const { end } = await readWith(fivestarClient, sourceOf(portal.origin));
    for (let number = 0; number < 5; number += 1)
      await portal.store.commit([datasetPut(base, 'often', `Edition ${number}`)]);
    const { items } = await readWith(fivestarClient, sourceOf(portal.origin), {
      bookmark: end.bookmark as Json,
    });
    const often = items.filter((item) => item.type === 'record' && item.key === `${base}id/dataset/often`);
    assert.equal(often.length, 1);
    assert.match(dataOf(often[0] as HarvestItem).triples, /Edition 4/);
  });

  it('takes the usual document of a thing, whatever happens to those that stand beside it', async () => {
    const own = datasetPut(base, 'shared', 'Own');
    const document = `${own.document}@city` as Iri;
    const nquads = own.nquads.replaceAll(own.document, document).replaceAll('Own', 'Other');
    await portal.store.commit([own, { ...own, document, nquads, version: 'other' }]);
    const copy = new Copy();
    await copy.follow(portal.origin);
    await portal.store.commit([{ type: 'withdraw', document }]);
    const { changed } = await copy.follow(portal.origin);
    assert.deepEqual(changed, []);
    assert.match(copy.records.get(own.topic) ?? '', /"Own"/);
  });

  it('leaves what the other portal has from this one', async () => {
    const echo = datasetPut('http://portal.example/', 'own', 'Own');
    const document = `${base}doc/dataset/own-1` as Iri;
    const nquads = echo.nquads.replaceAll(echo.document, document);
    const before = await readWith(fivestarClient, sourceOf(portal.origin));
    await portal.store.commit([{ ...echo, document, nquads }]);
    for (const from of [{}, { bookmark: before.end.bookmark as Json }]) {
      const { items } = await readWith(fivestarClient, sourceOf(portal.origin), from);
      assert.ok(items.every((item) => !('key' in item && item.key.startsWith('http://portal.example/'))));
    }
    await portal.store.commit([{ type: 'withdraw', document }]);
  });

  it('goes on from a checkpoint, and says then too that the whole was read', async () => {
    const { checkpoints, end } = await readWith(fivestarClient, sourceOf(portal.origin));
    await portal.store.commit([datasetPut(base, 'later', 'Later')]);
    const cursor = checkpoints[0] as Json;
    const resumed = await readWith(fivestarClient, sourceOf(portal.origin), { cursor });
    assert.equal(resumed.end.coverage, 'whole');
    assert.ok(resumed.items.some((item) => item.type === 'record' && item.key === `${base}id/dataset/later`));
    assert.ok(resumed.pages.every((page) => page.includes('/feed/ldes/')));
    assert.notDeepEqual(resumed.end.bookmark, end.bookmark);
  });

  it('is right from any first state through any edits and readings in any order', async function () {
    this.timeout(120_000);
    const step = fc.oneof(
      fc.record({ type: fc.constant('put' as const), key: fc.nat(5), title: fc.nat(3) }),
      fc.record({ type: fc.constant('withdraw' as const), key: fc.nat(5) }),
      fc.record({ type: fc.constant('many' as const), count: fc.constantFrom(49, 100, 101) }),
      fc.record({ type: fc.constant('read' as const) }),
    );
    let made = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
        const copy = new Copy();
        for (const one of [...steps, { type: 'read' as const }]) {
          if (one.type === 'read') await copy.follow(portal.origin);
          else if (one.type === 'put')
            await portal.store.commit([datasetPut(base, `p-${one.key}`, `Title ${one.title}`)]);
          else if (one.type === 'withdraw')
            await portal.store.commit([
              { type: 'withdraw', document: `${base}doc/dataset/p-${one.key}` as Iri, reason: 'no more' },
            ]);
          else
            await portal.store.commit(
              Array.from({ length: one.count }, (_, number) => {
                made += 1;
                return datasetPut(base, `many-${number}`, `Edition ${made}`);
              }),
            );
        }
        assert.deepEqual(withoutPortal(copy.records), published(portal));
      }),
      { numRuns: 8 },
    );
  });

  it('begins anew where the portal was made anew, and says so', async () => {
    const { end } = await readWith(fivestarClient, sourceOf(portal.origin));
    const anew = await startPortal({ vocabulary: true });
    try {
      await anew.store.commit([datasetPut(base, 'only', 'Only')]);
      const copy = new Copy();
      copy.bookmark = end.bookmark;
      const run = await copy.follow(anew.origin);
      assert.equal(run.end.coverage, 'whole');
      assert.match(run.notes.join(), /made anew/);
      assert.deepEqual(withoutPortal(copy.records), published(anew));
    } finally {
      await anew.close();
    }
  });

  it('finds out that the log is another one of the same length', async () => {
    const [one, other] = [await startPortal(), await startPortal({ now: () => new Date('2031-01-01') })];
    try {
      await one.store.commit([datasetPut(base, 'a', 'A')]);
      await other.store.commit([datasetPut(base, 'b', 'B')]);
      await other.store.commit([datasetPut(base, 'c', 'C')]);
      const { end } = await readWith(fivestarClient, sourceOf(one.origin));
      const run = await readWith(fivestarClient, sourceOf(other.origin), { bookmark: end.bookmark as Json });
      assert.equal(run.end.coverage, 'whole');
      assert.match(run.notes.join(), /another one/);
      const keys = run.items.flatMap((item) => (item.type === 'record' ? item.key : []));
      assert.deepEqual(new Set(keys), new Set([portalIri, `${base}id/dataset/b`, `${base}id/dataset/c`]));
    } finally {
      await one.close();
      await other.close();
    }
  });

  it('does not take an empty portal for one that withdrew everything', async () => {
    const empty = await startPortal();
    try {
      await assert.rejects(
        readWith(fivestarClient, sourceOf(empty.origin)),
        /published nothing yet.*empty=allowed/,
      );
      const { end } = await readWith(fivestarClient, sourceOf(empty.origin, { empty: 'allowed' }));
      assert.equal(end.coverage, 'whole');
    } finally {
      await empty.close();
    }
  });

  it('says what is wrong where there is no such portal', async () => {
    await assert.rejects(readWith(fivestarClient, sourceOf(`${portal.origin}/catalog/`)), /no change feed/);
  });
});
