/** Makes the search index of a data folder in a process of its own. Prints seconds, bytes in memory and words as JSON. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { built } from './built.ts';
import { base } from './timed-publish.ts';

const [folder = ''] = process.argv.slice(2);
const { LmdbRecordStore } =
  await built<typeof import('../src/store/lmdb-record-store.ts')>('store/lmdb-record-store');
const { SearchFollower } =
  await built<typeof import('../src/search/search-follower.ts')>('search/search-follower');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
function held(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const store = LmdbRecordStore.open(folder, { base });
const follower = new SearchFollower({ store, base });
const before = held();
await follower.build();
const bytes = held() - before;
process.stdout.write(
  JSON.stringify({ seconds: (follower.built ?? 0) / 1000, bytes, terms: follower.index?.terms ?? 0 }),
);
await store.close();
