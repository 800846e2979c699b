import { isDeepStrictEqual } from 'node:util';
import { defaultFetchLimits, type FetchedBody, type Fetcher } from '../fetch/fetcher.ts';
import { Failure } from '../model/failure.ts';
import type { ReadOptions } from '../sources/read-source.ts';
import type { HarvestContext, HarvestItem, Json, PageRequest } from './harvest-client.ts';
import type { PageMemo } from './harvest-tables.ts';
import { deletedHash, hashOfRecord, withStableKey } from './item-key.ts';
import { PageSpool } from './page-spool.ts';
import type { SourceDefinition } from './source-definition.ts';

export interface RunContextOptions {
  readonly source: SourceDefinition;
  readonly fetcher: Fetcher;
  readonly reading: ReadOptions;
  readonly signal: AbortSignal;
  readonly cursor?: Json;
  readonly bookmark?: Json;
  /** The page as the last run left it; absent where that is worth nothing. */
  readonly memo: (address: string) => PageMemo | undefined;
  /** `isSame`: it is what it was, to the last of what is remembered of it. */
  readonly keepPage: (address: string, memo: PageMemo, isSame: boolean) => Promise<void>;
  /** So much could not be read that is not told of. */
  readonly omit: (number: number) => void;
  readonly checkpoint: (cursor: Json) => Promise<void>;
  readonly note: (text: string) => void;
}

/** Findings of one page that are kept with it. */
const keptFindings = 100;

/** What a client works with in one run. */
export class RunContext implements HarvestContext {
  readonly source: SourceDefinition;
  readonly fetcher: Fetcher;
  readonly reading: ReadOptions;
  readonly signal: AbortSignal;
  readonly cursor?: Json;
  readonly bookmark?: Json;
  readonly checkpoint: (cursor: Json) => Promise<void>;
  readonly note: (text: string) => void;
  readonly #options: RunContextOptions;
  readonly #met = new Set<string>();

  constructor(options: RunContextOptions) {
    this.#options = options;
    this.source = options.source;
    this.fetcher = options.fetcher;
    this.reading = options.reading;
    this.signal = options.signal;
    if (options.cursor !== undefined) this.cursor = options.cursor;
    if (options.bookmark !== undefined) this.bookmark = options.bookmark;
    this.checkpoint = options.checkpoint;
    this.note = options.note;
  }

  page<Links extends Json>(
    request: PageRequest<Links> & { readonly optional: true },
  ): AsyncGenerator<HarvestItem, Links | null>;
  page<Links extends Json>(request: PageRequest<Links>): AsyncGenerator<HarvestItem, Links>;
  async *page<Links extends Json>(request: PageRequest<Links>): AsyncGenerator<HarvestItem, Links | null> {
    this.signal.throwIfAborted();
    const address = this.#meet(request);
    const memo = this.#options.memo(address);
    const { url, accept, post } = request;
    const answer = await this.fetcher.fetch({
      url,
      accept,
      ...(post && { post }),
      ...(memo && { validators: memo.validators }),
      signal: this.signal,
    });
    if (answer.type === 'absent') {
      if (request.optional) return null;
      throw new Failure('source-failed', `<${answer.url}> is not there (status ${answer.status}).`);
    }
    if (answer.type === 'not-modified') {
      if (!memo)
        throw new Failure('source-failed', `<${answer.url}> answered 304 to a request without conditions.`);
      return yield* this.#again<Links>(address, memo, true);
    }
    return yield* this.#read(address, request, answer, memo);
  }

  /** @throws Failure where this run has been at the page already: it would go round for ever */
  #meet({ url, accept, post }: PageRequest<Json>): string {
    const address = [withoutFragment(url), accept, ...(post ? [post.body] : [])].join(' ');
    if (this.#met.has(address)) {
      throw new Failure('source-failed', `<${url}> is led to again: the source's pages go round in a loop.`);
    }
    this.#met.add(address);
    return address;
  }

  async *#read<Links extends Json>(
    address: string,
    request: PageRequest<Links>,
    answer: FetchedBody,
    before: PageMemo | undefined,
  ): AsyncGenerator<HarvestItem, Links> {
    const spool = await PageSpool.read(answer, { ...defaultFetchLimits, ...this.source.limits });
    try {
      const { url, validators } = answer;
      if (before && before.hash === spool.hash)
        return yield* this.#again<Links>(
          address,
          { ...before, url, validators },
          url === before.url && isDeepStrictEqual(validators, before.validators),
        );
      const items: [string, string][] = [];
      const unreadable: PageMemo['unreadable'][number][] = [];
      let omitted = 0;
      const parsing = request.parse(spool.page);
      let next = await parsing.next();
      for (; !next.done; next = await parsing.next()) {
        const item = withStableKey(next.value);
        if (item.type === 'record') items.push([item.key, hashOfRecord(item.record)]);
        if (item.type === 'deleted') items.push([item.key, deletedHash]);
        if (item.type === 'unreadable') {
          const { finding, key } = item;
          if (unreadable.length < keptFindings || key !== undefined)
            unreadable.push({ finding, ...(key !== undefined && { key }) });
          else if (finding.severity === 'violation') omitted += 1;
        }
        yield item;
      }
      const links = next.value;
      const memo: PageMemo = { url, validators, hash: spool.hash, links, items, unreadable };
      await this.#options.keepPage(address, { ...memo, ...(omitted > 0 && { omitted }) }, false);
      return links;
    } finally {
      await spool.close();
    }
  }

  /** The page is what it was: so are its records. */
  async *#again<Links extends Json>(
    address: string,
    memo: PageMemo,
    isSame: boolean,
  ): AsyncGenerator<HarvestItem, Links> {
    for (const [key, hash] of memo.items) yield { type: 'unchanged', key, hash };
    for (const found of memo.unreadable) yield { type: 'unreadable', ...found };
    if (memo.omitted !== undefined) this.#options.omit(memo.omitted);
    await this.#options.keepPage(address, memo, isSame);
    return memo.links as Links;
  }
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '');
}
