import { availableParallelism } from 'node:os';
import type { Iri } from './vocabulary/iri.ts';

/** The whole configuration. Times are in milliseconds, sizes in bytes. */
export interface Config {
  /** Base IRI of everything that is published; ends in `/`. Absent: the data folder's, or `http://localhost:{port}/`. */
  readonly base?: string;
  readonly host: string;
  readonly port: number;
  readonly data: string;
  readonly policy: readonly string[];
  readonly shapes: readonly string[];
  readonly licence: Iri;
  readonly language: string;
  readonly title: string;
  readonly description: string;
  readonly publisher: string;
  readonly replicas: number;
  readonly maxQuads: number;
  readonly queryTimeout: number;
  readonly maxQueued: number;
  readonly maxRows: number;
  readonly maxBytes: number;
  readonly answerBytes: number;
  readonly uploadBytes: number;
  readonly proxies: number;
  readonly federate: readonly string[];
  readonly threads: number;
  readonly batch: number;
  readonly cacheBytes: number;
  readonly recordBytes: number;
  readonly logLevel: LogLevel;
}

const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A value, or what is wrong with it (a phrase that follows the setting's name). */
type Parsed<T> = { readonly value: T } | { readonly problem: string };

/** One setting: where it may stand, how it is read, what it means. The README's table and `--help` are drawn from these. */
export interface Setting<T = unknown> {
  readonly fallback: T | undefined;
  /** Fallback in words, where it is computed. */
  readonly fallbackText?: string;
  readonly placeholder: string;
  readonly meaning: string;
  readonly parse: (text: string) => Parsed<T>;
}

const text = (text: string): Parsed<string> => (text.trim() ? { value: text } : { problem: 'is empty' });

const list = (text: string): Parsed<readonly string[]> => ({
  value: text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
});

function whole(least: number, most: number): (text: string) => Parsed<number> {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text.trim()) && value >= least && value <= most) return { value };
    return { problem: `must be a whole number from ${least} to ${most}, not "${text}"` };
  };
}

function baseIri(text: string): Parsed<string> {
  const base = URL.canParse(text) ? new URL(text) : undefined;
  if (!base || !/^https?:$/.test(base.protocol) || base.search || base.hash || base.username) {
    return { problem: `must be an http or https IRI without query, fragment and user name, not "${text}"` };
  }
  if (!base.pathname.endsWith('/')) return { problem: `must end in "/": write "${text}/"` };
  return { value: base.href };
}

function absoluteIri(text: string): Parsed<Iri> {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|^`\\]+$/.test(text)) return { value: text as Iri };
  return { problem: `must be an absolute IRI, not "${text}"` };
}

function languageTag(text: string): Parsed<string> {
  if (/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(text)) return { value: text };
  return { problem: `must be a language tag such as "en" or "hi", not "${text}"` };
}

function logLevel(text: string): Parsed<LogLevel> {
  const value = logLevels.find((level) => level === text);
  return value ? { value } : { problem: `must be one of ${logLevels.join(', ')}, not "${text}"` };
}

/** Every setting by its key; flag `--query-timeout`, variable `FIVESTAR_QUERY_TIMEOUT`, file key `queryTimeout`. */
export const settings: { readonly [Key in keyof Config]-?: Setting<NonNullable<Config[Key]>> } = {
  base: {
    fallback: undefined,
    fallbackText: "the data folder's, else http://localhost:{port}/",
    placeholder: 'IRI',
    meaning:
      'Base of every IRI that is published; ends in "/". A data folder keeps the base it was made with.',
    parse: baseIri,
  },
  host: {
    fallback: '127.0.0.1',
    placeholder: 'ADDRESS',
    meaning: 'Address to listen on; 0.0.0.0 for all.',
    parse: text,
  },
  port: {
    fallback: 8080,
    placeholder: 'N',
    meaning: 'Port to listen on; 0 for any free one.',
    parse: whole(0, 65535),
  },
  data: {
    fallback: 'fivestar-data',
    placeholder: 'FOLDER',
    meaning: 'Data folder: the record store.',
    parse: text,
  },
  policy: {
    fallback: ['dcat'],
    placeholder: 'LIST',
    meaning: 'What records are checked against: dcat, ndsap, or shapes files, with commas between.',
    parse: list,
  },
  shapes: {
    fallback: [],
    placeholder: 'LIST',
    meaning: 'More shapes files, added to the policy.',
    parse: list,
  },
  licence: {
    fallback: 'https://data.gov.in/government-open-data-license-india' as Iri,
    placeholder: 'IRI',
    meaning: "Licence of the portal's catalogue and of data.gov.in's registry, which states none.",
    parse: absoluteIri,
  },
  language: {
    fallback: 'en',
    placeholder: 'TAG',
    meaning: 'Language of texts that state none.',
    parse: languageTag,
  },
  title: { fallback: 'Fivestar open data', placeholder: 'TEXT', meaning: "The portal's title.", parse: text },
  description: {
    fallback: 'Datasets published as linked open data.',
    placeholder: 'TEXT',
    meaning: "The portal's description.",
    parse: text,
  },
  publisher: {
    fallback: 'Open data office',
    placeholder: 'TEXT',
    meaning: 'Who publishes the portal.',
    parse: text,
  },
  replicas: {
    fallback: 1,
    placeholder: 'N',
    meaning: 'Copies of the query engine, one thread each.',
    parse: whole(0, 16),
  },
  maxQuads: {
    fallback: 7_500_000,
    placeholder: 'N',
    meaning: 'Quads that one copy of the engine may hold; more is refused, the records stay safe.',
    parse: whole(1, 9_000_000),
  },
  queryTimeout: {
    fallback: 30_000,
    placeholder: 'MS',
    meaning: 'Time that one query may run.',
    parse: whole(1, 3_600_000),
  },
  maxQueued: {
    fallback: 64,
    placeholder: 'N',
    meaning: 'Queries that may wait for the engine.',
    parse: whole(0, 10_000),
  },
  federate: {
    fallback: [],
    fallbackText: 'none: federation is off',
    placeholder: 'LIST',
    meaning:
      'SPARQL endpoints that queries may reach with SERVICE or sources=: URLs (a "*" at the end stands for any), and networks such as 10.0.0.0/8 that their host names may resolve to.',
    parse: list,
  },
  maxRows: {
    fallback: 1_000_000,
    placeholder: 'N',
    meaning: 'Rows that one query result may have; more is an error, never a cut result.',
    parse: whole(1, 100_000_000),
  },
  maxBytes: {
    fallback: 256 * 1024 * 1024,
    placeholder: 'BYTES',
    meaning: 'Bytes that one query result may have; more is an error, never a cut result.',
    parse: whole(1024, 512 * 1024 ** 2),
  },
  answerBytes: {
    fallback: 128 * 1024 * 1024,
    placeholder: 'BYTES',
    meaning: 'Memory for answers to queries that are kept until something is published; 0 keeps none.',
    parse: whole(0, 16 * 1024 ** 3),
  },
  uploadBytes: {
    fallback: 64 * 1024 * 1024,
    placeholder: 'BYTES',
    meaning: 'Largest body of an update or of a graph that is sent over HTTP.',
    parse: whole(1024, 1024 ** 3),
  },
  proxies: {
    fallback: 0,
    placeholder: 'N',
    meaning: 'Reverse proxies in front, whose X-Forwarded-For tells clients apart where they take turns.',
    parse: whole(0, 10),
  },
  threads: {
    fallback: Math.max(1, Math.min(8, availableParallelism())),
    fallbackText: 'number of cores, at most 8',
    placeholder: 'N',
    meaning: 'Threads that map and check while publishing.',
    parse: whole(1, 64),
  },
  batch: {
    fallback: 500,
    placeholder: 'N',
    meaning: 'Records that are checked and committed together.',
    parse: whole(1, 10_000),
  },
  cacheBytes: {
    fallback: 64 * 1024 * 1024,
    placeholder: 'BYTES',
    meaning: 'Memory for ready representations of documents.',
    parse: whole(0, 16 * 1024 ** 3),
  },
  recordBytes: {
    fallback: 16 * 1024 * 1024,
    placeholder: 'BYTES',
    meaning: 'Largest single record of an input file.',
    parse: whole(1024, 256 * 1024 ** 2),
  },
  logLevel: {
    fallback: 'info',
    placeholder: 'LEVEL',
    meaning: `How much is logged: ${logLevels.join(', ')}.`,
    parse: logLevel,
  },
};

export const settingKeys = Object.keys(settings) as readonly (keyof Config)[];

/** `queryTimeout` → `query-timeout`. */
export function flagOf(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `queryTimeout` → `FIVESTAR_QUERY_TIMEOUT`. */
export function variableOf(key: string): string {
  return `FIVESTAR_${flagOf(key).replaceAll('-', '_').toUpperCase()}`;
}

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
