import type { Place } from '../model/place.ts';
import type { Profile, SourceRecord } from '../model/record.ts';
import type { SourceItem } from '../model/source-item.ts';
import type { JsonElement, JsonLayout } from './json-assembler.ts';
import type { ReaderContext } from './reader-context.ts';

/** How the JSON texts of one profile are structured. */
export interface JsonProfile {
  readonly profile: Profile;
  /** For people: what such a file is. */
  readonly description: string;
  /** Whether `sample`, a whole JSON value or the beginning of one, is structured like this profile. */
  readonly recognises: (sample: unknown) => boolean;
  readonly layout: (sample: unknown) => JsonLayout;
  readonly open: (context: ReaderContext) => JsonProfileReader;
}

/** Turns the elements of one input into items. */
export interface JsonProfileReader {
  readonly read: (element: JsonElement, place: Place) => Iterable<SourceItem>;
  /** Called once behind the last element of an input that was read to its end. */
  readonly end: () => Iterable<SourceItem>;
}

export const wholeValues: JsonLayout = { descends: () => false };

export function record(
  profile: Profile,
  kind: string,
  place: Place,
  data: unknown,
  operation: SourceRecord['operation'] = 'upsert',
): SourceItem {
  return { type: 'record', record: { profile, kind, operation, place, data } };
}
