import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Quad } from '@rdfjs/types';
import { replicateLDES } from 'ldes-client';
import pino from 'pino';
import {
  createPublisher,
  openStore,
  type RunningPortal,
  type SettledConfig,
  settleBase,
  startPortal,
} from '../../src/compose.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { Iris } from '../../src/mapping/iris.ts';
import { nQuadLine } from '../../src/rdf/n-quads.ts';
import { readSources } from '../../src/sources/read-sources.ts';
import { composeDocument } from '../../src/store/document.ts';
import type { Change, Put, RecordStore } from '../../src/store/record-store.ts';
import type { Iri } from '../../src/vocabulary/iri.ts';
import { activityStreams, dct, rdf, schema } from '../../src/vocabulary/terms.ts';
import { datasetPut } from '../contract/support/dataset-put.ts';
import { freePort, until } from './support/cli.ts';
import { exampleSheets, temporaryFolder } from './support/folders.ts';

const edits = 1_000;

/** What is kept of the members: of each document the last one, as the stream's own paths tell. */
class Replica {
  readonly documents = new Map<string, string[]>();
  readonly members = new Set<string>();
  #repeated = 0;
  readonly #newest = new Map<string, number>();

  get repeated(): number {
    return this.#repeated;
  }

  take(iri: string, quads: readonly Quad[]): void {
    if (this.members.has(iri)) this.#repeated += 1;
    this.members.add(iri);
    const value = (property: string) =>
      quads.find((quad) => quad.subject.value === iri && quad.predicate.value === property)?.object.value ??
      '';
    const document = value(dct.isVersionOf);
    const sequence = Number(value(schema.position));
    if (sequence < (this.#newest.get(document) ?? 0)) return;
    this.#newest.set(document, sequence);
    if (value(rdf.type) === activityStreams.Delete) this.documents.delete(document);
    else this.documents.set(document, linesOf(quads.filter(({ graph }) => graph.value === iri)));
  }
}

describe('ldes-client', function () {
  this.timeout(180_000);
  const folder = temporaryFolder();
  let base: string;
  let store: RecordStore;
  let portal: RunningPortal;

  before(async () => {
    const port = await freePort();
    base = `http://127.0.0.1:${port}/`;
    const flags = { data: join(folder, 'data'), base, policy: 'ndsap', port: String(port), replicas: '1' };
    const read = readConfig({ flags, environment: {} });
    if ('problems' in read) throw new Error(read.problems.join('\n'));
    const config = settleBase(read.config);
    store = await openStore(config);
    await publishExamples(config);
    portal = await startPortal(config, store, pino({ level: 'silent' }));
  });
  after(async () => {
    await portal?.close();
    await store?.close();
  });

  async function publishExamples(config: SettledConfig): Promise<void> {
    const limits = { recordBytes: config.recordBytes };
    const items = readSources([...exampleSheets], { names: new Iris(config.base), limits });
    for await (const { totals } of createPublisher(config, store).run(items)) assert.ok(totals);
  }

  const put = (key: string, title: string): Put => datasetPut(base, key, title);

  /** Creates, changes and withdrawals in turn; every tenth is about a record of the example catalogue. */
  function editOf(number: number, examples: readonly Iri[]): Change {
    const key = `edited-${Math.floor(number / 5)}`;
    const example = examples[Math.floor(number / 10)];
    if (number % 10 === 9 && example !== undefined) return { type: 'withdraw', document: example };
    return number % 5 === 3
      ? { type: 'withdraw', document: `${base}doc/dataset/${key}` as Iri }
      : put(key, `Edition ${number}`);
  }

  const stored = () =>
    new Map(
      [...store.records()].map((record) => [record.document as string, linesOf(composeDocument(record))]),
    );

  it(`replicates the example catalogue, then follows ${edits} changes made meanwhile: what it has is what the store has`, async () => {
    const replica = new Replica();
    const examples = store
      .list({ kinds: ['dataset'], limit: edits / 10 })
      .records.map(({ document }) => document);
    const published = store.sequence();
    const client = replicateLDES({
      url: `${base}feed/ldes`,
      polling: true,
      pollInterval: 200,
      statePath: join(folder, 'state'),
    });
    const errors: unknown[] = [];
    client.on('error', (error) => errors.push(error));
    const reader = client.stream({ highWaterMark: 10 }).getReader();
    const reading = (async () => {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        replica.take(next.value.id.value, next.value.quads as unknown as Quad[]);
      }
    })();
    let changed = 0;
    for (let number = 0; number < edits; number += 1) {
      const [outcome] = await store.commit([editOf(number, examples)]);
      if (outcome !== 'absent' && outcome !== 'unchanged') changed += 1;
      // The client reads while the catalogue is edited.
      if (number % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.ok(changed > edits * 0.9, `${changed} changes`);
    const complete = published + changed;
    assert.equal(store.sequence(), complete);
    await until('every change is replicated', async () => replica.members.size >= complete);
    await reader.cancel();
    await reading;
    assert.deepEqual(errors, []);
    assert.equal(replica.members.size, complete);
    assert.equal(replica.repeated, 0);
    assert.deepEqual(replica.documents, stored());
  });
});

function linesOf(quads: readonly Quad[]): string[] {
  return quads.map((quad) => nQuadLine(quad, '')).sort();
}
