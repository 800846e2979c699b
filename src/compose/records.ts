import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadVocabulary, type Vocabulary } from '../mapping/vocabulary-files.ts';
import { Failure } from '../model/failure.ts';
import { ownRecords } from '../publish/own-records.ts';
import { Publisher } from '../publish/publisher.ts';
import { LmdbRecordStore } from '../store/lmdb-record-store.ts';
import type { Put, RecordStore } from '../store/record-store.ts';
import { gateOptions } from './gate-options.ts';
import type { SettledConfig } from './settled-config.ts';

interface OwnContent {
  readonly vocabulary: Vocabulary;
  readonly records: readonly Put[];
}

const ownContents = new WeakMap<SettledConfig, OwnContent>();

/** The portal's vocabulary and own records, read and made once for a configuration: a server opens its store, then serves it. */
export function ownContent(config: SettledConfig): OwnContent {
  let content = ownContents.get(config);
  if (!content) {
    const vocabulary = loadVocabulary(config.base);
    content = { vocabulary, records: ownRecords(config, vocabulary) };
    ownContents.set(config, content);
  }
  return content;
}

/**
 * Opens the record store, and brings the portal's own records (vocabulary, catalogue) up to date in it.
 * @throws Failure `store-unusable`
 */
export async function openStore(config: SettledConfig): Promise<RecordStore> {
  const store = LmdbRecordStore.open(config.data, { base: config.base });
  await store.commit(ownContent(config).records);
  return store;
}

/** As {@link openStore} for commands that only look: a folder without a store is an error, and nothing is written. */
export function openExistingStore(config: SettledConfig): RecordStore {
  if (!existsSync(join(config.data, 'records', 'data.mdb'))) {
    throw new Failure(
      'not-found',
      `There is no record store in ${config.data}. Name its folder with --data, or publish into it first.`,
    );
  }
  return LmdbRecordStore.open(config.data, { base: config.base });
}

/** The write path. Without a store it validates only. */
export function createPublisher(config: SettledConfig, store?: RecordStore): Publisher {
  return new Publisher({
    ...(store && { store }),
    gate: gateOptions(config),
    threads: config.threads,
    batchSize: config.batch,
  });
}
