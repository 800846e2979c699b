import { createHash } from 'node:crypto';
import type { FetchAnswer, Fetcher, FetchRequest } from '../../../../src/fetch/fetcher.ts';
import type {
  HarvestClient,
  HarvestContext,
  HarvestEnd,
  HarvestItem,
  Json,
} from '../../../../src/harvest/harvest-client.ts';
import type { Repeats } from '../../../../src/harvest/key-decision.ts';
import { Failure } from '../../../../src/model/failure.ts';
import { documentLine, refusedLine } from './fake-portal.ts';

/** A record as its source has it: what it says, where, and whether it can be used. */
export interface ModelRecord {
  readonly title: number;
  /** Its document here is another where this is. */
  readonly variant: number;
  readonly page: number;
  /** On the next page it is told of again: another part, or a later version. */
  readonly second: number | undefined;
  readonly quality: 'good' | 'refused' | 'unreadable';
}

/** What goes wrong in a run: the source fails within a page, or the run is stopped there. */
export interface PageFault {
  readonly type: 'fails' | 'stops';
  readonly page: number;
  readonly after: number;
}

type Line = { readonly key: string; readonly lines?: readonly string[]; readonly deleted?: true };

const pageCount = 5;
const logged = 3;

export const documentOf = (key: string, { variant }: ModelRecord) => `${key}-v${variant}`;

/** A source with state, pages of all of it, and a log of changes; it can fail anywhere. */
export class ModelSource implements Fetcher {
  readonly state = new Map<string, ModelRecord>();
  readonly repeats: Repeats;
  /** Whether it is asked for changes where it was read before. */
  followsLog = false;
  fault: PageFault | undefined;
  stop = new AbortController();
  readonly #log: Line[] = [];
  #requests = 0;
  readonly client: HarvestClient = { read: (context) => this.#read(context) };

  constructor(repeats: Repeats) {
    this.repeats = repeats;
  }

  set(key: string, record: ModelRecord | undefined): void {
    if (!record && !this.state.has(key)) return;
    if (record) this.state.set(key, record);
    else this.state.delete(key);
    this.#log.push(record ? this.#line(key, record, this.content(key, record)) : { key, deleted: true });
  }

  /** What is to be published of a record. */
  content(key: string, record: ModelRecord): readonly string[] {
    const [main = [], second] = this.#parts(key, record);
    if (!second) return [...main].sort();
    return this.repeats === 'parts' ? [...new Set([...main, ...second])].sort() : [...second].sort();
  }

  async fetch({ url, validators }: FetchRequest): Promise<FetchAnswer> {
    this.#requests += 1;
    const { searchParams } = new URL(url);
    const page = Number(searchParams.get('page') ?? 0);
    const from = searchParams.get('log');
    const lines = from === null ? this.#page(page) : this.#log.slice(Number(from), Number(from) + logged);
    const bytes = Buffer.from(JSON.stringify(lines));
    const etag = `"${createHash('sha256').update(bytes).digest('hex')}"`;
    const isFaulty = this.fault?.page === (from === null ? page : Number(from) / logged);
    if (validators?.etag === etag && !isFaulty) return { type: 'not-modified', url };
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

  counts = () => ({ requests: this.#requests, bytes: 0 });
  close = async () => undefined;

  #page(page: number): Line[] {
    return [...this.state]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([key, record]) => {
        const [main = [], second] = this.#parts(key, record);
        const here = record.page === page ? [this.#line(key, record, main)] : [];
        return second && record.page + 1 === page ? [...here, this.#line(key, record, second)] : here;
      });
  }

  #line(key: string, { quality }: ModelRecord, lines: readonly string[]): Line {
    return quality === 'unreadable' ? { key } : { key, lines };
  }

  #parts(key: string, record: ModelRecord): (readonly string[])[] {
    const { title, second, quality } = record;
    const shared = [documentLine(documentOf(key, record)), ...(quality === 'refused' ? [refusedLine] : [])];
    const main = [...shared, `<s> <title> "${title}" .`];
    const isOnce = second === undefined || quality === 'unreadable' || this.repeats === 'duplicates';
    return isOnce ? [main] : [main, [...shared, `<s> <second> "${second}" .`]];
  }

  async *#read(context: HarvestContext): AsyncGenerator<HarvestItem, HarvestEnd> {
    const cursor = context.cursor as { log: boolean; next: number; end: number } | undefined;
    const { bookmark } = context;
    const log = cursor?.log ?? (this.followsLog && typeof bookmark === 'number');
    const end = cursor?.end ?? this.#log.length;
    const last = log ? end : pageCount;
    let next = cursor?.next ?? (log ? Number(bookmark) - (Number(bookmark) % logged) : 0);
    while (next < last) {
      const page = log ? next / logged : next;
      yield* context.page({
        url: `https://source.example/?${log ? 'log' : 'page'}=${next}`,
        accept: 'application/json',
        parse: (arrived) => this.#parse(arrived.text(), page),
      });
      next += log ? logged : 1;
      if (next % 2 === 0) await context.checkpoint({ log, next, end });
    }
    return { coverage: log ? 'changes' : 'whole', bookmark: end };
  }

  async *#parse(text: Promise<string>, page: number): AsyncGenerator<HarvestItem, Json> {
    const lines = JSON.parse(await text) as Line[];
    const fault = this.fault?.page === page ? this.fault : undefined;
    for (const [index, line] of lines.entries()) {
      if (fault?.after === index) this.#fail(fault);
      yield itemOf(line);
    }
    if (fault && fault.after >= lines.length) this.#fail(fault);
    return null;
  }

  #fail({ type }: PageFault): void {
    this.fault = undefined;
    if (type === 'fails') throw new Failure('source-failed', 'The source failed half-way.');
    this.stop.abort();
  }
}

const words = { en: 'It cannot be read.', hi: 'पढ़ा नहीं जा सकता।' };
const place = { file: 'x' };

function itemOf({ key, lines, deleted }: Line): HarvestItem {
  if (deleted) return { type: 'deleted', key };
  if (!lines) {
    const said = {
      severity: 'violation',
      code: 'invalid',
      field: words,
      message: words,
      remedy: words,
    } as const;
    return { type: 'unreadable', key, finding: { ...said, place } };
  }
  const data = {
    topic: key,
    recordKind: 'dataset',
    parts: [],
    triples: lines.map((one) => `${one}\n`).join(''),
  };
  return {
    type: 'record',
    key,
    record: { profile: 'dcat', kind: 'graph', operation: 'upsert', place, data },
    origin: {},
  };
}
