import { cutText } from './descriptions.ts';
import { isList, isNode, type JsonLdNode, type JsonLdValue } from './json-ld.ts';

interface Limits {
  /** Items of any list. */
  readonly items: number;
  /** Characters of any text that is no address. */
  readonly characters: number;
}

/** Tried one after the other: lists go before the description. */
const steps: readonly Limits[] = [
  { items: 12, characters: 5_000 },
  { items: 6, characters: 5_000 },
  { items: 6, characters: 2_000 },
  { items: 3, characters: 1_200 },
  { items: 2, characters: 600 },
  { items: 1, characters: 300 },
];

/** The node cut to at most `bytes` of JSON by leaving out items of long lists and ends of long texts. */
export function fitPage(whole: JsonLdNode, bytes: number): JsonLdNode {
  let fitted = whole;
  for (const limits of steps) {
    if (Buffer.byteLength(JSON.stringify(fitted)) <= bytes) return fitted;
    fitted = cutNode(whole, limits);
  }
  return essentials(fitted, bytes);
}

function cutNode(value: JsonLdNode, limits: Limits): JsonLdNode {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      const cut = member === undefined ? undefined : cutValue(member, limits);
      return cut === undefined ? [] : [[key, cut] as const];
    }),
  );
}

/** An address that is too long is left out whole: half of one leads nowhere. */
function cutValue(value: JsonLdValue, limits: Limits): JsonLdValue | undefined {
  if (typeof value === 'string') {
    if (!/^[a-z][a-z0-9+.-]*:\S+$/i.test(value)) return cutText(value, limits.characters);
    return value.length <= limits.characters * 4 ? value : undefined;
  }
  if (isList(value)) return value.slice(0, limits.items).flatMap((item) => cutValue(item, limits) ?? []);
  return isNode(value) ? cutNode(value, limits) : value;
}

/** Where even that is too much, members are left out from the end. */
function essentials(value: JsonLdNode, bytes: number): JsonLdNode {
  const entries = Object.entries(value);
  while (entries.length > 3 && Buffer.byteLength(JSON.stringify(Object.fromEntries(entries))) > bytes)
    entries.pop();
  return Object.fromEntries(entries);
}
