import { asciiDigits } from './date.ts';

const units: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4 };

/** Bytes of "12345", "12 KB", "1,234 bytes", "3.4 MiB". A kilobyte counts 1,024, as file managers show it. */
export function parseByteSize(source: string): number | undefined {
  const text = asciiDigits(source).trim().toLowerCase();
  const match = /^(\d{1,3}(?:,\d{2,3})+|\d{1,18})(\.\d{1,6})?\s*(?:([kmgt])?i?b|([kmgt])|bytes?)?$/.exec(
    text,
  );
  if (!match) return undefined;
  const number = Number(`${match[1]?.replaceAll(',', '')}${match[2] ?? ''}`);
  const bytes = Math.round(number * 1024 ** (units[match[3] ?? match[4] ?? ''] ?? 0));
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}
