import { asciiDigits } from './date.ts';

/** An amount as a decimal, with the ISO 4217 currency where the text names one. */
export interface Price {
  readonly amount: string;
  readonly currency?: string;
}

const symbols: readonly (readonly [RegExp, string])[] = [
  [/₹|\brs\b\.?|\brupees?\b|\binr\b|रुपये|रुपए|रु\.?/i, 'INR'],
  [/\$|\busd\b/i, 'USD'],
  [/€|\beur\b/i, 'EUR'],
  [/£|\bgbp\b/i, 'GBP'],
];

/** "₹ 1,500", "Rs. 500/-", "1500.50", "Free" (0); `undefined` where no amount is stated. */
export function parsePrice(source: string): Price | undefined {
  const text = asciiDigits(source).trim();
  const currency = parseCurrency(text);
  if (/^(?:free|nil|निःशुल्क|मुफ़्त|मुफ्त)(?:\s+of\s+(?:cost|charge))?$/i.test(text)) return { amount: '0' };
  const numbers = text.match(/\d[\d,]*(?:\.\d+)?/g) ?? [];
  const amount = numbers[0]?.replaceAll(',', '');
  if (numbers.length !== 1 || amount === undefined || amount.length > 18) return undefined;
  return { amount, ...(currency ? { currency } : {}) };
}

/** ISO 4217 code of a currency that is named or coded. */
export function parseCurrency(source: string): string | undefined {
  const found = symbols.find(([symbol]) => symbol.test(source))?.[1];
  return found ?? (/^[A-Z]{3}$/.test(source.trim()) ? source.trim() : undefined);
}
