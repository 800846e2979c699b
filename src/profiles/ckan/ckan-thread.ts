import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { loadVocabulary } from '../../mapping/vocabulary-files.ts';
import { LmdbRecordStore } from '../../store/lmdb-record-store.ts';
import type { CkanCall, CkanResult } from './ckan-calls.ts';
import { CkanCatalogue } from './ckan-catalogue.ts';
import { CkanFollower } from './ckan-follower.ts';
import type { CkanRequest, CkanResponse, CkanThreadData, ToCkanThread } from './ckan-messages.ts';

/** Milliseconds between looks at the log while nobody asks: what one call has to catch up with stays little. */
const pollInterval = 1_000;

/** The table of packages reads the store by itself, and answers are written here: the main thread has no part in either. */
const port = parentPort;
if (port) {
  const { folder, base, language } = workerData as CkanThreadData;
  const store = LmdbRecordStore.open(folder, { base });
  const follower = new CkanFollower({ store, base, language, vocabulary: loadVocabulary(base).quads });
  const catalogue = new CkanCatalogue(follower);
  const say = (response: CkanResponse) => port.postMessage(response);

  const answer = (call: CkanCall): CkanResult => {
    follower.follow();
    const result = catalogue.answer(call);
    if (result === undefined) return { type: 'absent' };
    return { type: 'result', json: JSON.stringify(result), sequence: follower.sequence };
  };

  const reply = ({ id, call }: CkanRequest): void => {
    try {
      say({ type: 'answer', id, result: answer(call) });
    } catch (error) {
      say({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
    }
  };

  let waiting: CkanRequest[] | undefined = [];
  port.on('message', (message: ToCkanThread) => {
    // Between two steps of its own, never within a call of LMDB, as where it is terminated.
    if (message.type === 'stop') process.exit(0);
    else if (waiting) waiting.push(message);
    else reply(message);
  });
  const started = performance.now();
  await follower.build();
  say({ type: 'ready', packages: follower.table.size, milliseconds: performance.now() - started });
  const early = waiting;
  waiting = undefined;
  early.forEach(reply);
  for (;;) {
    await sleep(pollInterval);
    follower.follow();
  }
}
