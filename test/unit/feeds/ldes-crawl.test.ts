import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Quad } from '@rdfjs/types';
import fc from 'fast-check';
import { readChangePage } from '../../../src/feeds/change-pages.ts';
import { type RecordChange, readChanges } from '../../../src/feeds/change-record.ts';
import { LdesAddresses } from '../../../src/feeds/ldes-addresses.ts';
import { describeMembers, latestContents, memberContents } from '../../../src/feeds/ldes-members.ts';
import { describeIndex, describePage, describeView } from '../../../src/feeds/ldes-node.ts';
import { triplePart } from '../../../src/rdf/statement.ts';
import { documentNQuads } from '../../../src/store/document.ts';
import { LmdbRecordStore } from '../../../src/store/lmdb-record-store.ts';
import type { Change, RecordReader } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { dct, ldes, tree } from '../../../src/vocabulary/terms.ts';
import { datasetPut } from '../../contract/support/dataset-put.ts';

const base = 'https://data.example.gov.in/';
const portal = { base, title: { en: 'Portal', hi: 'पोर्टल' }, description: { en: '', hi: '' } };
const addresses = new LdesAddresses(base);
/** Small, so that a few commits make several levels of nodes. */
const sizes = { size: 3, fanOut: 2 };

const documentOf = (key: string) => `${base}doc/dataset/${key}` as Iri;

const put = (key: string, title: string): Change => datasetPut(base, key, title);

interface Node {
  readonly isComplete: boolean;
  readonly targets: readonly string[];
  readonly changes: readonly RecordChange[];
  /** N-Triples of each member, by its IRI. */
  readonly contents: ReadonlyMap<string, readonly string[]>;
}

/** What a client reads at an address. */
function fetchNode(store: RecordReader, address: string): Node {
  const [, first, last] = /\/feed\/ldes(?:\/(\d+)(?:-(\d+))?)?$/.exec(address) ?? [];
  if (first === undefined) {
    const quads = describeView(store, portal, addresses, store.sequence(), sizes);
    return { isComplete: isComplete(quads), targets: targetsOf(quads), changes: [], contents: new Map() };
  }
  if (last !== undefined) {
    const quads = describeIndex(store, addresses, { first: Number(first), last: Number(last) }, sizes);
    assert.ok(quads, address);
    return { isComplete: isComplete(quads), targets: targetsOf(quads), changes: [], contents: new Map() };
  }
  const page = readChangePage(store, Number(first), sizes);
  assert.ok(page, address);
  const changes = readChanges(store, page.entries);
  const quads = [...describePage(addresses, page), ...describeMembers(addresses, changes)];
  const members = quads.filter(({ predicate }) => predicate.value === tree.member);
  assert.deepEqual(
    members.map(({ object }) => object.value),
    changes.map(({ iri }) => iri),
  );
  const contents = new Map<string, string[]>();
  for (const statement of memberContents(changes)) {
    const iri = statement.graph.slice(1, -1);
    contents.set(iri, [...(contents.get(iri) ?? []), triplePart(statement)]);
  }
  return { isComplete: isComplete(quads), targets: targetsOf(quads), changes, contents };
}

function isComplete(quads: readonly Quad[]): boolean {
  return quads.some(({ predicate }) => predicate.value === ldes.immutable);
}

function targetsOf(quads: readonly Quad[]): string[] {
  const targets = quads.filter(({ predicate }) => predicate.value === tree.node);
  return [...new Set(targets.map(({ object }) => object.value))];
}

/** Reads each node once, and those that may change again with every round, as a client of the specification does. */
class Client {
  readonly members = new Map<string, RecordChange>();
  readonly state = new Map<string, readonly string[]>();
  readonly #store: RecordReader;
  readonly #complete = new Map<string, string>();
  readonly #read = new Set<string>();
  #queue: string[] = [addresses.view()];

  constructor(store: RecordReader) {
    this.#store = store;
  }

  get isDone(): boolean {
    return this.#queue.length === 0;
  }

  /** Reads one of the nodes that are known and not read in this round; whichever `choice` says. */
  step(choice: number): void {
    const [address] = this.#queue.splice(choice % Math.max(1, this.#queue.length), 1);
    if (address === undefined) return;
    assert.ok(!this.#read.has(address), `two relations lead to ${address}`);
    this.#read.add(address);
    const node = fetchNode(this.#store, address);
    for (const change of node.changes) this.#take(address, change, node.contents.get(change.iri) ?? []);
    for (const target of node.targets) if (!this.#complete.has(target)) this.#queue.push(target);
    if (node.isComplete) this.#complete.set(address, JSON.stringify([node.targets, [...node.contents]]));
  }

  /** From the bookmark: the view again, and from there what may have changed. */
  follow(): void {
    this.#read.clear();
    this.#queue = [addresses.view()];
  }

  finish(): void {
    while (!this.isDone) this.step(0);
  }

  /** What was complete is still the same. */
  verifyComplete(): void {
    for (const [address, known] of this.#complete) {
      const { isComplete: still, targets, contents } = fetchNode(this.#store, address);
      assert.ok(still);
      assert.equal(JSON.stringify([targets, [...contents]]), known, address);
    }
  }

  #take(address: string, change: RecordChange, content: readonly string[]): void {
    const known = this.#pageOf.get(change.iri);
    assert.ok(known === undefined || known === address, `${change.iri} is on two pages`);
    this.#pageOf.set(change.iri, address);
    this.members.set(change.iri, change);
    const newest = this.#newest.get(change.document) ?? 0;
    if (change.sequence < newest) return;
    this.#newest.set(change.document, change.sequence);
    if (change.type === 'delete') this.state.delete(change.document);
    else this.state.set(change.document, content);
  }

  readonly #pageOf = new Map<string, string>();
  readonly #newest = new Map<string, number>();
}

const keys = ['a', 'b', 'c', 'd', 'ई'];
const edit = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ put: fc.constantFrom(...keys), title: fc.constantFrom('1', '2', '3') }),
  },
  { weight: 2, arbitrary: fc.record({ take: fc.constantFrom(...keys) }) },
  { weight: 1, arbitrary: fc.record({ graph: fc.constantFrom('1', '2', '3') }) },
);
const read = fc.record({ read: fc.nat(20) });

function changeOf(step: Record<string, unknown>): Change {
  if ('put' in step) return put(String(step['put']), String(step['title']));
  if ('take' in step) return { type: 'withdraw', document: documentOf(String(step['take'])) };
  const graph = `${base}graph/notes` as Iri;
  return { type: 'put-graph', graph, nquads: '', version: String(step['graph']) };
}

describe('crawls of the event stream', () => {
  let folder: string;
  let store: LmdbRecordStore;
  let runs = 0;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-ldes-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const live = () =>
    new Map([...store.records()].map((record) => [record.document, triplesOf(documentNQuads(record))]));

  it('miss no record that existed throughout and repeat no member, whatever is edited meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { maxLength: 14 }),
        fc.array(fc.oneof(edit, read), { maxLength: 20 }),
        fc.array(edit, { maxLength: 8 }),
        async (before, during, after) => {
          runs += 1;
          store = LmdbRecordStore.open(join(folder, String(runs)), { base });
          try {
            for (const step of before) await store.commit([changeOf(step)]);
            const throughout = new Set([...store.records()].map(({ document }) => document));
            const client = new Client(store);
            for (const step of during) {
              if ('read' in step) client.step(step.read);
              else {
                await store.commit([changeOf(step)]);
                if ('take' in step) throughout.delete(documentOf(step.take));
              }
            }
            client.finish();
            const crawled = new Set([...client.members.values()].map(({ document }) => document));
            for (const document of throughout) assert.ok(crawled.has(document), `${document} was missed`);

            const known = new Set(client.members.keys());
            for (const step of after) await store.commit([changeOf(step)]);
            client.follow();
            client.finish();
            const whole = new Client(store);
            whole.finish();
            const later = [...whole.members.keys()].filter((iri) => !known.has(iri));
            assert.deepEqual(
              [...client.members.keys()].filter((iri) => !known.has(iri)).sort(),
              later.sort(),
            );
            assert.deepEqual(new Set(client.members.keys()), new Set(whole.members.keys()));
            assert.deepEqual(
              [...whole.members.values()].map(({ sequence }) => sequence).sort((a, b) => a - b),
              store
                .changes(0, 1_000)
                .filter(({ subject }) => subject === 'record')
                .map(({ sequence }) => sequence),
            );
            assert.deepEqual(client.state, live());
            client.verifyComplete();
          } finally {
            await store.close();
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('in syntaxes without graphs a page has the last version of each document, and none of what was withdrawn', async () => {
    store = LmdbRecordStore.open(join(folder, 'flat'), { base });
    try {
      for (const change of [put('a', '1'), put('b', '1'), put('a', '2')]) await store.commit([change]);
      await store.commit([{ type: 'withdraw', document: documentOf('b') }]);
      const changes = readChanges(store, store.changes(0, 10));
      const titles = latestContents(changes).filter(({ predicate }) => predicate === `<${dct.title}>`);
      assert.deepEqual(titles, [
        { subject: `<${base}id/dataset/a>`, predicate: `<${dct.title}>`, object: '"2"', graph: '' },
      ]);
    } finally {
      await store.close();
    }
  });

  it('times never go back, though the clock does', async () => {
    let now = Date.UTC(2026, 0, 1, 10);
    store = LmdbRecordStore.open(join(folder, 'clock'), { base, now: () => new Date(now) });
    try {
      await store.commit([put('a', '1')]);
      now -= 3_600_000;
      await store.commit([put('b', '1')]);
      assert.deepEqual(
        store.changes(0, 10).map(({ time }) => time),
        ['2026-01-01T10:00:00Z', '2026-01-01T10:00:00Z'],
      );
      assert.equal(store.head(documentOf('b'))?.modified, '2026-01-01T10:00:00Z');
    } finally {
      await store.close();
    }
  });
});

function triplesOf(nquads: string): string[] {
  return nquads
    .split('\n')
    .filter(Boolean)
    .map((line) => line.replace(/ <[^>]*> \.$/, ''));
}
