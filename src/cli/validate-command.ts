import { type Command, Option } from 'commander';
import { createPublisher } from '../compose/records.ts';
import type { SettledConfig } from '../compose/settled-config.ts';
import { Iris } from '../mapping/iris.ts';
import type { Finding } from '../model/finding.ts';
import type { RecordReport } from '../publish/record-report.ts';
import { noTotals } from '../publish/run-totals.ts';
import { turtle } from '../rdf/formats.ts';
import { portalPrefixes, serialise } from '../rdf/serialise.ts';
import { validationReport } from '../validation/report.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { FindingGroups } from './finding-groups.ts';
import { phrase } from './phrases.ts';
import { printFindings } from './print-findings.ts';
import { readInputs } from './read-inputs.ts';
import { addReading, inputsOf, type ReadingOptions } from './reading-options.ts';
import { RunProgress, summarise } from './run-progress.ts';
import { addSettings, configOf } from './setting-options.ts';
import { terminal } from './terminal.ts';
import { write } from './write-output.ts';

interface ValidateOptions extends ReadingOptions {
  readonly format: 'text' | 'json' | 'turtle';
}

export function validateCommand(program: Command): void {
  const command = addReading(
    program
      .command('validate')
      .description('check records without storing them; exit 1 where some would be refused'),
  );
  command.addOption(
    new Option('--format <FORMAT>', 'of the report').choices(['text', 'json', 'turtle']).default('text'),
  );
  addSettings(command, [
    'base',
    'policy',
    'shapes',
    'licence',
    'language',
    'threads',
    'batch',
    'recordBytes',
  ]);
  command.action(async (files: string[], options: ValidateOptions) => {
    process.exitCode = await validate(
      inputsOf(files),
      options,
      configOf(options as unknown as Record<string, unknown>),
    );
  });
}

/** @returns 0 where nothing would be refused, else 1 */
async function validate(
  inputs: readonly string[],
  options: ValidateOptions,
  config: SettledConfig,
): Promise<number> {
  const printer = printers[options.format](options, config);
  const progress = new RunProgress(process.stderr, options.lang);
  let totals = noTotals;
  let whole = false;
  try {
    const items = readInputs(inputs, options, config);
    for await (const batch of createPublisher(config).run(items)) {
      totals = batch.totals;
      for (const report of batch.reports) await printer.add(report);
      progress.show(totals);
    }
    whole = true;
  } finally {
    progress.end();
    await printer.end(totals, progress.seconds, whole);
  }
  return totals.refused > 0 ? 1 : 0;
}

interface ReportPrinter {
  add(report: RecordReport): Promise<void> | void;
  /** `whole`: the input was read to its end. */
  end(totals: typeof noTotals, seconds: number, whole: boolean): Promise<void> | void;
}

const printers: Record<
  ValidateOptions['format'],
  (options: ValidateOptions, config: SettledConfig) => ReportPrinter
> = {
  text: ({ lang }) => {
    const groups = new FindingGroups();
    return {
      add: (report) => groups.add(report),
      end: async (totals, seconds, whole) => {
        const text = printFindings(groups.sorted(), { language: lang, ...terminal(process.stdout) });
        const clean = whole ? `${phrase('clean', lang)}\n` : '';
        await write(`${text || clean}\n${summarise(totals, seconds, lang, true)}`);
      },
    };
  },
  json: () => {
    let separator = '{"records":[\n';
    return {
      add: async (report) => {
        await write(`${separator}${JSON.stringify(report)}`);
        separator = ',\n';
      },
      end: (totals) =>
        write(`${separator === ',\n' ? '' : separator}\n],"totals":${JSON.stringify(totals)}}\n`),
    };
  },
  turtle: (_options, config) => {
    const checked: { topic: Iri; findings: readonly Finding[] }[] = [];
    const unread = new Iris(config.base).sourceBase('unreadable');
    return {
      add: ({ topic, findings }) => {
        if (findings.length > 0) checked.push({ topic: topic ?? unread, findings });
      },
      end: () =>
        write(
          serialise(validationReport(checked, config.base), turtle, {
            prefixes: portalPrefixes(config.base),
          }),
        ),
    };
  },
};
