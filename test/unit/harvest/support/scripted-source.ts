import { createHash } from 'node:crypto';
import type { FetchAnswer, Fetcher, FetchRequest } from '../../../../src/fetch/fetcher.ts';
import type { HarvestClient, HarvestItem, Json } from '../../../../src/harvest/harvest-client.ts';
import { keyOfRecord } from '../../../../src/harvest/item-key.ts';
import { Failure } from '../../../../src/model/failure.ts';
import type { SourceRecord } from '../../../../src/model/record.ts';

/** A page of the scripted source. */
export interface ScriptedPage {
  readonly records: readonly SourceRecord[];
  readonly deleted?: readonly string[];
  /** Keys of what stands there and cannot be read; empty where that is not known. */
  readonly unreadable?: readonly string[];
}

/** A source of a few pages that a test writes and changes; its server answers conditional requests. */
export class ScriptedSource implements Fetcher {
  pages: ScriptedPage[] = [];
  /** The server fails at this page. */
  failsAt: number | undefined;
  /** Called before each page is given. */
  onPage: (page: number) => void = () => undefined;
  /** Called before each record is given. */
  onRecord: (key: string) => void = () => undefined;
  address = 'https://source.example/?';
  coverage: 'whole' | 'changes' = 'whole';
  parsed = 0;
  #requests = 0;
  #bytes = 0;

  readonly client: HarvestClient = { read: (context) => this.#read(context) };

  async fetch({ url, validators }: FetchRequest): Promise<FetchAnswer> {
    this.#requests += 1;
    const page = Number(new URL(url).searchParams.get('page'));
    this.onPage(page);
    if (page === this.failsAt) throw new Failure('source-failed', `<${url}> answered with status 500.`);
    const bytes = Buffer.from(JSON.stringify(this.pages[page] ?? { records: [] }));
    const etag = `"${createHash('sha256').update(bytes).digest('hex')}"`;
    if (validators?.etag === etag) return { type: 'not-modified', url };
    this.#bytes += bytes.length;
    return {
      type: 'body',
      url,
      status: 200,
      mediaType: 'application/json',
      validators: { etag },
      headers: {},
      body: (async function* () {
        yield bytes;
      })(),
      close: () => undefined,
    };
  }

  counts() {
    return { requests: this.#requests, bytes: this.#bytes };
  }

  async close(): Promise<void> {}

  async *#read(context: Parameters<HarvestClient['read']>[0]) {
    let page = typeof context.cursor === 'number' ? context.cursor : 0;
    for (; page < this.pages.length; page += 1) {
      yield* context.page({
        url: `${this.address}&page=${page}`,
        accept: 'application/json',
        parse: (arrived) => this.#parse(arrived.text()),
      });
      await context.checkpoint(page + 1);
    }
    return { coverage: this.coverage, bookmark: page };
  }

  async *#parse(text: Promise<string>): AsyncGenerator<HarvestItem, Json> {
    this.parsed += 1;
    const { records, deleted = [], unreadable = [] } = JSON.parse(await text) as ScriptedPage;
    for (const record of records) {
      const key = keyOfRecord(record);
      this.onRecord(key);
      yield { type: 'record', key, record, origin: { url: 'https://source.example/' } };
    }
    for (const key of deleted) yield { type: 'deleted', key, reason: 'Gone.' };
    const words = { en: 'It cannot be read.', hi: 'पढ़ा नहीं जा सकता।' };
    const finding = {
      severity: 'violation',
      code: 'invalid',
      field: words,
      place: { file: 'x' },
      message: words,
      remedy: words,
    } as const;
    for (const key of unreadable) yield { type: 'unreadable', finding, ...(key !== '' && { key }) };
    return null;
  }
}
