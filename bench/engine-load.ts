/**
 * One load of the query engine; a process of its own, so that each begins with empty memory. Arguments: mode, data
 * folder, N-Quads file. Modes: `dump` writes the folder's documents into the file; `bare` loads the file with Oxigraph
 * alone; `product` loads the folder as `serve` does. Prints {@link EngineLoad} as JSON.
 */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import oxigraph from 'oxigraph';
import { built } from './built.ts';
import { base } from './timed-publish.ts';
import { wholeLines } from './whole-lines.ts';

export interface EngineLoad {
  readonly quads: number;
  readonly seconds: number;
}

const { LmdbRecordStore } =
  await built<typeof import('../src/store/lmdb-record-store.ts')>('store/lmdb-record-store');

async function dump(folder: string, file: string): Promise<EngineLoad> {
  const { documentNQuads } = await built<typeof import('../src/store/document.ts')>('store/document');
  const store = LmdbRecordStore.open(folder, { base });
  const output = createWriteStream(file);
  for (const record of store.records())
    if (!output.write(documentNQuads(record))) await once(output, 'drain');
  output.end();
  await once(output, 'finish');
  await store.close();
  return { quads: 0, seconds: 0 };
}

async function bare(file: string): Promise<EngineLoad> {
  const store = new oxigraph.Store();
  let milliseconds = 0;
  for await (const piece of wholeLines(file)) {
    const started = performance.now();
    store.load(piece, { format: 'application/n-quads', no_transaction: true, lenient: true });
    milliseconds += performance.now() - started;
  }
  return { quads: store.size, seconds: milliseconds / 1000 };
}

async function product(folder: string): Promise<EngineLoad> {
  const { ReplicaFollower } =
    await built<typeof import('../src/sparql/replica-follower.ts')>('sparql/replica-follower');
  const { OxigraphReplica } =
    await built<typeof import('../src/engine/oxigraph-replica.ts')>('engine/oxigraph-replica');
  const store = LmdbRecordStore.open(folder, { base });
  let changed = () => {};
  const started = performance.now();
  const options = {
    store,
    startReplica: () => OxigraphReplica.start(),
    maxQuads: 9_000_000,
    log: (level: string, message: string) => {
      if (level !== 'info') process.stderr.write(`${message}\n`);
    },
  };
  const follower = new ReplicaFollower(options, () => changed());
  const settled = new Promise<void>((resolve, reject) => {
    changed = () => {
      if (follower.problem) reject(new Error(follower.problem.message));
      if (follower.ready) resolve();
    };
  });
  follower.start();
  await settled;
  const seconds = (performance.now() - started) / 1000;
  const query = 'SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }';
  const limits = { rows: 10, bytes: 1_000 };
  const answer = await follower.query({ query, mediaType: 'text/csv', form: 'SELECT', limits, base }, 60_000);
  await follower.close();
  await store.close();
  return { quads: Number(new TextDecoder().decode(answer).split(/\r?\n/)[1]), seconds };
}

const [mode, folder = '', file = ''] = process.argv.slice(2);
const modes = { dump: () => dump(folder, file), bare: () => bare(file), product: () => product(folder) };
if (!mode || !(mode in modes)) throw new Error(`There is no mode ${mode}.`);
process.stdout.write(JSON.stringify(await modes[mode as keyof typeof modes]()));
