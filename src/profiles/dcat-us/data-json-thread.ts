import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { createGzip } from 'node:zlib';
import { loadVocabulary } from '../../mapping/vocabulary-files.ts';
import { isAside } from '../../store/is-aside.ts';
import { LmdbRecordStore } from '../../store/lmdb-record-store.ts';
import type { RecordReader, StoredRecord } from '../../store/record-store.ts';
import { ProfileWriter } from '../profile-writer.ts';
import type { DataJsonTask, FromDataJsonThread } from './data-json-messages.ts';

/** Characters that are written at a time. */
const chunkSize = 64 * 1024;

const port = parentPort;
if (port) {
  const task = workerData as DataJsonTask;
  // A reader of its own, in this thread: the main thread has no part in reading and describing the datasets.
  const store = LmdbRecordStore.open(task.folder, { base: task.base });
  const profiles = new ProfileWriter({
    store,
    base: task.base,
    vocabulary: loadVocabulary(task.base).quads,
    language: task.language,
  });
  const say = (message: FromDataJsonThread) => port.postMessage(message);
  const records = datasetsOf(store)[Symbol.iterator]();
  // The first step opens the store's snapshot.
  const first = records.next();
  if (store.sequence() === task.sequence)
    say(await write(task, profiles.dataJson(task.address, startingWith(first, records, task.stop)), say));
  else {
    records.return?.();
    say({ type: 'moved' });
  }
  await store.close();
}

async function write(
  { descriptor, gzip }: DataJsonTask,
  pieces: Iterable<string>,
  say: (message: FromDataJsonThread) => void,
): Promise<FromDataJsonThread> {
  const hash = createHash('sha256');
  let bytes = 0;
  const append = async (chunks: AsyncIterable<Buffer | string>) => {
    for await (const chunk of chunks) {
      const buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      for (let offset = 0; offset < buffer.length; )
        offset += writeSync(descriptor, buffer, offset, buffer.length - offset, bytes + offset);
      hash.update(buffer);
      bytes += buffer.length;
      say({ type: 'written', bytes });
    }
  };
  const text = Readable.from(chunksOf(pieces));
  if (gzip) await pipeline(text, createGzip(), append);
  else await pipeline(text, append);
  return { type: 'done', bytes, sha256: hash.digest('hex') };
}

/** Each dataset once, whoever else describes it. */
function* datasetsOf(store: RecordReader): Iterable<StoredRecord> {
  for (const record of store.records({ kinds: ['dataset', 'series'] }))
    if (!isAside(store, record)) yield record;
}

function* chunksOf(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < chunkSize) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

function* startingWith(
  first: IteratorResult<StoredRecord>,
  rest: Iterator<StoredRecord>,
  stop: Int32Array,
): Generator<StoredRecord> {
  for (let next = first; !next.done; next = rest.next()) {
    if (Atomics.load(stop, 0) !== 0) throw new Error('The server is stopping.');
    yield next.value;
  }
}
