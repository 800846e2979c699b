import type { Config } from './config.ts';
import { flagOf, settingKeys, settings, variableOf } from './settings.ts';

export interface ConfigInput {
  /** Flags by setting key. */
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The configuration file: its name and parsed JSON. */
  readonly file?: { readonly name: string; readonly content: unknown };
}

/**
 * Configuration from flags, `FIVESTAR_…` variables and file, in this order of precedence; or every problem at once,
 * unknown keys included. `FIVESTAR_CONFIG` names the file and is no setting.
 */
export function readConfig(input: ConfigInput): { config: Config } | { problems: readonly string[] } {
  const problems: string[] = [];
  const given = new Map<string, { text: string; where: string }>();
  const known = new Set<string>(settingKeys);
  const add = (key: string, value: string | undefined, where: string) => {
    if (value === undefined) return;
    if (known.has(key)) given.set(key, { text: value, where });
    else problems.push(`${where}: there is no such setting. Settings are ${settingKeys.join(', ')}.`);
  };
  for (const [key, value] of fileEntries(input.file, problems))
    add(key, value, `"${key}" in ${input.file?.name}`);
  const keyOfVariable = new Map(settingKeys.map((key) => [variableOf(key), key]));
  for (const [name, value] of Object.entries(input.environment)) {
    if (name.startsWith('FIVESTAR_') && name !== 'FIVESTAR_CONFIG')
      add(keyOfVariable.get(name) ?? name, value, name);
  }
  for (const [key, value] of Object.entries(input.flags)) add(key, value, `--${flagOf(key)}`);

  const config: Record<string, unknown> = {};
  for (const key of settingKeys) {
    const setting = settings[key];
    const source = given.get(key);
    const parsed = source ? setting.parse(source.text) : { value: setting.fallback };
    if ('problem' in parsed) problems.push(`${source?.where} ${parsed.problem}.`);
    else if (parsed.value !== undefined) config[key] = parsed.value;
  }
  return problems.length > 0 ? { problems } : { config: config as unknown as Config };
}

function fileEntries(file: ConfigInput['file'], problems: string[]): [string, string][] {
  if (!file) return [];
  if (typeof file.content !== 'object' || file.content === null || Array.isArray(file.content)) {
    problems.push(`${file.name}: must hold one JSON object of settings.`);
    return [];
  }
  return Object.entries(file.content).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'string' || typeof value === 'number') return [[key, String(value)]];
    if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
      return [[key, value.join(',')]];
    problems.push(`"${key}" in ${file.name} must be a text, a number or a list of texts.`);
    return [];
  });
}
