import { Failure } from '../model/failure.ts';
import type { SqlServer } from './sql-address.ts';

/** The driver of a database, which is installed where one is used only. @throws Failure `invalid-configuration` */
export async function loadDriver<Module>(load: () => Promise<Module>, name: string): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    throw new Failure(
      'invalid-configuration',
      `Reading this database needs the package "${name}", which is not installed. Install it beside Fivestar: npm install ${name}.`,
      { cause },
    );
  }
}

/** What a driver threw, without credentials. */
export function sqlFailure(
  error: unknown,
  { shown, password }: Pick<SqlServer, 'shown' | 'password'>,
): Failure {
  if (error instanceof Failure) return error;
  const { message, code } = error as NodeJS.ErrnoException;
  const said = message || code || String(error);
  const safe = password === undefined ? said : said.replaceAll(password, '…');
  return new Failure(
    'source-failed',
    `${shown}: ${safe.replace(/\.$/, '')}. Check the address, the query and the rights of the user.`,
  );
}

/** A whole number where that is exact, else its digits. */
export function exactNumber(digits: string): number | string {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : digits;
}

/** `2024-01-31 10:00:00+00` → `2024-01-31T10:00:00Z`; other texts as they are. @param utc a time without zone is UTC */
export function isoTimestamp(text: string, utc: boolean): string {
  const parts = /^(\d{4,}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d(?::?\d\d)?)?$/.exec(text);
  if (!parts) return text;
  const [, date, time, zone = utc ? 'Z' : ''] = parts;
  const offset = zone.length === 3 ? `${zone}:00` : zone;
  return `${date}T${time}${/^[+-]00:?00$/.test(offset) ? 'Z' : offset}`;
}
