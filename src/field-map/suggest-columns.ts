import { type HeaderMatch, headerMatches, isCounter } from './suggest-headers.ts';
import type { ColumnShape } from './suggest-values.ts';

export interface SampledColumn {
  readonly name: string;
  readonly shape: ColumnShape;
}

/** What a column is proposed to be. */
export interface ColumnGuess {
  readonly column: SampledColumn;
  readonly target: string;
  readonly thing: 'dataset' | 'distribution';
  readonly language?: string;
  /** 0 to 1. */
  readonly score: number;
  /** Why, and what speaks against it: for the comment. */
  readonly because: string;
}

export const sure = 0.85;

/** Elements that several columns may be. */
const many: ReadonlySet<string> = new Set(['Keywords', 'Sector', 'Reference URLs', 'Note']);

/**
 * Which column is what: by its header and by its values, the likeliest first; an element is given to one column (in
 * each language). What is likely to be nothing of a dataset is not among them.
 */
export function guessColumns(columns: readonly SampledColumn[]): readonly ColumnGuess[] {
  const files = columns.some(({ shape }) => shape.files >= 0.6);
  const guesses = columns
    .filter(({ name }) => !isCounter(name))
    .flatMap((column) => candidates(column, files))
    .sort((a, b) => b.score - a.score);
  const taken = new Set<string>();
  const done = new Set<string>();
  const chosen: ColumnGuess[] = [];
  for (const guess of guesses) {
    const { column, target, language, score } = guess;
    const key = `${target} ${language ?? ''}`;
    if (score < 0.4 || done.has(column.name) || (taken.has(key) && !many.has(target))) continue;
    done.add(column.name);
    taken.add(key);
    chosen.push(guess);
  }
  return chosen.sort((a, b) => columns.indexOf(a.column) - columns.indexOf(b.column));
}

/** @param files some column holds addresses of files: others are then likelier pages */
function candidates(column: SampledColumn, files: boolean): ColumnGuess[] {
  const found = new Map<string, ColumnGuess>();
  const add = (guess: ColumnGuess) => {
    const key = `${guess.target} ${guess.language ?? ''}`;
    if ((found.get(key)?.score ?? 0) < guess.score) found.set(key, guess);
  };
  for (const match of headerMatches(column.name)) {
    const guess = byHeader(column, match);
    const pages = guess.target === 'URL' && files && column.shape.files < 0.6;
    add(pages ? { ...guess, score: guess.score * 0.75 } : guess);
    if (guess.target === 'URL') for (const other of otherAddresses(guess, pages)) add(other);
  }
  for (const guess of byValues(column)) add(guess);
  return [...found.values()];
}

/** "Dataset URL" may head addresses of files, or of pages about the dataset. */
function otherAddresses(guess: ColumnGuess, isPage: boolean): ColumnGuess[] {
  const { shape } = guess.column;
  const because = 'the header may also mean the address of a page';
  const page: ColumnGuess = {
    ...guess,
    target: 'dcat:landingPage',
    thing: 'dataset',
    score: guess.score * (isPage ? 0.89 : 0.75),
    because,
  };
  if (shape.files < 0.6) return [page];
  return [page, { ...guess, target: 'Download URL', score: guess.score + 0.01 }];
}

function byHeader(column: SampledColumn, { target, thing, language, how }: HeaderMatch): ColumnGuess {
  const { shape } = column;
  const fit = fitOf(target, shape);
  const header = how === 'exact' ? 0.95 : 0.65;
  const score = shape.values === 0 ? header * 0.9 : header * (0.35 + 0.65 * fit);
  const own = language ?? (textual.has(target) ? shape.language : undefined);
  const doubt =
    shape.values === 0
      ? 'the column is empty'
      : fit < 0.6
        ? 'its values do not look like it'
        : how === 'within'
          ? 'guessed from a part of the header'
          : '';
  return { column, target, thing, score, because: doubt, ...(own ? { language: own } : {}) };
}

const textual: ReadonlySet<string> = new Set([
  'Title',
  'Description',
  'Keywords',
  'Methodology',
  'Note',
  'Rights',
]);

/** How well the values go with an element, 0 to 1; what any text may be is 1. */
function fitOf(target: string, shape: ColumnShape): number {
  const { concepts, values, distinct, length } = shape;
  const half = (share: number | undefined) => Math.min(1, (share ?? 0) * 1.5);
  switch (target) {
    case 'Title':
      return Math.max(
        0,
        1 - shape.addresses - shape.dates - (length > 250 ? 0.5 : 0) - (shape.numbers > 0.8 ? 0.6 : 0),
      );
    case 'Description':
      return 1 - shape.addresses - (shape.numbers > 0.8 ? 0.6 : 0);
    case 'URL':
    case 'Download URL':
    case 'Reference URLs':
    case 'dcat:landingPage':
      return half(shape.addresses);
    case 'Contact E-mail':
      return half(shape.mails);
    case 'Contact Phone':
      return half(shape.phones);
    case 'Contact Name':
      return 1 - Math.max(shape.mails, shape.addresses, shape.numbers);
    case 'Date Released':
    case 'Date Modified':
      return half(Math.max(shape.dates, shape.dateForm ? 1 : 0));
    case 'Temporal Coverage':
      return half(Math.max(shape.dates, shape.financialYears, shape.years, shape.dateForm ? 1 : 0));
    case 'Frequency':
      return 0.4 + 0.6 * half(concepts.frequency);
    case 'Granularity of Data':
      return 0.5 + 0.5 * half(concepts.granularity);
    case 'Access Type':
      return half(concepts['access-type']);
    case 'Category':
      // In other sheets than NDSAP's, "Category" heads a column of subjects.
      return concepts['resource-category'] === 1 ? 1 : 0;
    case 'Sector':
    case 'Sub-Sector':
    case 'Sector / Sub-Sector':
      return 0.5 + 0.5 * half(concepts.sector);
    case 'State':
      return 0;
    case 'Asset Jurisdiction':
      return 0.5 + 0.5 * half(concepts.jurisdiction);
    case 'Format':
      return half(concepts['file-format']);
    case 'Media Type':
      return half(concepts['file-format']);
    case 'Language':
      return half(shape.languages);
    case 'Licence':
      return 0.5 + 0.5 * half(shape.licences);
    case 'Identifier':
      return values === 0
        ? 0
        : Math.max(0, (distinct / values - 0.5) * 2) * (length < 100 && shape.addresses < 0.5 ? 1 : 0.4);
    case 'File Size':
      return half(shape.sizes);
    case 'File Size KB':
    case 'File Size MB':
    case 'Price':
      return Math.max(half(shape.numbers), 0.5);
    case 'NDSAP Policy Compliance':
      return 0.8;
    default:
      return 1 - Math.max(0, shape.addresses - 0.5);
  }
}

/** What the values alone tell. */
function byValues(column: SampledColumn): ColumnGuess[] {
  const { shape } = column;
  if (shape.values === 0) return [];
  const { concepts } = shape;
  const guess = (
    target: string,
    score: number,
    because: string,
    thing: 'dataset' | 'distribution' = 'dataset',
  ): ColumnGuess => ({ column, target, thing, score, because: `guessed from its values: ${because}` });
  const found: ColumnGuess[] = [];
  if (shape.files > 0.6) found.push(guess('Download URL', 0.6, 'addresses of files', 'distribution'));
  else if (shape.addresses > 0.8) found.push(guess('dcat:landingPage', 0.5, 'web addresses'));
  if (shape.addresses > 0.8) found.push(guess('Reference URLs', 0.41, 'web addresses'));
  if (shape.mails > 0.8) found.push(guess('Contact E-mail', 0.6, 'mail addresses'));
  if ((concepts.frequency ?? 0) > 0.7 && shape.distinct > 1)
    found.push(guess('Frequency', 0.6, 'names of frequencies'));
  if ((concepts['file-format'] ?? 0) > 0.8 && shape.numbers < 0.2)
    found.push(guess('Format', 0.55, 'names of file formats', 'distribution'));
  if ((concepts.sector ?? 0) > 0.7 && shape.numbers < 0.2)
    found.push(guess('Sector', 0.55, 'names of sectors'));
  if ((concepts.jurisdiction ?? 0) > 0.7 && shape.numbers < 0.2)
    found.push(guess('Asset Jurisdiction', 0.5, 'names of states or districts'));
  if (shape.codes > 0.95 && shape.distinct === shape.values && shape.values > 2)
    found.push(guess('Identifier', 0.6, 'codes, each once'));
  if (shape.length > 80 && shape.distinct > shape.values * 0.5 && shape.addresses < 0.2)
    found.push(guess('Description', 0.6, 'long texts'));
  if (shape.licences > 0.8) found.push(guess('Licence', 0.6, 'names of licences'));
  return found;
}
