import type { Place } from '../model/place.ts';

/** Keys and indexes from the root of a JSON document. */
export type JsonPath = readonly (string | number)[];

/** RFC 6901. The root is the empty string. */
export function jsonPointer(path: JsonPath): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Where a value stands: `path` below `place`, which may itself be inside a document. */
export function placeWithin(place: Place, path: JsonPath): Place {
  return path.length === 0 ? place : { ...place, path: (place.path ?? '') + jsonPointer(path) };
}
