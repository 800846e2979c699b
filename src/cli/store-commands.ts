import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { openExistingStore } from '../compose/records.ts';
import { dumpCatalogue } from '../feeds/catalogue-dump.ts';
import { Failure } from '../model/failure.ts';
import { recordKinds } from '../model/record.ts';
import { formatOfExtension, nQuads, rdfFormats } from '../rdf/formats.ts';
import { parseIri } from '../rdf/terms.ts';
import type { RecordStore, Withdrawal } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { openOutput } from './output-file.ts';
import { addSettings, configOf } from './setting-options.ts';
import { write } from './write-output.ts';

type Options = Record<string, unknown>;

export function withdrawCommand(program: Command): void {
  const command = program
    .command('withdraw')
    .description('take records back; their IRIs answer 410 with a tombstone from then on')
    .argument('<IRI...>', 'IRIs of things or of their documents');
  command.option('--reason <TEXT>', 'why, in a sentence; shown on the tombstone');
  command.option('--replaced-by <IRI>', 'what to use instead; shown on the tombstone');
  addSettings(command, ['data', 'base']);
  command.action((iris: string[], options: Options & { reason?: string; replacedBy?: string }) =>
    withStore(options, async (store) => {
      const why = withdrawalOf(options);
      const documents = iris.map((text) => documentOf(store, text));
      const outcomes = await store.commit(
        documents.map((document) => ({ type: 'withdraw', document, ...why })),
      );
      for (const [index, outcome] of outcomes.entries()) {
        await write(`${outcome === 'withdrawn' ? 'withdrawn' : 'was withdrawn before'}: ${iris[index]}\n`);
      }
    }),
  );
}

/** @throws Failure `wrong-usage` */
function withdrawalOf(options: {
  reason?: string;
  replacedBy?: string;
}): Pick<Withdrawal, 'reason' | 'replacedBy'> {
  const reason = options.reason?.trim();
  if (reason === '') throw new Failure('wrong-usage', '--reason is empty. Say why, or leave it out.');
  const replacedBy = options.replacedBy === undefined ? undefined : parseIri(options.replacedBy);
  if (options.replacedBy !== undefined && !replacedBy)
    throw new Failure('wrong-usage', `--replaced-by: "${options.replacedBy}" is no absolute IRI.`);
  return { ...(reason !== undefined && { reason }), ...(replacedBy && { replacedBy }) };
}

function documentOf(store: RecordStore, text: string): Iri {
  const iri = parseIri(text);
  if (!iri) throw new Failure('wrong-usage', `"${text}" is no absolute IRI.`);
  const document = store.documentOf(iri) ?? (store.head(iri) ? iri : undefined);
  if (document) return document;
  throw new Failure('not-found', `Nothing is published under ${text}. Nothing was withdrawn.`);
}

export function exportCommand(program: Command): void {
  const extensions = rdfFormats.map((format) => format.extension);
  const command = program
    .command('export')
    .description('write everything that is published, from one snapshot');
  command.addOption(
    new Option('--format <FORMAT>', 'RDF format').choices(extensions).default(nQuads.extension),
  );
  command.option('--output <FILE>', 'file to write; standard output by default');
  addSettings(command, ['data', 'base']);
  command.action((options: Options & { format: string; output?: string }) =>
    withStore(options, async (store, config) => {
      const format = formatOfExtension(options.format) ?? nQuads;
      const portal = { base: config.base, title: both(config.title), description: both(config.description) };
      const target = options.output === undefined ? process.stdout : openOutput(options.output);
      await pipeline(Readable.from(dumpCatalogue(store, portal, format)), target, {
        end: options.output !== undefined,
      });
    }),
  );
}

function both(text: string) {
  return { en: text, hi: text };
}

export function infoCommand(program: Command): void {
  const command = program.command('info').description('counts, sizes and sequence of a data folder');
  command.addOption(
    new Option('--format <FORMAT>', 'of the answer').choices(['text', 'json']).default('text'),
  );
  addSettings(command, ['data', 'base']);
  command.action((options: Options & { format: string }) =>
    withStore(options, async (store, config) => {
      const counts = recordKinds
        .map((kind) => [kind, store.count(kind)] as const)
        .filter(([, count]) => count > 0);
      const last = store.changes(store.sequence() - 1, 1)[0];
      const info = {
        base: config.base,
        data: config.data,
        records: store.count(),
        kinds: Object.fromEntries(counts),
        sequence: store.sequence(),
        ...(last && { lastChange: last.time }),
        bytes: store.size(),
      };
      await write(options.format === 'json' ? `${JSON.stringify(info)}\n` : infoText(info));
    }),
  );
}

function infoText(info: { kinds: Record<string, number> } & Record<string, unknown>): string {
  const { kinds, ...rest } = info;
  const lines = Object.entries(rest).map(([key, value]) => [
    key,
    typeof value === 'number' ? value.toLocaleString('en') : String(value),
  ]);
  const kindLines = Object.entries(kinds).map(([kind, count]) => [`  ${kind}`, count.toLocaleString('en')]);
  const at = lines.findIndex(([key]) => key === 'records') + 1;
  lines.splice(at, 0, ...kindLines);
  return `${lines.map(([key, value]) => `${key?.padEnd(16)}${value}`).join('\n')}\n`;
}

export function backupCommand(program: Command): void {
  const command = program
    .command('backup')
    .description('copy a consistent snapshot into a new folder, also while serving')
    .argument('<FOLDER>', 'new or empty folder; it is a data folder afterwards');
  addSettings(command, ['data', 'base']);
  command.action((folder: string, options: Options) =>
    withStore(options, async (store) => {
      await store.backup(folder);
      await write(`Commit ${store.sequence()}, ${store.count().toLocaleString('en')} records: ${folder}\n`);
    }),
  );
}

async function withStore(
  options: Options,
  work: (store: RecordStore, config: ReturnType<typeof configOf>) => Promise<void>,
): Promise<void> {
  const config = configOf(options);
  const store = openExistingStore(config);
  try {
    await work(store, config);
  } finally {
    await store.close();
  }
}
