/**
 * A record store of generated datasets with one file each (about 33 quads), committed as they are mapped, without checking. Arguments: data folder, number,
 * seed. A process of its own: nothing of it is left in the memory of what is measured. Prints `quads` and `samples`
 * (document IRIs) as JSON.
 */
import type { MappedRecord } from '../src/model/record.ts';
import { built } from './built.ts';
import { openMapper } from './mapper.ts';
import { Random } from './random.ts';
import { ckanPackage } from './records/ckan-package.ts';
import { generateDatasets } from './records/dataset.ts';
import { base } from './timed-publish.ts';

const [folder = '', number = '', seed = ''] = process.argv.slice(2);
const { LmdbRecordStore } =
  await built<typeof import('../src/store/lmdb-record-store.ts')>('store/lmdb-record-store');
const mapper = await openMapper(base);
const store = LmdbRecordStore.open(folder, { base });

/** Triples that the store adds to each document, and more than what one transaction should hold. */
const ownTriples = 5;
const batchSize = 5_000;
const samples: string[] = [];
let quads = 0;
let batch: MappedRecord[] = [];

async function commit(): Promise<void> {
  const outcomes = await store.commit(batch.map((record) => mapper.put(record)));
  outcomes.forEach((outcome, index) => {
    if (outcome === 'created') quads += (batch[index]?.quads.length ?? 0) + ownTriples;
  });
  batch = [];
}

const random = new Random(Number(seed));
for (const dataset of generateDatasets(Number(number), random, 1)) {
  const data = ckanPackage(dataset, random);
  const source = {
    profile: 'ckan',
    kind: 'package',
    operation: 'upsert',
    place: { file: 'bench' },
    data,
  } as const;
  const mapped = await mapper.map(source);
  const document = mapped[0]?.document;
  if (document !== undefined && samples.length < 10_000) samples.push(document);
  batch.push(...mapped);
  if (batch.length >= batchSize) await commit();
}
await commit();
await store.close();
process.stdout.write(JSON.stringify({ quads, samples }));
