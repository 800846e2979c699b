import { type Command, Option } from 'commander';
import type { SettledConfig } from '../compose/settled-config.ts';
import { Iris } from '../mapping/iris.ts';
import { Failure } from '../model/failure.ts';
import { fileProfiles, type Profile } from '../model/record.ts';
import { type Language, languages } from '../model/text.ts';
import type { ReadSourcesOptions } from '../sources/read-sources.ts';

export interface ReadingOptions {
  readonly from?: Profile;
  /** Path of a field map. */
  readonly map?: string;
  readonly lang: Language;
}

/** How sources are read and in which language findings are printed. */
export function addReading(command: Command): Command {
  const reading = command
    .argument('[FILES...]', 'files or folders, plain or gzip; "-" is standard input')
    .addOption(
      new Option('--from <PROFILE>', 'how the source is read; recognised by default').choices([
        ...fileProfiles,
      ]),
    )
    .option('--map <FILE>', 'field map of tables: see "fivestar map"');
  return addLanguage(reading);
}

export function addLanguage(command: Command): Command {
  return command.addOption(
    new Option('--lang <TAG>', 'language of findings').choices([...languages]).default(languageOfTerminal()),
  );
}

/** @throws Failure `wrong-usage` where no input is named */
export function inputsOf(files: readonly string[]): readonly string[] {
  if (files.length > 0) return files;
  throw new Failure('wrong-usage', 'Name at least one file or folder, or "-" for standard input.');
}

export function readOptionsOf(options: ReadingOptions, config: SettledConfig): ReadSourcesOptions {
  return {
    ...(options.from && { profile: options.from }),
    limits: { recordBytes: config.recordBytes },
    names: new Iris(config.base),
  };
}

function languageOfTerminal(): Language {
  return (process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '').startsWith('hi')
    ? 'hi'
    : 'en';
}
