/** Parts of a date or time as they were written; `zone` as XML Schema writes it, or empty. */
export interface DateParts {
  readonly year?: string;
  readonly month?: string;
  readonly day?: string;
  readonly hour?: string;
  readonly minute?: string;
  readonly second?: string;
  readonly fraction?: string;
  readonly zone?: string;
}

type Part = keyof DateParts;

export interface DateFormat {
  readonly expression: RegExp;
  readonly parts: readonly Part[];
}

/** Date field symbols (UTS #35) that a format may use: those of tabular-data-model §6.4.4. */
const fields: Readonly<Record<string, readonly [part: Part, expression: string]>> = {
  yyyy: ['year', '(-?\\d{4,})'],
  MM: ['month', '(\\d{2})'],
  M: ['month', '(\\d{1,2})'],
  dd: ['day', '(\\d{2})'],
  d: ['day', '(\\d{1,2})'],
  HH: ['hour', '(\\d{2})'],
  H: ['hour', '(\\d{1,2})'],
  mm: ['minute', '(\\d{2})'],
  m: ['minute', '(\\d{1,2})'],
  ss: ['second', '(\\d{2})'],
  s: ['second', '(\\d{1,2})'],
  X: ['zone', '(Z|[+-]\\d{2}(?:\\d{2})?)'],
  XX: ['zone', '(Z|[+-]\\d{4})'],
  XXX: ['zone', '(Z|[+-]\\d{2}:\\d{2})'],
  x: ['zone', '([+-]\\d{2}(?:\\d{2})?)'],
  xx: ['zone', '([+-]\\d{4})'],
  xxx: ['zone', '([+-]\\d{2}:\\d{2})'],
};

/** @returns `undefined` where the format uses anything but known fields and `-`, `/`, `.`, `:`, `T` and blanks */
export function dateFormat(format: string): DateFormat | undefined {
  const parts: Part[] = [];
  let expression = '';
  for (const [token] of format.matchAll(/\.S+|([A-Za-z])\1*|[\s\S]/g)) {
    const field = fields[token];
    if (field) {
      if (parts.includes(field[0])) return undefined;
      parts.push(field[0]);
      // Two fields side by side have no sign between them, so the year then has exactly four digits.
      expression += field[0] === 'year' ? '(\\d{4})' : field[1];
    } else if (/^\.S+$/.test(token) && parts.at(-1) === 'second') {
      parts.push('fraction');
      // As many digits of a second as there are S, at most.
      expression += `(?:\\.(\\d{1,${token.length - 1}}))?`;
    } else if (token === 'T' || /^[-/.: ]$/.test(token)) expression += token === '.' ? '\\.' : token;
    else return undefined;
  }
  return parts.length === 0 ? undefined : { expression: new RegExp(`^${expression}$`), parts };
}

/** The parts of a text in this format. */
export function readDateParts(text: string, { expression, parts }: DateFormat): DateParts | undefined {
  const match = expression.exec(text);
  if (match === null) return undefined;
  const read: Partial<Record<Part, string>> = {};
  parts.forEach((part, index) => {
    const value = match[index + 1];
    if (value !== undefined) read[part] = part === 'zone' ? zoneOf(value) : value;
  });
  return read;
}

/** `-08`, `+0530`, `+05:30` as XML Schema writes them. */
function zoneOf(text: string): string {
  if (text === 'Z') return text;
  const digits = text.slice(1).replace(':', '').padEnd(4, '0');
  return `${text.charAt(0)}${digits.slice(0, 2)}:${digits.slice(2)}`;
}
