import { type Command, Option } from 'commander';
import { defaultFetchLimits } from '../fetch/fetcher.ts';
import { checkSource } from '../harvest/check-source.ts';
import { parseDuration } from '../harvest/duration.ts';
import {
  type Schedule,
  type SourceDefinition,
  type SourceType,
  sourceTypes,
} from '../harvest/source-definition.ts';
import { Failure } from '../model/failure.ts';

/** What a person says of a source on the command line. */
export interface SourceOptions {
  readonly type?: SourceType;
  readonly url?: string;
  readonly title?: string;
  readonly every?: string;
  readonly cron?: string;
  readonly timezone?: string;
  readonly jitter?: string;
  readonly map?: string;
  readonly namespace?: string;
  readonly vanishing?: string;
  readonly header?: readonly string[];
  readonly allow?: readonly string[];
  readonly robots?: string;
  readonly runTime?: string;
  readonly limit?: readonly string[];
  readonly option?: readonly string[];
}

const collect = (value: string, values: readonly string[] = []) => [...values, value];

export function addSourceOptions(command: Command): Command {
  return command
    .addOption(new Option('--type <TYPE>', 'how it is spoken with').choices([...sourceTypes]))
    .option('--url <URL>', 'where it begins; of a table also a file, folder, zip or database')
    .option('--title <TEXT>', 'its name for people')
    .option('--every <TIME>', 'read it that long after its last run: 15m, 6h, 1d; "none" for no schedule')
    .option('--cron <EXPRESSION>', 'or when this cron expression says: "0 3 * * *"')
    .option('--timezone <NAME>', 'of --cron, such as Asia/Kolkata (default: UTC)')
    .option('--jitter <TIME>', 'put scheduled runs off by up to that long, at random')
    .option('--map <FILE>', 'field map of a table (see "fivestar map suggest")')
    .option(
      '--namespace <NAME>',
      'stands before keys that are minted; "" for none (default: NAME, of tables none)',
    )
    .option('--vanishing <SHARE>', 'share of its records that may vanish in one run: 0.2 or 20% (default)')
    .option(
      '--header <FIELD>',
      `header field of each request, "Name: value"; \${VARIABLE} is replaced`,
      collect,
    )
    .option('--allow <ADDRESS>', 'network, address or host that is not public and may be reached', collect)
    .addOption(new Option('--robots <ANSWER>', 'whether robots.txt is heeded').choices(['yes', 'no']))
    .option('--run-time <TIME>', 'a run may take that long (default: 12h)')
    .option('--limit <NAME=NUMBER>', limitNames.join(', '), collect)
    .option('--option <NAME=VALUE>', 'what only its type has: fq, set, prefix, query…', collect);
}

/**
 * The definition with what was said.
 * @throws Failure `wrong-usage` with every problem
 */
export function definitionOf(
  name: string,
  before: Partial<SourceDefinition>,
  options: SourceOptions,
): SourceDefinition {
  const problems: string[] = [];
  const { type = before.type, url = before.url } = options;
  if (type === undefined) problems.push('--type is missing.');
  if (url === undefined) problems.push('--url is missing.');
  const said = saidOf(options, before, problems);
  const definition = { ...before, ...said, name, type, url } as SourceDefinition;
  if (problems.length === 0)
    for (const { member, message } of checkSource(definition)) problems.push(`${member}: ${message}`);
  if (problems.length > 0)
    throw new Failure('wrong-usage', `The source ${name} cannot be used:\n- ${problems.join('\n- ')}`);
  return without(definition, options);
}

function saidOf(
  options: SourceOptions,
  before: Partial<SourceDefinition>,
  problems: string[],
): Partial<SourceDefinition> {
  const { title, map, namespace, vanishing, header, allow, robots, limit, option } = options;
  const time = (flag: string, text: string | undefined): number | undefined => {
    const value = text === undefined ? undefined : parseDuration(text);
    if (text !== undefined && value === undefined)
      problems.push(`--${flag} is a time such as 90s, 15m, 2h or 1d, not "${text}".`);
    return value;
  };
  const pairs = (flag: string, texts: readonly string[], separator: string): Record<string, string> =>
    Object.fromEntries(
      texts.flatMap((text) => {
        const at = text.indexOf(separator);
        if (at > 0) return [[text.slice(0, at).trim(), text.slice(at + 1).trim()]];
        problems.push(`--${flag} needs "${separator}" between name and value: "${text}".`);
        return [];
      }),
    );
  const schedule = scheduleOf(options, time, problems);
  const jitter = time('jitter', options.jitter);
  const runTime = time('run-time', options.runTime);
  return {
    ...(title !== undefined && { title }),
    ...(map !== undefined && { map }),
    ...(namespace !== undefined && { namespace }),
    ...(vanishing !== undefined && { vanishing: share(vanishing, problems) }),
    ...(header && { headers: { ...before.headers, ...pairs('header', header, ':') } }),
    ...(allow && { allow }),
    ...(robots !== undefined && { robots: robots === 'yes' }),
    ...(limit && { limits: { ...before.limits, ...numbers(pairs('limit', limit, '='), problems) } }),
    ...(option && { options: { ...before.options, ...pairs('option', option, '=') } }),
    ...(schedule && { schedule }),
    ...(jitter !== undefined && { jitter }),
    ...(runTime !== undefined && { runTime }),
  };
}

function scheduleOf(
  { every, cron, timezone }: SourceOptions,
  time: (flag: string, text: string) => number | undefined,
  problems: string[],
): Schedule | undefined {
  if (every !== undefined && cron !== undefined) problems.push('Give either --every or --cron.');
  if (timezone !== undefined && cron === undefined) problems.push('--timezone belongs to --cron.');
  if (cron !== undefined) return { cron, ...(timezone !== undefined && { timezone }) };
  if (every === undefined || every === 'none') return undefined;
  const interval = time('every', every);
  return interval === undefined ? undefined : { every: interval };
}

function share(text: string, problems: string[]): number {
  const value = text.trim().endsWith('%') ? Number(text.trim().slice(0, -1)) / 100 : Number(text);
  if (!Number.isFinite(value)) problems.push(`--vanishing is a share such as 0.2 or 20%, not "${text}".`);
  return value;
}

const limitNames = Object.keys(defaultFetchLimits);

function numbers(texts: Readonly<Record<string, string>>, problems: string[]): Record<string, number> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) => {
      const value = Number(text);
      if (limitNames.includes(name) && Number.isSafeInteger(value) && value >= 0) return [[name, value]];
      problems.push(`--limit ${name}=${text}: it is one of ${limitNames.join(', ')}, with a whole number.`);
      return [];
    }),
  );
}

/** `--every none` takes a schedule away. */
function without(definition: SourceDefinition, { every }: SourceOptions): SourceDefinition {
  if (every !== 'none') return definition;
  const { schedule: _schedule, ...rest } = definition;
  return rest;
}
