import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import { Failure } from '../model/failure.ts';
import { fileFailure } from '../sources/list-files.ts';
import type { DistributionMap, FieldMap } from './map-model.ts';
import { type MapDocument, MapNode, type MapProblem } from './map-node.ts';
import type { FieldName } from './map-place.ts';
import { readNamespaces, readRecords } from './map-records.ts';
import { readCondition, readFieldName, readLanguage, readRule } from './map-rule.ts';
import { readTargets, type TargetOptions } from './map-targets.ts';

const mostBytes = 1024 * 1024;
const mapNames = [
  ...(['title', 'records', 'describes', 'language', 'prefixes', 'identity', 'iri', 'group-by'] as const),
  ...(['scattered', 'fields', 'distributions', 'skip-when', 'ignore', 'other-fields'] as const),
];
const distributionNames = ['each', 'identity', 'fields'] as const;

/**
 * Reads a field map.
 * @throws Failure `not-found`, `unreadable-input`; `invalid-configuration` with every problem, each with its line
 */
export async function loadFieldMap(path: string): Promise<FieldMap> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw fileFailure(cause, path);
  }
  if (bytes.length > mostBytes)
    throw new Failure('too-large', `${path} has more than ${mostBytes} bytes: this is no field map.`);
  return parseFieldMap(textOf(bytes, path), path);
}

/**
 * A field map from its text (YAML 1.2).
 * @param file its name, for what is said of it
 * @throws Failure `invalid-configuration` with every problem, each with its line
 */
export function parseFieldMap(text: string, file: string): FieldMap {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2' });
  const document: MapDocument = { file, lines, yaml, problems: [], aliases: 0 };
  for (const { message, pos } of yaml.errors) {
    const { line, col } = lines.linePos(pos[0]);
    document.problems.push({
      place: { file, line, column: col },
      path: [],
      message: `${yamlAdvice(message)}`,
    });
  }
  const map =
    yaml.errors.length > 0 ? undefined : readMap(new MapNode(document, yaml.contents, [], 0), document);
  if (map === undefined || document.problems.length > 0) throw invalid(file, document.problems);
  return map;
}

function readMap(node: MapNode, document: MapDocument): FieldMap | undefined {
  const members = node.membersNamed(mapNames);
  const { title, records, describes, language, prefixes, identity, iri, scattered, ignore } = members;
  if (!members.fields) {
    if (document.problems.length === 0)
      node.refuse('"fields" is missing: it says which field becomes what, one "ELEMENT: FIELD" a line.');
    return undefined;
  }
  const thing = describes?.choice(['dataset', 'app', 'catalog'] as const) ?? 'dataset';
  const options: TargetOptions = { thing, prefixes: prefixes ? readNamespaces(prefixes) : {} };
  const distributions = (members.distributions?.items() ?? []).flatMap((one) =>
    readDistribution(one, options),
  );
  if (members.distributions && thing !== 'dataset')
    members.distributions.refuse('Only datasets have distributions.');
  const groupBy = namesOf(members['group-by']);
  if (scattered && groupBy.length === 0)
    scattered.refuse('"scattered" belongs to "group-by", which is missing.');
  const before = document.problems.length;
  const fields = readTargets(members.fields, options);
  const names = (target: string) => fields.some((one) => one.target.target === target);
  if (
    document.problems.length === before &&
    !identity &&
    !iri &&
    !['Title', 'Catalog Title', 'Identifier', `${dct}title`, `${dct}identifier`].some(names)
  )
    members.fields.refuse(
      'Nothing names a record: map the Title or the Identifier, or give "identity" or "iri".',
    );
  return {
    file: document.file,
    records: records ? readRecords(records) : {},
    describes: thing,
    groupBy,
    scattered: scattered?.truth() ?? false,
    fields,
    distributions,
    skipWhen: (members['skip-when']?.items() ?? []).flatMap((one) => readCondition(one) ?? []),
    ignore: namesOf(ignore),
    otherFields: members['other-fields']?.choice(['note', 'ignore'] as const) ?? 'note',
    ...optional('title', title?.text()),
    ...optional('identity', identity && readIdentity(identity)),
    ...optional('iri', iri && readRule(iri)),
    ...optional('language', language && readLanguage(language)),
  };
}

const dct = 'http://purl.org/dc/terms/';

/** One field, several that name a record together, or a rule. */
function readIdentity(node: MapNode) {
  if (!node.isList) return readRule(node);
  const fields = namesOf(node);
  const parts = fields.flatMap(({ name }, at) => [
    ...(at === 0 ? [] : [{ type: 'text' as const, text: ' ' }]),
    { type: 'field' as const, name, asIs: true },
  ]);
  const text = fields.map(({ name }) => name).join(', ');
  const template = { text, parts, address: false };
  return { place: node.place, fields: [], template, stripHtml: false, required: false, optional: false };
}

function readDistribution(node: MapNode, options: TargetOptions): DistributionMap[] {
  const { each, identity, fields } = node.membersNamed(distributionNames);
  if (!fields) {
    node.refuse('"fields" is missing: it says what the distribution is made of.');
    return [];
  }
  const list = each && readFieldName(each);
  return [
    {
      fields: readTargets(fields, { ...options, thing: 'distribution' }),
      ...optional('each', list),
      ...optional('identity', identity && readIdentity(identity)),
    },
  ];
}

function namesOf(node: MapNode | undefined): readonly FieldName[] {
  return (node?.items() ?? []).flatMap((item) => readFieldName(item) ?? []);
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined): { [N in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { [N in Name]?: Value };
}

function textOf(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Failure('invalid-configuration', `${file} is not UTF-8. Save the field map as UTF-8.`, {
      cause,
    });
  }
}

/** Tabs and unquoted colons are what most often goes wrong. */
function yamlAdvice(message: string): string {
  const plain = message.replace(/\s+/g, ' ').replace(/\.?$/, '.');
  if (/tab/i.test(plain)) return `This is no YAML: ${plain} Indent with blanks.`;
  if (/unique/i.test(plain))
    return 'The same name stands twice. Give several rules as a list below one name.';
  return `This is no YAML: ${plain} Put names and texts that hold ": ", "#", "{" or "[" in quotes.`;
}

function invalid(file: string, problems: readonly MapProblem[]): Failure {
  const list = problems
    .toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
    .map(({ place, path, message }) => {
      const where = path.length === 0 ? '' : `, ${path.map((name) => `"${name}"`).join(' → ')}`;
      return `- line ${place.line}${where}: ${message}`;
    });
  return new Failure('invalid-configuration', `The field map ${file} cannot be used:\n${list.join('\n')}`);
}
