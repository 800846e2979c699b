import { type CellObject, SSF } from '@e965/xlsx';

/** What a cell holds: nothing, a value, or an error such as `#NAME?`. */
export type CellReading =
  | { readonly type: 'empty' }
  | { readonly type: 'value'; readonly value: string | number | boolean; readonly imprecise?: true }
  | { readonly type: 'error'; readonly shown: string };

const empty: CellReading = { type: 'empty' };

/**
 * The value of a cell: texts and numbers as they are stored (a shown number may be rounded), dates as ISO 8601, and
 * numbers under a mask of digits (`0000`, `000-000`: codes with leading zeros) as they are shown.
 */
export function readCell(cell: CellObject | undefined, date1904: boolean): CellReading {
  if (cell === undefined) return empty;
  switch (cell.t) {
    case 's':
      return text(cell.v);
    case 'b':
      return { type: 'value', value: cell.v === true };
    case 'e':
      return { type: 'error', shown: cell.w ?? '#ERROR' };
    case 'd':
      return cell.v instanceof Date ? { type: 'value', value: isoOfUtc(cell.v.toISOString()) } : text(cell.v);
    case 'n':
      return typeof cell.v === 'number' ? number(cell, cell.v, date1904) : empty;
    default:
      return empty;
  }
}

/** What a cell shows, for headers. */
export function shownText(cell: CellObject | undefined, date1904: boolean): string {
  if (cell?.t === 'n' && cell.w !== undefined) return cell.w;
  const reading = readCell(cell, date1904);
  return reading.type === 'value' ? String(reading.value) : '';
}

function text(value: unknown): CellReading {
  const string = typeof value === 'string' ? value : String(value ?? '');
  return string.trim() === '' ? empty : { type: 'value', value: string };
}

function number(cell: CellObject, value: number, date1904: boolean): CellReading {
  const format = typeof cell.z === 'string' ? cell.z : undefined;
  if (format !== undefined && SSF.is_date(format)) {
    const date = isoOfSerial(value, date1904);
    if (date !== undefined) return { type: 'value', value: date };
  }
  if (format !== undefined && isDigitMask(format) && cell.w !== undefined)
    return { type: 'value', value: cell.w.trim() };
  if (Number.isInteger(value) && Math.abs(value) >= 1e15)
    return { type: 'value', value: BigInt(value).toString(), imprecise: true };
  return { type: 'value', value };
}

/** Two zeros or more before anything else: the number of digits is part of the value. */
function isDigitMask(format: string): boolean {
  const [positive = ''] = format.split(';');
  const mask = positive.replace(/\\(.)/g, '$1').replace(/"([^"]*)"/g, '$1');
  return /^0[0 /()-]*0$/.test(mask);
}

/** ECMA-376 part 1 §18.17.4: days since 1900 (or 1904), the time of day as a fraction. */
function isoOfSerial(serial: number, date1904: boolean): string | undefined {
  const parts = SSF.parse_date_code(serial, { date1904 }) as
    | { y: number; m: number; d: number; H: number; M: number; S: number }
    | null
    | undefined;
  if (!parts) return undefined;
  const time = [parts.H, parts.M, Math.floor(parts.S)].map(two).join(':');
  if (serial >= 0 && serial < 1) return time;
  const date = `${String(parts.y).padStart(4, '0')}-${two(parts.m)}-${two(parts.d)}`;
  return time === '00:00:00' ? date : `${date}T${time}`;
}

function isoOfUtc(iso: string): string {
  const [date = iso, time = ''] = iso.replace(/\.\d+Z$/, '').split('T');
  return time === '00:00:00' ? date : `${date}T${time}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
