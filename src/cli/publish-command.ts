import type { Command } from 'commander';
import { createPublisher, openStore } from '../compose/records.ts';
import type { SettledConfig } from '../compose/settled-config.ts';
import { noTotals } from '../publish/run-totals.ts';
import { FindingGroups } from './finding-groups.ts';
import { phrase } from './phrases.ts';
import { printFindings } from './print-findings.ts';
import { readInputs } from './read-inputs.ts';
import { addReading, inputsOf, type ReadingOptions } from './reading-options.ts';
import { RefusalFile } from './refusal-file.ts';
import { RunProgress, summarise } from './run-progress.ts';
import { addSettings, configOf } from './setting-options.ts';
import { terminal } from './terminal.ts';

interface PublishOptions extends ReadingOptions {
  readonly refusals?: string;
}

/** Kinds of findings that the summary shows; `validate` shows all. */
const groupsShown = 8;

export function publishCommand(program: Command): void {
  const command = addReading(
    program
      .command('publish')
      .description('map, check and store records; publishing the same again changes nothing'),
  );
  command.option('--refusals <FILE>', 'write refused records there: .csv for spreadsheets, else JSON Lines');
  addSettings(command, [
    'data',
    'base',
    'policy',
    'shapes',
    'licence',
    'language',
    'threads',
    'batch',
    'recordBytes',
  ]);
  command.action(async (files: string[], options: PublishOptions) => {
    process.exitCode = await publish(
      inputsOf(files),
      options,
      configOf(options as unknown as Record<string, unknown>),
    );
  });
}

/** @returns 0 where everything was accepted, 1 where records were refused */
export async function publish(
  inputs: readonly string[],
  options: PublishOptions,
  config: SettledConfig,
): Promise<number> {
  const refusals =
    options.refusals === undefined ? undefined : new RefusalFile(options.refusals, options.lang);
  const store = await openStore(config);
  const groups = new FindingGroups();
  const progress = new RunProgress(process.stderr, options.lang);
  let refused = 0;
  let totals = noTotals;
  try {
    const items = readInputs(inputs, options, config);
    for await (const batch of createPublisher(config, store).run(items)) {
      totals = batch.totals;
      refused = totals.refused;
      for (const report of batch.reports) groups.add(report);
      await refusals?.write(batch.reports);
      progress.show(totals);
    }
  } finally {
    progress.end();
    await store.close();
    await refusals?.close();
    const { columns, colour } = terminal(process.stdout);
    const printing = { language: options.lang, columns, colour, mostGroups: groupsShown };
    const text = printFindings(groups.sorted(), printing);
    if (text) process.stdout.write(`${text}\n`);
    process.stdout.write(summarise(totals, progress.seconds, options.lang, false));
    if (refused > 0 && options.refusals === undefined)
      process.stdout.write(`${phrase('refusalsHint', options.lang)}\n`);
  }
  return refused > 0 ? 1 : 0;
}
