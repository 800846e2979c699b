import type { FetchedBody, Fetcher } from '../fetch/fetcher.ts';
import type { Finding } from '../model/finding.ts';
import type { SourceRecord } from '../model/record.ts';
import type { ReadOptions } from '../sources/read-source.ts';
import type { SourceDefinition } from './source-definition.ts';

/** Plain data that is kept between runs. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What a client finds, one after another. */
export type HarvestItem =
  /** A record as the source has it now. `key` is its name within the source, the same in every run. */
  | {
      readonly type: 'record';
      readonly key: string;
      readonly record: SourceRecord;
      readonly origin: ItemOrigin;
    }
  /** A record that is what it was when `hash` was made of it; `!`: deleted (only `HarvestContext.page` yields these). */
  | { readonly type: 'unchanged'; readonly key: string; readonly hash: string }
  /** The source says that it has the record no more. */
  | { readonly type: 'deleted'; readonly key: string; readonly reason?: string }
  /** A row, line or element that is no record. `key`: of the record that it should be; the source still has that one. */
  | { readonly type: 'unreadable'; readonly finding: Finding; readonly key?: string };

/** Where a record was found. */
export interface ItemOrigin {
  /** The record at its source: its document or API address; else the page that it stands on. */
  readonly url?: string;
  /** IRI of the catalogue that it stands in, where the source states one. */
  readonly catalogue?: string;
}

/** What a source came to when it was read to its end. */
export interface HarvestEnd {
  /** `whole`: every record of the source was met, others have vanished. `changes`: what changed since the bookmark. */
  readonly coverage: 'whole' | 'changes';
  /** Given to the next run. Absent: the next run begins anew. */
  readonly bookmark?: Json;
}

/** A page whose bytes have arrived, all of them. */
export interface ArrivedPage extends Pick<FetchedBody, 'url' | 'mediaType' | 'charset' | 'headers'> {
  /** Its length in bytes, unpacked. */
  readonly size: number;
  /** May be called more than once. */
  bytes(): AsyncIterable<Uint8Array>;
  /** All of it, as UTF-8. @throws Failure `source-failed` where it is longer than `most` bytes or no UTF-8 */
  text(most?: number): Promise<string>;
}

export interface PageRequest<Links extends Json> {
  readonly url: string;
  readonly accept: string;
  readonly post?: { readonly contentType: string; readonly body: string };
  /**
   * Reads the page. What it returns (the next page's address…) is all that the client learns of it, and is given again
   * where the page is the same in the next run: then nothing is parsed, and its records are known to be unchanged.
   */
  parse(page: ArrivedPage): AsyncGenerator<HarvestItem, Links>;
  /** The page may be absent (404, 410): `null` is returned then. Otherwise that ends the run. */
  readonly optional?: boolean;
}

/** What a client has to work with in one run. */
export interface HarvestContext {
  readonly source: SourceDefinition;
  /** Cursor of the last checkpoint where an interrupted run goes on; absent: from the beginning. */
  readonly cursor?: Json;
  /** What the last run that was read to its end left. */
  readonly bookmark?: Json;
  /** For `readSource`: names of records and nodes, JSON-LD contexts, limits. `names.sourceBase` takes a URL to itself. */
  readonly reading: ReadOptions;
  readonly signal: AbortSignal;
  /** For what is no page of records (`status_show`, `Identify`); no conditional requests, nothing is kept. */
  readonly fetcher: Fetcher;
  /**
   * Fetches a page (conditionally), lays its bytes aside, and has it parsed unless it is the same as in the last run.
   * A page that was met before in this run ends the run: a loop.
   * @throws Failure `source-failed`, `source-refused`
   */
  page<Links extends Json>(
    request: PageRequest<Links> & { readonly optional: true },
  ): AsyncGenerator<HarvestItem, Links | null>;
  page<Links extends Json>(request: PageRequest<Links>): AsyncGenerator<HarvestItem, Links>;
  /** Everything yielded so far is kept; an interrupted run may go on from here. */
  checkpoint(cursor: Json): Promise<void>;
  /** Says something for the log of the run. */
  note(text: string): void;
}

/**
 * Speaks with one kind of source. `read` yields every record (or, after a bookmark, every change) and returns only when
 * the source was read to its end: nothing is published of a run that throws.
 */
export interface HarvestClient {
  read(context: HarvestContext): AsyncGenerator<HarvestItem, HarvestEnd>;
}
