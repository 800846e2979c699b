import type { ConceptIndex } from '../mapping/concept-index.ts';
import type { RecordsLocation, Table, TableHead } from './row.ts';
import { RowFields } from './rule-fields.ts';
import { type ColumnGuess, guessColumns, type SampledColumn } from './suggest-columns.ts';
import { isCounter } from './suggest-headers.ts';
import { shapeOf } from './suggest-values.ts';

/** A field map that is proposed for a table, before it is written down. */
export interface SuggestedMap {
  readonly head: TableHead;
  /** Rows that were looked at. */
  readonly looked: number;
  readonly location: RecordsLocation;
  readonly columns: readonly SampledColumn[];
  readonly guesses: readonly ColumnGuess[];
  /** A column that stands in for the title, where none looks like one. */
  readonly title?: SampledColumn;
  /** Rows that agree in this column seem to be one dataset. */
  readonly groupBy?: SampledColumn;
  /** A list of files within each record. */
  readonly files?: { readonly each: string; readonly guesses: readonly ColumnGuess[] };
  /** A column that is empty in rows that are no records: sums, notes, continued rows. */
  readonly emptyIn?: { readonly column: SampledColumn; readonly rows: number };
  /** Columns that only count rows. */
  readonly counters: readonly string[];
}

const rowsLookedAt = 500;
const mostColumns = 300;

/**
 * Proposes a map for a table by the headers and the first rows.
 * @throws Failure whatever reading the rows throws
 */
export async function suggestMap(table: Table, concepts: ConceptIndex): Promise<SuggestedMap> {
  const rows: RowFields[] = [];
  for await (const item of table.rows) {
    if (item.type === 'row') rows.push(new RowFields(item.row));
    if (rows.length >= rowsLookedAt) break;
  }
  const names = fieldNames(table.head, rows);
  const members = new Set(rows.flatMap(({ row }) => Object.keys(row.values)));
  const [files] = [...members].flatMap((name) => listOfFiles(name, rows, concepts) ?? []);
  const inFiles = (name: string) =>
    files !== undefined && (name === files.each || name.startsWith(`${files.each}.`));
  const columns = names.filter((name) => !inFiles(name)).map((name) => sample(name, rows, concepts));
  const guesses = guessColumns(columns).filter(({ thing }) => !(files && thing === 'distribution'));
  const title = guesses.some(({ target }) => target === 'Title') ? undefined : standIn(columns, guesses);
  const groupBy = files ? undefined : groupedBy(guesses);
  return {
    head: table.head,
    looked: rows.length,
    location: locationOf(table.head),
    columns,
    guesses: guesses.filter(({ column }) => column !== title),
    counters: names.filter(isCounter),
    ...(title ? { title } : {}),
    ...(groupBy ? { groupBy } : {}),
    ...emptyRows(rows, columns, title ?? guesses.find(({ target }) => target === 'Title')?.column),
    ...(files ? { files } : {}),
  };
}

/** Columns, and the members of objects in them: `publisher.name`. */
function fieldNames(head: TableHead, rows: readonly RowFields[]): readonly string[] {
  const names = new Set<string>(head.columns);
  const nested = new Set<string>();
  for (const { row } of rows)
    for (const [name, value] of Object.entries(row.values)) {
      names.add(name);
      for (const member of membersOf(value)) {
        nested.add(name);
        if (/^[@#\p{L}\p{N}_:-]+$/u.test(member)) names.add(`${name}.${member}`);
      }
    }
  for (const name of nested) names.delete(name);
  return [...names].slice(0, mostColumns);
}

/** Names of the members of an object, or of the objects of a list; none of an XML element with a text. */
function membersOf(value: unknown): readonly string[] {
  const objects = (Array.isArray(value) ? value : [value]).filter(isMembers);
  if (objects.some((object) => Object.hasOwn(object, '#text'))) return [];
  return [...new Set(objects.flatMap((object) => Object.keys(object)))];
}

function sample(name: string, rows: readonly RowFields[], concepts: ConceptIndex): SampledColumn {
  const values = rows.flatMap((fields) => fields.values(name));
  return {
    name,
    shape: shapeOf(
      values.filter((value) => !isMembers(value) || Object.hasOwn(value, '#text')),
      concepts,
    ),
  };
}

/** A field whose values are lists of objects with addresses in them: the files of a dataset. */
function listOfFiles(
  name: string,
  rows: readonly RowFields[],
  concepts: ConceptIndex,
): SuggestedMap['files'] {
  const elements = rows.flatMap(({ row }) => {
    const value = row.values[name];
    return Array.isArray(value) ? value.filter(isMembers) : [];
  });
  if (elements.length === 0) return undefined;
  const fields = elements.map((values) => new RowFields({ place: { file: '' }, values }));
  const members = [...new Set(elements.flatMap((values) => Object.keys(values)))].slice(0, mostColumns);
  const columns = members.map((member) => sample(member, fields, concepts));
  const guesses = guessColumns(columns)
    .map((guess) =>
      guess.target === 'dcat:landingPage'
        ? { ...guess, target: 'URL', thing: 'distribution' as const }
        : guess,
    )
    .filter(({ target, thing }) => thing === 'distribution' || ofFiles.has(target));
  return guesses.some(({ target }) => target.endsWith('URL')) ? { each: name, guesses } : undefined;
}

const ofFiles: ReadonlySet<string> = new Set([
  'Title',
  'Description',
  'Date Released',
  'Date Modified',
  'Licence',
  'Language',
]);

/** Texts of the length of a title that differ from row to row; failing that, the first column that says something. */
function standIn(
  columns: readonly SampledColumn[],
  guesses: readonly ColumnGuess[],
): SampledColumn | undefined {
  const taken = new Set(guesses.filter(({ score }) => score > 0.6).map(({ column }) => column));
  const like = ({ shape, name }: SampledColumn) => {
    if (shape.values === 0 || isCounter(name)) return -1;
    const varied = shape.distinct / shape.values;
    const plain = 1 - Math.max(shape.addresses, shape.mails, shape.dates, shape.numbers * 0.9, shape.files);
    return varied * plain * (shape.length >= 5 && shape.length <= 150 ? 1 : 0.5);
  };
  const free = columns.filter((column) => !taken.has(column));
  const best = (of: readonly SampledColumn[]) => of.toSorted((a, b) => like(b) - like(a))[0];
  return best(free.length > 0 && like(best(free) ?? (free[0] as SampledColumn)) > 0.1 ? free : columns);
}

/**
 * Rows without a title, or with next to nothing while others are filled ("Total: 120"): a column tells them that they
 * lack and all others have.
 */
function emptyRows(
  rows: readonly RowFields[],
  columns: readonly SampledColumn[],
  title: SampledColumn | undefined,
): Pick<SuggestedMap, 'emptyIn'> {
  const filled = rows.map((fields) => columns.filter(({ name }) => fields.values(name).length > 0).length);
  const usual = filled.toSorted((a, b) => a - b)[Math.floor(filled.length / 2)] ?? 0;
  const sparse = new Set(rows.filter((_, at) => usual >= 4 && (filled[at] ?? 0) * 4 <= usual));
  const says = (fields: RowFields, { name }: SampledColumn) => fields.values(name).length > 0;
  const telling = columns.find((column) =>
    rows.every((fields) => says(fields, column) !== sparse.has(fields)),
  );
  if (telling && sparse.size > 0) return { emptyIn: { column: telling, rows: sparse.size } };
  const untitled = title ? rows.filter((fields) => !says(fields, title)).length : 0;
  return title && untitled > 0 ? { emptyIn: { column: title, rows: untitled } } : {};
}

/** The same identifier or title in several rows, whose addresses differ: each row is a file. */
function groupedBy(guesses: readonly ColumnGuess[]): SampledColumn | undefined {
  const of = (target: string) => guesses.find((guess) => guess.target === target)?.column;
  const name = of('Identifier') ?? of('Title');
  const address = of('Download URL') ?? of('URL');
  if (!name || !address || name.shape.values < 4) return undefined;
  const repeats = name.shape.distinct < name.shape.values * 0.8;
  return repeats && address.shape.distinct > name.shape.distinct ? name : undefined;
}

/** What the reader found is written down, so that next month's file is read the same way. */
function locationOf({ format, sheet, headerRow, path }: TableHead): RecordsLocation {
  return {
    format,
    ...(sheet === undefined ? {} : { sheet }),
    ...(headerRow === undefined ? {} : { headerRow }),
    ...(path === undefined ? {} : { path }),
  };
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
