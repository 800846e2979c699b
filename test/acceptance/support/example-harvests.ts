import type { HarvestReader, SourceState } from '../../../src/harvest/harvest-store.ts';
import { noCounts, type Refusal, type RunCounts, type RunReport } from '../../../src/harvest/run-report.ts';
import type { Finding } from '../../../src/model/finding.ts';

export function finding(field: string, value: string, more: Partial<Finding> = {}): Finding {
  return {
    severity: 'violation',
    code: 'unresolved-value',
    field: { en: field, hi: `${field} (हिन्दी)` },
    value,
    place: { file: 'https://city.example/data.json', path: '/dataset/7' },
    message: { en: `No ${field.toLowerCase()} goes by this name.`, hi: 'इस नाम का कोई मान नहीं है।' },
    remedy: { en: 'Write one of the names of the list.', hi: 'सूची में से कोई नाम लिखें।' },
    ...more,
  };
}

export function refusal(key: string, ...findings: readonly Finding[]): Refusal {
  return { key, label: `Record ${key}`, findings };
}

/** Sources and runs as a test says; it may change them. */
export class ExampleHarvests implements HarvestReader {
  states: SourceState[] = [];
  reports: RunReport[] = [];

  add(
    source: string,
    number: number,
    report: Partial<Omit<RunReport, 'counts'>> = {},
    counts: Partial<RunCounts> = {},
  ): RunReport {
    const made: RunReport = {
      source,
      number,
      trigger: 'schedule',
      started: '2026-11-20T03:00:00Z',
      ended: '2026-11-20T03:02:30Z',
      outcome: 'complete',
      coverage: 'whole',
      refusals: [],
      notes: [],
      ...report,
      counts: { ...noCounts, ...counts },
    };
    this.reports.push(made);
    return made;
  }

  hasSources(): boolean {
    return this.states.length > 0;
  }

  sources(): readonly SourceState[] {
    return this.states;
  }

  source(name: string): SourceState | undefined {
    return this.states.find(({ definition }) => definition.name === name);
  }

  runs(
    source: string,
    { limit, before = Number.POSITIVE_INFINITY }: { limit: number; before?: number },
  ): readonly RunReport[] {
    return this.reports
      .filter((report) => report.source === source && report.number < before)
      .sort((a, b) => b.number - a.number)
      .slice(0, limit);
  }

  run(source: string, number: number): RunReport | undefined {
    return this.reports.find((report) => report.source === source && report.number === number);
  }
}

/** One source that is well, one that waits, one that fails, one that was never read, and runs of one that was removed. */
export function exampleHarvests(): ExampleHarvests {
  const harvests = new ExampleHarvests();
  for (let number = 1; number <= 44; number += 1)
    harvests.add('city-ckan', number, {}, { read: 82_754, unchanged: 82_754 });
  const reasons = [
    ...Array.from({ length: 60 }, (_, at) => refusal(`d${at}`, finding('Frequency', `now and then ${at}`))),
    ...Array.from({ length: 20 }, (_, at) => refusal(`o${at}`, finding(`Field ${at}`, 'आंकड़े'))),
    refusal('', finding('Title', '', { place: { file: '/srv/secret/inventory.xlsx', row: 12 } })),
  ];
  const waiting = harvests.add(
    'city-ckan',
    45,
    {
      outcome: 'waiting',
      refusals: reasons,
      trigger: 'person',
      notes: ['The site says 82,800 packages and gave 82,754.'],
    },
    {
      read: 82_000,
      created: 12,
      updated: 340,
      unchanged: 81_000,
      refused: 1_481,
      held: 20_000,
      requests: 830,
      bytes: 182_000_000,
    },
  );
  harvests.states.push({
    definition: {
      name: 'city-ckan',
      type: 'ckan',
      url: 'https://ckan.city.example/',
      title: 'Open data of the city',
      schedule: { every: 21_600_000 },
    },
    declared: false,
    lastRun: waiting,
    lastGood: 45,
    failures: 0,
    records: 82_754,
    next: '2026-11-20T09:02:30Z',
    waiting: { run: 45, vanished: 20_000, of: 82_754 },
  });
  const failed = harvests.add('weather', 3, {
    outcome: 'failed',
    failure: {
      code: 'source-failed',
      message: '<https://weather.example/data.json> gave no answer to use: it answered with status 503.',
    },
  });
  harvests.states.push({
    definition: {
      name: 'weather',
      type: 'data-json',
      url: `https://user:\${PASSWORD}@weather.example/data.json?set=all&api_key=abcdef`,
      headers: { Authorization: `Bearer \${TOKEN}` },
      schedule: { cron: '0 3 * * *', timezone: 'Asia/Kolkata' },
      paused: true,
    },
    declared: true,
    lastRun: failed,
    lastGood: 1,
    failures: 2,
    records: 41,
  });
  harvests.states.push({
    definition: {
      name: 'tables',
      type: 'table',
      url: '/srv/secret/inventory.xlsx',
      map: '/srv/secret/map.yaml',
    },
    declared: false,
    failures: 0,
    records: 0,
  });
  harvests.add('gone', 2, {}, { read: 4, created: 4 });
  return harvests;
}
