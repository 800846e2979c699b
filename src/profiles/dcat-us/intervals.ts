/**
 * Terms of the EU's frequency table → the forms that DCAT-US lists
 * (https://resources.data.gov/schemas/dcat-us/v1.1/iso8601_guidance/#accrualperiodicity). Frequencies that are no
 * interval (never, unknown, other) have none.
 */
const byTerm: Readonly<Record<string, string>> = {
  ANNUAL: 'R/P1Y',
  ANNUAL_2: 'R/P6M',
  ANNUAL_3: 'R/P4M',
  BIDECENNIAL: 'R/P20Y',
  BIENNIAL: 'R/P2Y',
  BIHOURLY: 'R/PT2H',
  BIMONTHLY: 'R/P2M',
  BIWEEKLY: 'R/P2W',
  DAILY: 'R/P1D',
  DAILY_2: 'R/PT12H',
  DECENNIAL: 'R/P10Y',
  HOURLY: 'R/PT1H',
  IRREG: 'irregular',
  MONTHLY: 'R/P1M',
  MONTHLY_2: 'R/P0.5M',
  MONTHLY_3: 'R/P0.33M',
  QUADRENNIAL: 'R/P4Y',
  QUARTERLY: 'R/P3M',
  QUINQUENNIAL: 'R/P5Y',
  TRIDECENNIAL: 'R/P30Y',
  TRIENNIAL: 'R/P3Y',
  TRIHOURLY: 'R/PT3H',
  UPDATE_CONT: 'R/PT1S',
  WEEKLY: 'R/P1W',
  WEEKLY_2: 'R/P3.5D',
  WEEKLY_3: 'R/P0.33W',
};
const table = 'http://publications.europa.eu/resource/authority/frequency/';

/** `R/P1Y` for `…/frequency/ANNUAL`. */
export function intervalOf(frequency: string): string | undefined {
  const term = frequency.startsWith(table) ? frequency.slice(table.length) : '';
  return Object.hasOwn(byTerm, term) ? byTerm[term] : undefined;
}
