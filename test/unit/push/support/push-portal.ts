import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FeedTopics } from '../../../../src/http/hub-topics.ts';
import { Iris } from '../../../../src/mapping/iris.ts';
import type { RecordKind } from '../../../../src/model/record.ts';
import { GuardedTransport } from '../../../../src/push/guarded-transport.ts';
import { type PushOptions, PushService } from '../../../../src/push/push-service.ts';
import { versionOf } from '../../../../src/rdf/canonical.ts';
import { LmdbRecordStore } from '../../../../src/store/lmdb-record-store.ts';
import type { Put } from '../../../../src/store/record-store.ts';
import type { Iri } from '../../../../src/vocabulary/iri.ts';
import { dcat, dct, rdf } from '../../../../src/vocabulary/terms.ts';

export const base = 'https://data.example.gov.in/';
const iris = new Iris(base);

/** A record store and what pushes its changes, which can be stopped and started again. */
export interface PushPortal {
  readonly folder: string;
  readonly store: LmdbRecordStore;
  readonly push: PushService;
  /** Milliseconds. */
  now: number;
  /** Each a dataset with this title; a publisher where one is given. */
  publish(...titles: readonly string[]): Promise<void>;
  publishOf(title: string, publisher: string): Promise<void>;
  withdraw(title: string): Promise<void>;
  /** Looks at the log and at what is due, and waits for what that starts. */
  step(): Promise<void>;
  later(milliseconds: number): Promise<void>;
  /** Ends in the middle of what it does, and begins anew with what is durable. */
  restart(): Promise<void>;
  readonly logged: unknown[];
  close(): Promise<void>;
}

export async function startPushPortal(options: Partial<PushOptions> = {}): Promise<PushPortal> {
  const folder = await mkdtemp(join(tmpdir(), 'fivestar-push-'));
  const store = LmdbRecordStore.open(folder, { base });
  const logged: unknown[] = [];
  const record = (entry: unknown) => logged.push(entry);
  const open = () =>
    new PushService({
      folder,
      base,
      store,
      topics: new FeedTopics({
        store,
        portal: { base, title: { en: 'Portal', hi: 'पोर्टल' }, description: { en: 'x', hi: 'x' } },
        language: 'en',
      }),
      transport: new GuardedTransport({ allowed: ['127.0.0.1'] }),
      delay: 1_000,
      log: { info: record, warn: record, error: record },
      now: () => portal.now,
      random: () => 1,
      ...options,
    });
  let push = open();
  const portal: PushPortal = {
    folder,
    store,
    get push() {
      return push;
    },
    now: Date.UTC(2026, 0, 1),
    publish: async (...titles) => {
      await store.commit(titles.map((title) => put(title, 'https://publisher.example/1')));
    },
    publishOf: async (title, publisher) => {
      await store.commit([put(title, publisher)]);
    },
    withdraw: async (title) => {
      await store.commit([{ type: 'withdraw', document: documentOf(title) }]);
    },
    step: async () => {
      await push.step();
      await push.idle();
    },
    later: async (milliseconds) => {
      portal.now += milliseconds;
      await portal.step();
    },
    restart: async () => {
      await push.close();
      push = open();
    },
    logged,
    close: async () => {
      await push.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return portal;
}

/** The key is the title up to its first space: "rain 1" and "rain 2" are versions of one record. */
export function topicOf(title: string): Iri {
  return `${base}id/dataset/${title.split(' ')[0]}` as Iri;
}

function documentOf(title: string): Iri {
  return iris.document('dataset', topicOf(title));
}

function put(title: string, publisher: string): Put {
  const topic = topicOf(title);
  const document = documentOf(title);
  const line = (property: string, object: string) => `<${topic}> <${property}> ${object} <${document}> .\n`;
  const nquads = [
    line(dct.publisher, `<${publisher}>`),
    line(dct.title, `${JSON.stringify(title)}@en`),
    line(rdf.type, `<${dcat.Dataset}>`),
  ].join('');
  return {
    type: 'put',
    document,
    topic,
    kind: 'dataset' satisfies RecordKind,
    parts: [],
    links: [publisher as Iri],
    nquads,
    version: versionOf(nquads),
    policy: 'https://policy.example/' as Iri,
    policyVersion: '1',
    warnings: 0,
    incidental: false,
  };
}
