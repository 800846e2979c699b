import type { Command } from 'commander';
import { createRunner } from '../compose/harvests.ts';
import { openStore } from '../compose/records.ts';
import type { SettledConfig } from '../compose/settled-config.ts';
import type { LmdbHarvestStore } from '../harvest/lmdb-harvest-store.ts';
import type { RunReport } from '../harvest/run-report.ts';
import { Failure } from '../model/failure.ts';
import type { Language } from '../model/text.ts';
import { addSettings, configOf } from './setting-options.ts';
import { known, printing, sourceSettings, withHarvests, withLanguage } from './source-harvests.ts';
import { type ReportPrinting, runTable, runText } from './source-report.ts';
import { write } from './write-output.ts';

type Options = Record<string, unknown>;

export function runCommand(parent: Command): void {
  const command = withLanguage(
    parent
      .command('run')
      .description('harvest sources now; 1: records were refused, or a person is asked; 2: a source failed')
      .argument('[NAME...]', 'sources')
      .option('--all', 'all that are not paused'),
  );
  addSettings(command, [
    ...sourceSettings,
    ...(['policy', 'shapes', 'licence', 'language', 'threads', 'batch', 'recordBytes'] as const),
    ...(['harvestAllow', 'harvestDelay'] as const),
  ]);
  command.action(async (names: string[], options: Options & { all?: true; lang: Language }) => {
    const config = configOf(options);
    process.exitCode = await withHarvests(config, async (harvests) => {
      const wanted = options.all
        ? harvests.sources().flatMap(({ definition }) => (definition.paused ? [] : [definition.name]))
        : names.map((name) => known(harvests, name).definition.name);
      if (wanted.length === 0) throw new Failure('wrong-usage', 'Name at least one source, or give --all.');
      return runAll(config, wanted, printing(options.lang));
    });
  });
}

async function runAll(
  config: SettledConfig,
  names: readonly string[],
  printing: ReportPrinting,
): Promise<number> {
  // The store is made, with the portal's own records, before threads open it.
  await (await openStore(config)).close();
  const runner = createRunner(config);
  const stop = () => runner.stop();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  let worst = 0;
  try {
    for (const name of names) {
      const report = await runner.run(name, 'person');
      worst = Math.max(worst, exitCode(report));
      await write(runText(report, printing));
      if (report.outcome === 'interrupted') break;
    }
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
  return worst;
}

function exitCode({ outcome, counts }: RunReport): number {
  if (outcome === 'failed' || outcome === 'interrupted') return 2;
  return outcome === 'waiting' || counts.refused > 0 ? 1 : 0;
}

export function logCommand(parent: Command): void {
  const command = withLanguage(
    parent
      .command('log')
      .description('show the runs of a source, or one of them with its refusals')
      .argument('<NAME>')
      .argument('[RUN]', 'number of a run')
      .option('--last <N>', 'as many runs', '20')
      .option('--json', 'as JSON'),
  );
  addSettings(command, sourceSettings);
  command.action(
    (
      name: string,
      run: string | undefined,
      options: Options & { json?: true; last: string; lang: Language },
    ) =>
      withHarvests(configOf(options), async (harvests) => {
        const reports =
          run === undefined ? runsOf(harvests, name, options.last) : [runOf(harvests, name, run)];
        const text =
          run === undefined
            ? runTable(reports)
            : reports.map((report) => runText(report, printing(options.lang))).join('');
        await write(options.json ? `${JSON.stringify(reports, null, 2)}\n` : text);
      }),
  );
}

function runsOf(harvests: LmdbHarvestStore, name: string, last: string): readonly RunReport[] {
  const limit = Number(last);
  if (!/^\d{1,6}$/.test(last) || limit < 1)
    throw new Failure('wrong-usage', `--last is a number from 1, not "${last}".`);
  const reports = harvests.runs(name, { limit });
  if (reports.length === 0) known(harvests, name);
  return reports;
}

function runOf(harvests: LmdbHarvestStore, name: string, number: string): RunReport {
  const report = /^\d{1,9}$/.test(number) ? harvests.run(name, Number(number)) : undefined;
  if (report) return report;
  throw new Failure(
    'not-found',
    `There is no run ${number} of ${name}. "fivestar source log ${name}" lists them.`,
  );
}
