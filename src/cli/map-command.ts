import { type Command, Option } from 'commander';
import type { SettledConfig } from '../compose/settled-config.ts';
import { applyMap } from '../field-map/apply-map.ts';
import { loadFieldMap } from '../field-map/map-file.ts';
import { type PreviewedRecord, Previewer } from '../field-map/preview.ts';
import { PreviewTurtle } from '../field-map/preview-turtle.ts';
import { suggestMap } from '../field-map/suggest-map.ts';
import { writeSuggestedMap } from '../field-map/suggest-text.ts';
import { indexConcepts } from '../mapping/concept-index.ts';
import { loadVocabulary } from '../mapping/vocabulary-files.ts';
import { Failure } from '../model/failure.ts';
import { describePlace, type Place } from '../model/place.ts';
import type { Language } from '../model/text.ts';
import { type RdfFormat, rdfFormats, turtle } from '../rdf/formats.ts';
import { portalPrefixes, serialise } from '../rdf/serialise.ts';
import { FindingGroups } from './finding-groups.ts';
import { openInput } from './open-table.ts';
import { openOutput, outputFailure } from './output-file.ts';
import { phrase } from './phrases.ts';
import { printFindings } from './print-findings.ts';
import { addLanguage } from './reading-options.ts';
import { addSettings, configOf } from './setting-options.ts';
import { terminal } from './terminal.ts';
import { write } from './write-output.ts';

const formats: ReadonlyMap<string, RdfFormat> = new Map(
  rdfFormats.map((format) => [format.name.toLowerCase(), format]),
);

interface PreviewOptions {
  readonly map: string;
  readonly rows: string;
  readonly format: string;
  readonly met?: boolean;
  readonly lang: Language;
}

interface SuggestOptions {
  readonly out?: string;
}

/** Field maps: what the fields of a table become. */
export function mapCommand(program: Command): void {
  const command = program
    .command('map')
    .description('field maps: say what the fields of a table are (CSV, spreadsheets, XML, JSON, SQL)');
  addPreview(command);
  addSuggest(command);
}

function addPreview(parent: Command): void {
  const command = addLanguage(
    parent
      .command('preview')
      .description('show the first records as they would be published; exit 1 where one would be refused')
      .argument('<FILE>', 'table, folder or zip file of tables, or address of a database'),
  )
    .requiredOption('--map <FILE>', 'field map (YAML)')
    .option('--rows <N>', 'how many records', '3')
    .option('--met', 'also what is met on the way: organisations, catalogs')
    .addOption(
      new Option('--format <FORMAT>', 'text: Turtle for people, long texts cut')
        .choices(['text', ...formats.keys()])
        .default('text'),
    );
  addSettings(command, ['base', 'policy', 'shapes', 'licence', 'language', 'recordBytes']);
  command.action(async (file: string, options: PreviewOptions) => {
    process.exitCode = await preview(file, options, configOf(options as unknown as Record<string, unknown>));
  });
}

function addSuggest(parent: Command): void {
  const command = parent
    .command('suggest')
    .description('propose a field map from headers and values, with comments on what is unsure')
    .argument('<FILE>', 'table, folder or zip file of tables, or address of a database')
    .option('--out <FILE>', 'write the map there');
  addSettings(command, ['base', 'recordBytes']);
  command.action(async (file: string, options: SuggestOptions) => {
    await suggest(file, options, configOf(options as unknown as Record<string, unknown>));
  });
}

/** @returns 0 where all that is shown would be accepted, else 1 */
async function preview(file: string, options: PreviewOptions, config: SettledConfig): Promise<number> {
  const most = Number(options.rows);
  if (!Number.isSafeInteger(most) || most < 1 || most > 1000)
    throw new Failure('wrong-usage', '--rows takes a whole number from 1 to 1000.');
  const map = await loadFieldMap(options.map);
  const table = await openInput(file, map, config);
  const { base, licence, language, policy, shapes } = config;
  const previewer = await Previewer.create({ base, licence, language, policies: [...policy, ...shapes] });
  const records: PreviewedRecord[] = [];
  for await (const one of previewer.preview(applyMap(table, map, file), most)) records.push(one);
  const notes = table.head.notes.map((note) => note[options.lang]);
  await (options.format === 'text' ? printText : printRdf)(records, notes, options, config);
  return records.some(({ verdict }) => verdict === 'refused') ? 1 : 0;
}

type Print = (
  records: readonly PreviewedRecord[],
  notes: readonly string[],
  options: PreviewOptions,
  config: SettledConfig,
) => Promise<void>;

/** Turtle, with the findings as comments: the whole is Turtle still. */
const printText: Print = async (records, notes, { lang, met }, { base }) => {
  const { columns } = terminal(process.stdout);
  const writer = new PreviewTurtle(portalPrefixes(base), { columns, shorten: true });
  const parts: string[] = [];
  let shown = 0;
  for (const one of records) {
    if (one.record) {
      parts.push(`${rule(one.place, columns)}\n\n`);
      parts.push(writer.record(one.record.quads, one.record.topic));
      if (met) for (const { quads, topic } of one.met) parts.push(writer.record(quads, topic));
    }
    if (!one.record || one.findings.length > 0)
      parts.push(`${comment(findingsText([one], lang, columns - 2))}\n`);
    if (one.record) shown += 1;
  }
  const end = [
    `${phrase('recordsShown', lang)}: ${shown}`,
    ...(writer.shortened ? [phrase('textsCut', lang)] : []),
  ];
  const prefixes = writer.prefixes();
  const head = notes.length > 0 ? `${comment(`${notes.join('\n')}\n`)}\n` : '';
  await write(`${head}${prefixes}${prefixes && '\n'}${parts.join('')}${comment(`${end.join('. ')}.\n`)}`);
};

/** The records in a format for machines; the findings go to standard error. */
const printRdf: Print = async (records, notes, { format, lang, met }, { base }) => {
  const quads = records.flatMap((one) => [
    ...(one.record?.quads ?? []),
    ...(met ? one.met.flatMap((record) => record.quads) : []),
  ]);
  const [first] = records.flatMap(({ record }) => record ?? []);
  await write(
    serialise(quads, formats.get(format) ?? turtle, {
      prefixes: portalPrefixes(base),
      ...(first ? { topic: first.topic } : {}),
    }),
  );
  const { columns } = terminal(process.stderr);
  process.stderr.write([...notes.map((note) => `${note}\n`), findingsText(records, lang, columns)].join(''));
};

/** A line across the page that says where a record stands; of the file only the name. */
function rule(place: Place, columns: number): string {
  const file = place.file.replace(/^.*[\\/](?=[^\\/])/, '');
  const what = [...describePlace({ ...place, file })].slice(0, columns - 10).join('');
  return `# ── ${what} ${'─'.repeat(columns - 6 - [...what].length)}`;
}

function findingsText(records: readonly PreviewedRecord[], language: Language, columns: number): string {
  const groups = new FindingGroups();
  for (const { place, verdict, findings } of records)
    groups.add({ place, verdict, findings, outcome: 'valid' });
  return printFindings(groups.sorted(), { language, columns, colour: false });
}

function comment(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `${`# ${line}`.trimEnd()}\n`)
    .join('');
}

async function suggest(file: string, { out }: SuggestOptions, config: SettledConfig): Promise<void> {
  const table = await openInput(file, { records: {} }, config);
  const concepts = indexConcepts(loadVocabulary(config.base).quads, config.base);
  const text = writeSuggestedMap(await suggestMap(table, concepts), file);
  if (out === undefined) return write(text);
  const stream = openOutput(out);
  await new Promise<void>((resolve, reject) => {
    stream.on('error', (error) => reject(outputFailure(error, out)));
    stream.end(text, () => resolve());
  });
}
