/** Control characters that XML and people cannot carry, and halves of surrogate pairs; tabs and line breaks stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]|\p{Surrogate}/gu;
const deepest = 8;

/** What a JSON value or cell says as texts: trimmed, without control characters; empty ones and `null` say nothing. */
export function textsOf(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return clean(value);
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return [String(value)];
  if (value === null || value === undefined) return [];
  if (Array.isArray(value) && depth < deepest)
    return value.length === 1 ? textsOf(value[0], depth + 1) : value.flatMap((v) => textsOf(v, depth + 1));
  return clean(rendered(value));
}

/** The first text of a value, or `undefined`. */
export function textOf(value: unknown): string | undefined {
  return textsOf(value)[0];
}

/** White space folded to single blanks: for titles, names and labels, which are one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** What sheets write where they state nothing. */
export function saysNothing(text: string): boolean {
  return /^(?:n\.?\s?\/?\s?a\.?|nil|none|null|-+|–|—|\.)$/i.test(text);
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** HTML's commonest character references decoded once; unknown ones stay as they are. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,5}));/g,
    (whole, decimal, hex, name) => {
      if (name) return Object.hasOwn(entities, name) ? (entities[name] ?? whole) : whole;
      const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16);
      const valid = code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      return valid ? String.fromCodePoint(code) : whole;
    },
  );
}

const tag =
  /<\/?(?:a|abbr|b|big|br|center|code|dd|div|dl|dt|em|font|h[1-6]|hr|i|img|li|ol|p|pre|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>]*)?\/?>/gi;

/** Known HTML elements removed. `<Chandigarh>` is none and stays. */
export function withoutTags(text: string): string {
  return text.includes('<') ? text.replace(tag, ' ') : text;
}

function clean(text: string): string[] {
  const cleaned = text.replace(unprintable, '').trim();
  return cleaned === '' ? [] : [cleaned];
}

function rendered(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    // JSON.stringify recurses: a value nested thousands deep ends the stack. It carries no metadata.
    return '(nested too deeply)';
  }
}
