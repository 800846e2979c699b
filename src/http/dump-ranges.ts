/** Bytes `start` to `end`, both included, as `Content-Range` states them. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** More than a player or a download manager asks for at a time (RFC 9110 §17.15: many small ranges are an attack). */
const mostRanges = 16;
const byteRanges = /^bytes=(.*)$/i;
const oneRange = /^(?:(\d+)-(\d*)|-(\d+))$/;

/**
 * The ranges that a `Range` field selects of `size` bytes (RFC 9110 §14.1.2, §14.2), in its order; overlapping and
 * adjoining ones are joined.
 * @returns `undefined` where the field is to be ignored: another unit, malformed, too many ranges. Empty where none of
 *   them can be satisfied (416)
 */
export function selectRanges(field: string, size: number): readonly ByteRange[] | undefined {
  const set = byteRanges.exec(field.trim())?.[1];
  if (set === undefined) return undefined;
  // Empty elements of a list are allowed (§5.6.1.2).
  const elements = set
    .split(',')
    .map((element) => element.trim())
    .filter((element) => element !== '');
  if (elements.length === 0 || elements.length > mostRanges) return undefined;
  const ranges: ByteRange[] = [];
  for (const element of elements) {
    const range = resolve(element, size);
    if (range === undefined) return undefined;
    if (range !== 'unsatisfiable') ranges.push(range);
  }
  return join(ranges);
}

function resolve(element: string, size: number): ByteRange | 'unsatisfiable' | undefined {
  const [whole, first = '', last = '', suffix] = oneRange.exec(element) ?? [];
  if (whole === undefined) return undefined;
  if (suffix !== undefined) {
    const length = Math.min(Number(suffix), size);
    return length > 0 ? { start: size - length, end: size - 1 } : 'unsatisfiable';
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return undefined;
  return start < size ? { start, end } : 'unsatisfiable';
}

function join(ranges: readonly ByteRange[]): ByteRange[] {
  const joined: ByteRange[] = [];
  for (const range of ranges) {
    let merged = range;
    let place = joined.length;
    for (let index = joined.length - 1; index >= 0; index -= 1) {
      const other = joined[index];
      if (!other || other.start > merged.end + 1 || merged.start > other.end + 1) continue;
      merged = { start: Math.min(other.start, merged.start), end: Math.max(other.end, merged.end) };
      joined.splice(index, 1);
      place = index;
      // What has grown may touch those that it did not touch before.
      index = joined.length;
    }
    joined.splice(place, 0, merged);
  }
  return joined;
}

/** `Content-Range` of a part (RFC 9110 §14.4), or of the refusal of all (416). */
export function contentRange(range: ByteRange | undefined, size: number): string {
  return `bytes ${range ? `${range.start}-${range.end}` : '*'}/${size}`;
}
