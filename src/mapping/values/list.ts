import { oneLine } from './text.ts';

/**
 * Items of a list in one cell: line breaks or commas part them (semicolons where there is neither), quotation marks
 * hold an item together (`"Wheat, durum", rice`). Items are trimmed and said once, whatever their case; the first stays.
 */
export function splitList(text: string): string[] {
  const separator = /[\r\n,]/.test(withoutQuoted(text)) ? /[\r\n,]/ : /;/;
  return distinct(split(text, separator));
}

/** Items of a list whose items may hold commas (titles, paths): line breaks or semicolons part them. */
export function splitLines(text: string): string[] {
  return distinct(split(text, /[\r\n;]/));
}

/** First of those that differ by more than case and white space. */
export function distinct(items: readonly string[]): string[] {
  const seen = new Set<string>();
  return items.map(oneLine).filter((item) => {
    const key = item.toLowerCase();
    if (item === '' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function withoutQuoted(text: string): string {
  return text.replace(/(^|[,;\r\n])\s*"[^"]*"/g, '$1');
}

function split(text: string, separator: RegExp): string[] {
  const items: string[] = [];
  let item = '';
  let quoted = false;
  for (const character of text) {
    // A mark inside a word is an inch or a minute; only one that opens or closes an item quotes it.
    if (character === '"' && (quoted || item.trim() === '')) quoted = !quoted;
    else if (!quoted && separator.test(character)) {
      items.push(item);
      item = '';
    } else item += character;
  }
  if (quoted) return text.replaceAll('"', '').split(separator);
  items.push(item);
  return items;
}
