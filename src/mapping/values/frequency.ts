/**
 * ISO 8601 repeating intervals, as DCAT-US writes `accrualPeriodicity` and, wrongly, `modified`
 * (https://resources.data.gov/schemas/dcat-us/v1.1/iso8601_guidance/) → term of the EU's frequency table.
 */
const byInterval: Readonly<Record<string, string>> = {
  PT1S: 'UPDATE_CONT',
  PT1H: 'HOURLY',
  PT2H: 'BIHOURLY',
  PT3H: 'TRIHOURLY',
  PT12H: 'DAILY_2',
  P1D: 'DAILY',
  P7D: 'WEEKLY',
  P1W: 'WEEKLY',
  'P3.5D': 'WEEKLY_2',
  'P0.5W': 'WEEKLY_2',
  'P0.33W': 'WEEKLY_3',
  P2W: 'BIWEEKLY',
  P14D: 'BIWEEKLY',
  P1M: 'MONTHLY',
  'P0.5M': 'MONTHLY_2',
  'P0.33M': 'MONTHLY_3',
  P2M: 'BIMONTHLY',
  P3M: 'QUARTERLY',
  P4M: 'ANNUAL_3',
  P6M: 'ANNUAL_2',
  P12M: 'ANNUAL',
  P1Y: 'ANNUAL',
  P2Y: 'BIENNIAL',
  P3Y: 'TRIENNIAL',
  P4Y: 'QUADRENNIAL',
  P5Y: 'QUINQUENNIAL',
  P10Y: 'DECENNIAL',
  P20Y: 'BIDECENNIAL',
  P30Y: 'TRIDECENNIAL',
};

/** `data_update_frequency` of the Humanitarian Data Exchange, in days (hdx-python-api, `Dataset.update_frequencies`). */
const byDays: Readonly<Record<string, string>> = {
  '-2': 'NEVER',
  '-1': 'IRREG',
  '0': 'UPDATE_CONT',
  '1': 'DAILY',
  '7': 'WEEKLY',
  '14': 'BIWEEKLY',
  '30': 'MONTHLY',
  '90': 'QUARTERLY',
  '180': 'ANNUAL_2',
  '365': 'ANNUAL',
};

const interval = /^R?\d*\/?(P(?:\d|T\d)[0-9.YMWDTHS]*)$/;

/** Is the text an ISO 8601 duration or repeating interval, such as `R/P1W`? */
export function isInterval(text: string): boolean {
  return interval.test(text.trim().toUpperCase());
}

/** Term of the EU's frequency table for an ISO 8601 interval. */
export function frequencyOfInterval(text: string): string | undefined {
  const duration = interval.exec(text.trim().toUpperCase())?.[1];
  return duration !== undefined && Object.hasOwn(byInterval, duration) ? byInterval[duration] : undefined;
}

/** Term of the EU's frequency table for a number of days of the Humanitarian Data Exchange. */
export function frequencyOfDays(text: string): string | undefined {
  const days = text.trim();
  return Object.hasOwn(byDays, days) ? byDays[days] : undefined;
}
