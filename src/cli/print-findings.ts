import { styleText } from 'node:util';
import wrapAnsi from 'wrap-ansi';
import type { Severity } from '../model/finding.ts';
import { describePlace } from '../model/place.ts';
import type { Language } from '../model/text.ts';
import type { FindingGroup } from './finding-groups.ts';
import { phrase, severityName } from './phrases.ts';

const colours: Record<Severity, 'red' | 'yellow' | 'cyan'> = {
  violation: 'red',
  warning: 'yellow',
  info: 'cyan',
};
const longestValue = 60;

export interface Printing {
  readonly language: Language;
  /** Width in columns; lines are wrapped to it. */
  readonly columns: number;
  readonly colour: boolean;
  readonly mostGroups?: number;
}

/** Findings for people: what is wrong, how often, what to do, and where the first ones stand. */
export function printFindings(groups: readonly FindingGroup[], printing: Printing): string {
  const shown = groups.slice(0, printing.mostGroups ?? groups.length);
  const blocks = shown.map((group) => printGroup(group, printing));
  if (shown.length < groups.length)
    blocks.push(`… ${groups.length - shown.length} ${phrase('more', printing.language)}\n`);
  return blocks.join('\n');
}

function printGroup(group: FindingGroup, { language, columns, colour }: Printing): string {
  const { example, count, samples } = group;
  const name = severityName(example.severity, language);
  const head = colour ? styleText(['bold', colours[example.severity]], name) : name;
  const lines = [
    ...wrapped(
      `${head}  ${example.field[language]}  (${count.toLocaleString('en')} ${phrase(count === 1 ? 'time' : 'times', language)})`,
      0,
      columns,
    ),
    ...wrapped(example.message[language], 2, columns),
  ];
  if (example.remedy[language])
    lines.push(...wrapped(`${phrase('remedy', language)}: ${example.remedy[language]}`, 2, columns));
  for (const { finding, label } of samples) {
    const value = finding.value === undefined ? '' : `: ${quote(finding.value)}`;
    const of = label === undefined ? '' : ` (${shortened(label)})`;
    lines.push(...wrapped(`- ${describePlace(finding.place)}${value}${of}`, 4, columns));
  }
  if (count > samples.length)
    lines.push(`    … ${(count - samples.length).toLocaleString('en')} ${phrase('more', language)}`);
  return `${lines.join('\n')}\n`;
}

function quote(value: string): string {
  return `“${shortened(value)}”`;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longestValue ? `${line.slice(0, longestValue - 1)}…` : line;
}

function wrapped(text: string, indent: number, columns: number): string[] {
  const lines = wrapAnsi(text, Math.max(20, columns - indent), { hard: true }).split('\n');
  return lines.map((line) => `${' '.repeat(indent)}${line}`);
}
