import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { type SettledConfig, settleBase } from '../compose/settled-config.ts';
import type { Config } from '../config/config.ts';
import { readConfig } from '../config/read-config.ts';
import { flagOf, settingKeys, settings } from '../config/settings.ts';
import { Failure } from '../model/failure.ts';

/** Adds the flags of the settings that a command uses; any setting may stand in the environment or the file. */
export function addSettings(command: Command, keys: readonly (keyof Config)[]): Command {
  command.option('--config <FILE>', 'JSON file of settings (or FIVESTAR_CONFIG).');
  for (const key of keys) {
    const { placeholder, meaning, fallback, fallbackText } = settings[key];
    const shown = fallbackText ?? (Array.isArray(fallback) ? fallback.join(',') : fallback);
    const suffix = shown === undefined || shown === '' ? '' : ` (default: ${shown})`;
    command.addOption(new Option(`--${flagOf(key)} <${placeholder}>`, `${meaning}${suffix}`));
  }
  return command;
}

/** @throws Failure `invalid-configuration` with every problem, one a line */
export function configOf(options: Readonly<Record<string, unknown>>): SettledConfig {
  const flags: Record<string, string | undefined> = {};
  for (const key of settingKeys) {
    const value = options[key];
    if (typeof value === 'string') flags[key] = value;
  }
  const name = typeof options['config'] === 'string' ? options['config'] : process.env['FIVESTAR_CONFIG'];
  const file = name === undefined ? {} : { file: { name, content: readJson(name) } };
  const result = readConfig({ flags, environment: process.env, ...file });
  if ('problems' in result) {
    throw new Failure(
      'invalid-configuration',
      `The configuration cannot be used:\n- ${result.problems.join('\n- ')}`,
    );
  }
  return settleBase(result.config);
}

function readJson(name: string): unknown {
  try {
    return JSON.parse(readFileSync(name, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Failure('invalid-configuration', `The configuration file ${name} cannot be read: ${reason}`, {
      cause,
    });
  }
}
