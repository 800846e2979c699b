import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { defaultFetchLimits, type FetchLimits } from '../fetch/fetcher.ts';
import { type MapDocument, MapNode } from '../field-map/map-node.ts';
import { Failure } from '../model/failure.ts';
import { fileFailure } from '../sources/list-files.ts';
import { checkSource } from './check-source.ts';
import { parseDuration } from './duration.ts';
import { type Schedule, type SourceDefinition, sourceTypes } from './source-definition.ts';

const memberNames = [
  ...(['name', 'type', 'url', 'title', 'every', 'cron', 'timezone', 'jitter', 'map', 'namespace'] as const),
  ...(['vanishing', 'headers', 'allow', 'robots', 'limits', 'run-time', 'options', 'paused'] as const),
];
type Members = Partial<Record<(typeof memberNames)[number], MapNode>>;

const limitNames = Object.keys(defaultFetchLimits) as (keyof FetchLimits)[];

/**
 * Reads the file of the setting `sources`: YAML with a list `sources`, each of the members of a {@link SourceDefinition}.
 * @throws Failure `not-found`, `unreadable-input`; `invalid-configuration` with every problem, each with its line
 */
export function readDeclaredSources(path: string): SourceDefinition[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw fileFailure(cause, path);
  }
  try {
    return parseDeclaredSources(new TextDecoder('utf-8', { fatal: true }).decode(bytes), path);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new Failure('unreadable-input', `${path} is no UTF-8. Save it as UTF-8.`, { cause });
  }
}

/** The same from its text. @param file its name, for what is said of it */
export function parseDeclaredSources(text: string, file: string): SourceDefinition[] {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2' });
  const document: MapDocument = { file, lines, yaml, problems: [], aliases: 0 };
  for (const { message, pos } of yaml.errors) {
    const { line, col } = lines.linePos(pos[0]);
    document.problems.push({ place: { file, line, column: col }, path: [], message });
  }
  const sources = yaml.errors.length > 0 ? [] : readSources(new MapNode(document, yaml.contents, [], 0));
  if (document.problems.length === 0) return sources;
  const list = document.problems
    .map(
      ({ place, path, message }) =>
        `- line ${place.line}${path.length > 0 ? ` (${path.join(' › ')})` : ''}: ${message}`,
    )
    .join('\n');
  throw new Failure('invalid-configuration', `The sources in ${file} cannot be used:\n${list}`);
}

function readSources(node: MapNode): SourceDefinition[] {
  const { sources } = node.membersNamed(['sources']);
  if (!sources) {
    node.refuse('"sources" is missing: it is the list of what is harvested.');
    return [];
  }
  const names = new Set<string>();
  return sources.items().flatMap((item) => {
    const definition = readSource(item);
    if (!definition) return [];
    if (names.has(definition.name))
      item.refuse(`The name "${definition.name}" stands for another source already.`);
    names.add(definition.name);
    return [definition];
  });
}

function readSource(node: MapNode): SourceDefinition | undefined {
  const members = node.membersNamed(memberNames);
  for (const name of ['name', 'type', 'url'] as const)
    if (!members[name]) node.refuse(`"${name}" is missing.`);
  const name = members.name?.text();
  const type = members.type?.choice(sourceTypes);
  const url = members.url?.text();
  if (name === undefined || type === undefined || url === undefined) return undefined;
  const { title, map, namespace, vanishing, headers, allow, robots, limits, options, paused } = members;
  const definition: SourceDefinition = {
    name,
    type,
    url,
    ...given('title', title?.text()),
    ...given('schedule', scheduleOf(members)),
    ...given('jitter', durationOf(members.jitter)),
    ...given('map', map?.text()),
    ...given('namespace', namespace?.anyText()),
    ...given('vanishing', vanishing && shareOf(vanishing)),
    ...given('headers', headers && textsOf(headers)),
    ...given('allow', allow?.texts()),
    ...given('robots', robots?.truth()),
    ...given('limits', limits && limitsOf(limits)),
    ...given('runTime', durationOf(members['run-time'])),
    ...given('options', options && textsOf(options)),
    ...given('paused', paused?.truth()),
  };
  for (const { member, message } of checkSource(definition)) nodeOf(members, member, node).refuse(message);
  return definition;
}

function nodeOf(members: Members, member: keyof SourceDefinition, node: MapNode): MapNode {
  if (member === 'schedule') return members.cron ?? members.every ?? node;
  return (member === 'runTime' ? members['run-time'] : members[member]) ?? node;
}

function scheduleOf({ every, cron, timezone }: Members): Schedule | undefined {
  if (every && cron) cron.refuse('A source has either "every" or "cron".');
  if (timezone && !cron) timezone.refuse('A time zone belongs to "cron", which is missing.');
  const interval = durationOf(every);
  if (interval !== undefined) return { every: interval };
  const expression = cron?.text();
  return expression === undefined ? undefined : { cron: expression, ...given('timezone', timezone?.text()) };
}

function durationOf(node: MapNode | undefined): number | undefined {
  const text = node?.text();
  if (node === undefined || text === undefined) return undefined;
  return parseDuration(text) ?? node.refuse(`"${text}" is no time: write 90s, 15m, 2h or 1d.`);
}

function shareOf(node: MapNode): number | undefined {
  const text = node.text();
  if (text === undefined) return undefined;
  const share = text.trim().endsWith('%') ? Number(text.trim().slice(0, -1)) / 100 : Number(text);
  return Number.isFinite(share) ? share : node.refuse(`"${text}" is no share: write 0.2 or 20%.`);
}

function textsOf(node: MapNode): Record<string, string> {
  return Object.fromEntries(node.members().map(([name, value]) => [name, value.anyText() ?? '']));
}

function limitsOf(node: MapNode): Partial<FetchLimits> {
  const found = node.membersNamed(limitNames);
  return Object.fromEntries(
    limitNames.flatMap((name) => {
      const value = found[name]?.count(0);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function given<Name extends string, T>(name: Name, value: T | undefined): { [Key in Name]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]: T });
}
