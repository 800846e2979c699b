import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { LmdbRecordStore } from '../store/lmdb-record-store.ts';
import { SearchFollower } from './search-follower.ts';
import type { SearchRequest, SearchResponse, SearchThreadData } from './thread-messages.ts';

/** Milliseconds between looks at the log. */
const pollInterval = 100;

const port = parentPort;
if (port) {
  const { folder, base } = workerData as SearchThreadData;
  // A reader of its own, in this thread: the main thread has no part in making and following the index.
  const store = LmdbRecordStore.open(folder, { base });
  const follower = new SearchFollower({ store, base });
  const say = (response: SearchResponse) => port.postMessage(response);

  port.on('message', ({ id, query }: SearchRequest) => {
    try {
      const answer = follower.index?.search(query);
      if (answer) say({ type: 'answer', id, answer: { sequence: follower.sequence, ...answer } });
      else say({ type: 'failed', id, message: 'The search index is not made yet.' });
    } catch (error) {
      say({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
    }
  });

  await follower.build();
  let told: number | undefined;
  for (;;) {
    if (await follower.follow()) continue;
    const { sequence, built } = follower;
    if (sequence !== told) {
      const entries = follower.index?.size ?? 0;
      say({
        type: 'followed',
        sequence,
        entries,
        ...(told === undefined && built !== undefined && { built }),
      });
      told = sequence;
    }
    await sleep(pollInterval);
  }
}
