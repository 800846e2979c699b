/**
 * One source through the built modules of the write path on one thread, with a clock between the stages. Prints
 * {@link StageTimes} as JSON. Arguments: source file, data folder, policy. A process of its own, so that nothing else
 * is in its memory.
 */
import type { MappedRecord, SourceRecord } from '../src/model/record.ts';
import { built } from './built.ts';
import { openMapper } from './mapper.ts';
import { type Stage, type StageTimes, stages } from './stage-times.ts';
import { base } from './timed-publish.ts';

const [file = '', folder = '', policyName = 'dcat'] = process.argv.slice(2);
const { readSources } = await built<typeof import('../src/sources/read-sources.ts')>('sources/read-sources');
const { loadPolicy } = await built<typeof import('../src/validation/policy.ts')>('validation/policy');
const { LmdbRecordStore } =
  await built<typeof import('../src/store/lmdb-record-store.ts')>('store/lmdb-record-store');
const mapper = await openMapper(base);
const policy = await loadPolicy([policyName], { base, background: mapper.vocabulary });
const store = LmdbRecordStore.open(folder, { base });

const seconds = Object.fromEntries(stages.map((stage) => [stage, 0])) as Record<Stage, number>;
let last = performance.now();
const lap = (stage: Stage) => {
  const now = performance.now();
  seconds[stage] += (now - last) / 1000;
  last = now;
};

const batchSize = 500;
const met = new Set<string>();
let records = 0;
let quads = 0;

async function work(batch: readonly SourceRecord[]): Promise<void> {
  const mapped: MappedRecord[] = [];
  for (const record of batch)
    for (const one of await mapper.map(record)) {
      if (met.has(one.document)) continue;
      met.add(one.document);
      mapped.push(one);
    }
  lap('map');
  const puts = mapped.map((record) => mapper.put(record));
  lap('canonicalise');
  await policy.check(mapped);
  lap('check');
  await store.commit(puts);
  lap('commit');
  records += batch.length;
  quads += mapped.reduce((sum, record) => sum + record.quads.length, 0);
}

let batch: SourceRecord[] = [];
for await (const item of readSources([file], { names: mapper.iris })) {
  if (item.type === 'record') batch.push(item.record);
  if (batch.length < batchSize) continue;
  lap('read');
  await work(batch);
  batch = [];
}
lap('read');
await work(batch);
await store.close();
const times: StageTimes = { seconds, records, quads };
process.stdout.write(JSON.stringify(times));
