import type { FeedFilters } from '../feeds/change-filter.ts';
import type { RecordChange } from '../feeds/change-record.ts';
import type { Iri } from '../vocabulary/iri.ts';

/** A feed that can be subscribed to. */
export interface Topic {
  /** Its address, written in one way: what `rel="self"` of the feed names. */
  readonly feed: string;
  /** Which changes concern it. */
  readonly filters: FeedFilters;
  /** Its content need not change with every change that concerns it. */
  readonly compared: boolean;
}

/** What a feed has now. */
export interface TopicContent {
  readonly contentType: string;
  readonly body: Uint8Array;
}

export type Json = Readonly<Record<string, unknown>>;

/** The feeds, as those need them who send what is in them. */
export interface Topics {
  /** @returns `undefined` where no feed has this address */
  find(address: string): Topic | undefined;
  /**
   * What the feed has, up to commit `sequence` at least.
   * @throws Error where it cannot be told now
   */
  read(topic: Topic, sequence: number): Promise<TopicContent>;
  /** The activity of one change, as the feed of activities has it, with its context. */
  activity(change: RecordChange): Json;
  /** One activity in place of many changes: that there is more to read in the feed. */
  announcement(sequence: number): Json;
  readonly portal: Iri;
}
