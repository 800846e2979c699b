import type { ValueOrder } from './datatype.ts';

/** A decimal exactly, so that long identifiers and amounts compare as they should. */
export function decimalOrder(text: string): ValueOrder {
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text) ?? [];
  return { units: BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}` || '0'), scale: fraction.length };
}

/** Below 0 where `a` comes first, above 0 where `b` does; NaN compares with nothing. */
export function compareOrder(a: ValueOrder, b: ValueOrder): number {
  if (typeof a === 'number' || typeof b === 'number') return asNumber(a) - asNumber(b) || equalOrNaN(a, b);
  const scale = Math.max(a.scale, b.scale);
  const [x, y] = [a, b].map((one) => one.units * 10n ** BigInt(scale - one.scale));
  return x === y ? 0 : (x ?? 0n) < (y ?? 0n) ? -1 : 1;
}

/** Infinity less infinity is no number, though they are equal. */
function equalOrNaN(a: ValueOrder, b: ValueOrder): number {
  return asNumber(a) === asNumber(b) ? 0 : Number.NaN;
}

function asNumber(order: ValueOrder): number {
  return typeof order === 'number' ? order : Number(order.units) / 10 ** order.scale;
}
