import { styleText } from 'node:util';
import wrapAnsi from 'wrap-ansi';
import { formatDuration } from '../harvest/duration.ts';
import type { SourceState } from '../harvest/harvest-store.ts';
import type { RunCounts, RunReport } from '../harvest/run-report.ts';
import type { SourceDefinition } from '../harvest/source-definition.ts';
import type { Language } from '../model/text.ts';
import { FindingGroups } from './finding-groups.ts';
import { printFindings } from './print-findings.ts';

export interface ReportPrinting {
  readonly columns: number;
  readonly colour: boolean;
  readonly language: Language;
}

const headings = ['NAME', 'TYPE', 'RECORDS', 'LAST RUN (UTC)', 'OUTCOME', 'NEXT (UTC)'];
const widths = [20, 9, 8, 16, 11];

/** One source a line, at most 80 columns; a name that is longer has the line to itself. */
export function sourceTable(states: readonly SourceState[]): string {
  const rows = states.map((state) => {
    const { definition, records, lastRun, next } = state;
    return [
      definition.name,
      definition.type,
      String(records),
      shortTime(lastRun?.ended ?? lastRun?.started),
      stateWord(state),
      definition.paused ? 'paused' : shortTime(next),
    ];
  });
  return [headings, ...rows].map((cells) => `${line(cells)}\n`).join('');
}

function line(cells: readonly string[]): string {
  const [name = '', ...rest] = cells;
  const others = rest
    .map((cell, index) => cell.padEnd(widths[index + 1] ?? 0))
    .join(' ')
    .trimEnd();
  const first = widths[0] ?? 0;
  return name.length > first ? `${name}\n${' '.repeat(first)} ${others}` : `${name.padEnd(first)} ${others}`;
}

function stateWord({ lastRun, failures }: SourceState): string {
  if (!lastRun) return '-';
  return failures > 1 && lastRun.outcome === 'failed' ? `failed ×${failures}` : lastRun.outcome;
}

function shortTime(time: string | undefined): string {
  return time === undefined ? '-' : time.slice(0, 16).replace('T', ' ');
}

/** A source as JSON. Header fields that have no variable in them may be secrets: they are not shown. */
export function sourceJson(state: SourceState): SourceState {
  const { headers } = state.definition;
  if (!headers) return state;
  const shown = Object.entries(headers).map(([name, value]) => [name, value.includes('${') ? value : '…']);
  return { ...state, definition: { ...state.definition, headers: Object.fromEntries(shown) } };
}

/** All that is known of a source. */
export function sourceText(state: SourceState, printing: ReportPrinting): string {
  const { definition, declared, records, waiting, next, lastRun } = state;
  const lines = [
    `${definition.name}${definition.title === undefined ? '' : `  ${definition.title}`}`,
    `  type       ${definition.type}`,
    `  url        ${definition.url}`,
    ...(definition.map === undefined ? [] : [`  map        ${definition.map}`]),
    `  schedule   ${scheduleText(definition)}${next === undefined ? '' : `; next ${next}`}`,
    `  records    ${number(records)}`,
    ...(definition.namespace === undefined ? [] : [`  namespace  ${definition.namespace || '(none)'}`]),
    ...(declared ? ['  declared   in the file of the setting "sources", which alone changes it'] : []),
  ];
  const text = lines.map((one) => `${one}\n`).join('');
  const held = waiting
    ? wrapAnsi(
        `\n${number(waiting.vanished)} of ${number(waiting.of)} records are missing since run ${waiting.run}: they stay published, because too many vanished at once or part of the source could not be read. If they are to go: fivestar source approve ${definition.name}\n`,
        printing.columns,
      )
    : '';
  return `${text}${held}${lastRun ? `\n${runText(lastRun, printing)}` : ''}`;
}

function scheduleText({ schedule, jitter, paused }: SourceDefinition): string {
  if (!schedule) return 'none: read when told to';
  const when =
    'every' in schedule
      ? `every ${formatDuration(schedule.every)}`
      : `${schedule.cron} (${schedule.timezone ?? 'UTC'})`;
  const put = jitter === undefined ? '' : `, up to ${formatDuration(jitter)} later`;
  return `${when}${put}${paused ? '; paused' : ''}`;
}

const countNames: readonly (readonly [keyof RunCounts, string])[] = [
  ['read', 'read'],
  ['created', 'new'],
  ['updated', 'changed'],
  ['unchanged', 'unchanged'],
  ['refused', 'refused'],
  ['withdrawn', 'withdrawn'],
  ['held', 'vanished, held'],
  ['ignored', 'ignored'],
];

/** What a run came to, for people: counts, and the refusals in the publisher's words. */
export function runText(report: RunReport, { columns, colour, language }: ReportPrinting): string {
  const { counts, outcome, failure, refusals, notes } = report;
  const word = colour ? styleText(['bold', colourOf(outcome)], outcome) : outcome;
  const shown = countNames.filter(([name]) => name === 'read' || counts[name] > 0);
  const parts = [
    `Run ${report.number} of ${report.source}: ${word} (${time(report)})\n`,
    ...shown.map(([name, label]) => `  ${number(counts[name]).padStart(9)} ${label}\n`),
    `  ${number(counts.requests)} ${counts.requests === 1 ? 'request' : 'requests'}, ${number(counts.bytes)} bytes\n`,
  ];
  const paragraph = (text: string) => `\n${wrapAnsi(text, columns, { hard: true })}\n`;
  if (failure) parts.push(paragraph(failure.message));
  for (const note of notes) parts.push(paragraph(note));
  const groups = new FindingGroups();
  for (const { findings, label } of refusals) {
    const place = findings[0]?.place ?? { file: report.source };
    groups.add({
      place,
      verdict: 'refused',
      outcome: 'refused',
      findings,
      ...(label !== undefined && { label }),
    });
  }
  const findings = printFindings(groups.sorted(), { language, columns, colour });
  if (findings) parts.push(`\n${findings}`);
  if (refusals.length < counts.refused)
    parts.push(
      paragraph(`The first ${number(refusals.length)} refusals are kept of ${number(counts.refused)}.`),
    );
  return parts.join('');
}

function colourOf(outcome: RunReport['outcome']): 'green' | 'yellow' | 'red' {
  if (outcome === 'complete') return 'green';
  return outcome === 'failed' ? 'red' : 'yellow';
}

function time({ started, ended }: RunReport): string {
  if (ended === undefined) return `since ${started}`;
  const took = Date.parse(ended) - Date.parse(started);
  return `${started}, ${took > 0 ? formatDuration(took) : 'less than a second'}`;
}

/** One run a line. */
export function runTable(reports: readonly RunReport[]): string {
  const rows = reports.map(({ number: run, started, outcome, counts, trigger }) => [
    String(run),
    shortTime(started),
    outcome,
    trigger === 'notification' ? 'notified' : trigger,
    ...[counts.read, counts.created, counts.updated, counts.refused, counts.withdrawn].map(String),
  ]);
  const columns = [4, 16, 11, 8, 7, 6, 7, 7, 1];
  const heads = ['RUN', 'BEGUN (UTC)', 'OUTCOME', 'BY', 'READ', 'NEW', 'CHANGED', 'REFUSED', 'GONE'];
  return [heads, ...rows]
    .map(
      (cells) =>
        `${cells
          .map((cell, at) => cell.padEnd(columns[at] ?? 0))
          .join(' ')
          .trimEnd()}\n`,
    )
    .join('');
}

function number(value: number): string {
  return value.toLocaleString('en');
}
