import { stringify } from 'yaml';
import type { ColumnGuess } from './suggest-columns.ts';
import { sure } from './suggest-columns.ts';
import type { SuggestedMap } from './suggest-map.ts';

const longestExample = 50;

/** The proposed map as YAML with comments: what is unsure, and why; what was left out. */
export function writeSuggestedMap(map: SuggestedMap, file: string): string {
  const { head, looked } = map;
  const unsure =
    map.guesses.filter(({ score }) => score < sure).length +
    [map.title, map.groupBy, map.emptyIn].filter(Boolean).length;
  const lines = [
    `# A field map for ${oneLine(file)}, proposed from its headers and ${looked} of its records.`,
    unsure === 0
      ? '# Nothing of it is doubtful, but look at what it makes of the first records:'
      : `# Lines below "unsure" (${unsure}) want to be looked at. What comes of it is shown by`,
    `#   fivestar map preview ${shellWord(file)} --map THIS-FILE`,
    ...head.notes.map((note) => `# ${oneLine(note.en)}`),
    '',
    ...recordsLines(map),
    '',
    '# What each record is: dataset, app or catalog.',
    'describes: dataset',
    ...groupLines(map),
    '',
    '# Element of NDSAP or property of DCAT: field.',
    'fields:',
    ...titleLines(map),
    ...fieldsLines(map.guesses, '  '),
    ...filesLines(map),
    ...skipLines(map),
    ...leftLines(map),
  ];
  return `${lines.join('\n')}\n`;
}

function recordsLines({ location }: SuggestedMap): string[] {
  const members: readonly (readonly [string, unknown])[] = [
    ['format', location.format],
    ['sheet', location.sheet],
    ['header-row', location.headerRow],
    ['path', location.path],
  ];
  const stated = members.filter(([, value]) => value !== undefined);
  return ['records:', ...stated.map(([name, value]) => `  ${name}: ${scalar(value)}`)];
}

function groupLines({ groupBy }: SuggestedMap): string[] {
  if (!groupBy) return [];
  return [
    '',
    '# unsure: several rows say the same here and differ in their address, as files of one dataset do.',
    `group-by: ${scalar(groupBy.name)}`,
    'scattered: true',
  ];
}

function titleLines({ title }: SuggestedMap): string[] {
  if (!title) return [];
  return [
    '  # unsure: no column looks like a title; every record needs one. This one differs most from row to row.',
    ...exampleLines(title.shape.example, '  '),
    `  Title: ${scalar(title.name)}`,
  ];
}

/** One line a field; several fields of one element are a list. */
function fieldsLines(guesses: readonly ColumnGuess[], indent: string): string[] {
  const byName = new Map<string, ColumnGuess[]>();
  for (const guess of guesses) {
    const name = guess.language ? `${guess.target}@${guess.language}` : guess.target;
    byName.set(name, [...(byName.get(name) ?? []), guess]);
  }
  return [...byName].flatMap(([name, several]) => {
    const [only] = several;
    if (only && several.length === 1) {
      const [first = '', ...others] = ruleLines(only, `${indent}  `);
      const value =
        others.length === 0
          ? [`${indent}${scalar(name)}: ${first}`]
          : [`${indent}${scalar(name)}:`, `${indent}  field: ${first}`, ...others];
      return [...doubtLines(only, indent), ...value];
    }
    return [
      `${indent}${scalar(name)}:`,
      ...several.flatMap((guess) => {
        const [first = '', ...others] = ruleLines(guess, `${indent}    `);
        return [
          ...doubtLines(guess, `${indent}  `),
          `${indent}  - ${others.length === 0 ? first : `field: ${first}`}`,
          ...others,
        ];
      }),
    ];
  });
}

function doubtLines({ column, score, because }: ColumnGuess, indent: string): string[] {
  if (score >= sure) return [];
  return [
    `${indent}# unsure: ${because || 'the header alone tells it'}.`,
    ...exampleLines(column.shape.example, indent),
  ];
}

/** The field, then what is to be done with it. */
function ruleLines(guess: ColumnGuess, indent: string): string[] {
  return [scalar(guess.column.name), ...rulesOf(guess).map((rule) => `${indent}${rule}`)];
}

const lists: ReadonlySet<string> = new Set([
  ...['Keywords', 'Sector', 'Sub-Sector', 'Sector / Sub-Sector', 'Asset Jurisdiction', 'Language'],
]);
const dated: ReadonlySet<string> = new Set(['Date Released', 'Date Modified', 'Temporal Coverage']);
const markedUp: ReadonlySet<string> = new Set(['Title', 'Description', 'Methodology', 'Note']);

function rulesOf({ target, column: { shape } }: ColumnGuess): string[] {
  const rules: string[] = [];
  if (lists.has(target) && shape.separator !== undefined)
    rules.push(`split: ${JSON.stringify(shape.separator)}`);
  if (target === 'Temporal Coverage' && shape.financialYears > 0.5) rules.push('date: financial-year');
  else if (dated.has(target) && shape.dateForm !== undefined) rules.push(`date: ${scalar(shape.dateForm)}`);
  if (markedUp.has(target) && shape.html > 0.1) rules.push('strip-html: true');
  return rules;
}

function filesLines({ files }: SuggestedMap): string[] {
  if (!files) return [];
  return [
    '',
    '# Each element of this list is a distribution.',
    'distributions:',
    `  - each: ${scalar(files.each)}`,
    '    fields:',
    ...fieldsLines(files.guesses, '      '),
  ];
}

function skipLines({ emptyIn }: SuggestedMap): string[] {
  if (!emptyIn) return [];
  return [
    '',
    `# unsure: ${emptyIn.rows} of the rows say nothing here and seem to be no records (sums, notes, continued rows).`,
    'skip-when:',
    `  - field: ${scalar(emptyIn.column.name)}`,
    '    empty: true',
  ];
}

function leftLines({ columns, guesses, title, files, counters }: SuggestedMap): string[] {
  const mapped = new Set([
    ...guesses.map(({ column }) => column.name),
    title?.name,
    files?.each,
    ...counters,
  ]);
  const left = columns.filter(({ name }) => !mapped.has(name));
  const lines: string[] = [];
  if (left.length > 0) {
    lines.push('', '# Not mapped: these are kept as notes ("other-fields: ignore" leaves them out).');
    for (const { name, shape } of left)
      lines.push(
        `#   ${scalar(name)}${shape.example === undefined ? ' (empty)' : `, such as ${example(shape.example)}`}`,
      );
  }
  if (counters.length > 0) lines.push('', 'ignore:', ...counters.map((name) => `  - ${scalar(name)}`));
  return lines;
}

function exampleLines(text: string | undefined, indent: string): string[] {
  return text === undefined ? [] : [`${indent}# such as ${example(text)}`];
}

function example(text: string): string {
  const line = oneLine(text);
  const letters = [...new Intl.Segmenter('hi', { granularity: 'grapheme' }).segment(line)];
  if (letters.length <= longestExample) return `"${line}"`;
  return `"${letters
    .slice(0, longestExample - 1)
    .map(({ segment }) => segment)
    .join('')}…"`;
}

/** A comment ends with its line, so nothing of a table may break it. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\s\u0000-\u001f\u007f\u0085\u2028\u2029]+/gu, ' ').trim();
}

function scalar(value: unknown): string {
  return stringify(value, { lineWidth: 0, defaultStringType: 'PLAIN', blockQuote: false }).trim();
}

function shellWord(text: string): string {
  const word = oneLine(text);
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
