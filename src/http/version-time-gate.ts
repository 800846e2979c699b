import type { RecordReader, RecordVersion } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { ProblemError } from './problem.ts';
import { malformedDatetime } from './version-problems.ts';

const rfc1123 =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * `Accept-Datetime` (RFC 7089 §2.1.1) in milliseconds; `undefined` where the field is absent.
 * @throws ProblemError 400 where it is no date of RFC 1123, or a day that the calendar has not
 */
export function acceptDatetime(field: string | undefined): number | undefined {
  if (field === undefined) return undefined;
  const text = field.trim();
  const time = rfc1123.test(text) ? Date.parse(text) : Number.NaN;
  // A 30 February is read as some day of March, and would be answered with another date than was asked for.
  if (Number.isNaN(time) || new Date(time).toUTCString() !== text)
    throw new ProblemError(malformedDatetime(field));
  return time;
}

/**
 * The version that was the latest at `time`: the last one that had begun by then, also where the record had been withdrawn
 * since; before the first one, that. Without a time the latest of all.
 */
export function versionAt(
  store: RecordReader,
  document: Iri,
  time: number | undefined,
): RecordVersion | undefined {
  let earliest: RecordVersion | undefined;
  for (const version of store.versions(document, { newestFirst: true })) {
    if (time === undefined || Date.parse(version.modified) <= time) return version;
    earliest = version;
  }
  return earliest;
}
