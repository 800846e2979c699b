import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Parser, Writer } from 'n3';
import type { SourceDefinition } from '../../../src/harvest/source-definition.ts';
import { deleted, header, envelope, formats, identity, token } from '../../unit/harvest/clients/oai-answers.ts';
import type { Asked, Page } from './harvest-server.ts';
import { repository } from './cli.ts';

/** A real catalogue, served as its kind is served. */
export interface Catalogue {
  readonly definition: Omit<SourceDefinition, 'name' | 'url'>;
  readonly path: string;
  respond(asked: Asked): Page | undefined;
}

type Members = Readonly<Record<string, unknown>>;

const json = (value: unknown): Page => ({ type: 'application/json', body: JSON.stringify(value) });
const typeOf: Readonly<Record<string, string>> = {
  rdf: 'application/rdf+xml',
  xml: 'text/xml',
  ttl: 'text/turtle',
  json: 'application/json',
  gz: 'application/gzip',
};
const mediaTypeOf = (name: string) => typeOf[name.split('.').at(-1) ?? ''] ?? '';

/** A file, as it is. */
export function file(type: SourceDefinition['type'], path: string): Catalogue {
  const page = { type: mediaTypeOf(path), body: readFileSync(path) };
  return {
    definition: { type },
    path: '/catalogue',
    respond: ({ url }) => (url.pathname === '/catalogue' ? page : undefined),
  };
}

/** CKAN's Action API. @param count that the search states */
export function ckan(
  packages: readonly Members[],
  options: Readonly<Record<string, string>> = {},
  { count = packages.length, organizations = [] as readonly Members[], groups = [] as readonly Members[] } = {},
): Catalogue {
  const result = (value: unknown) => json({ success: true, result: value });
  const sorted = (sort: string | null) => {
    const [field = 'id', direction] = (sort ?? '').split(/[ ,]/);
    const order = [...packages].sort((a, b) => (String(a[field]) < String(b[field]) ? -1 : 1));
    return direction === 'desc' ? order.reverse() : order;
  };
  const page = (list: readonly unknown[], { searchParams }: URL, limit: string, offset: string, most: number) => {
    const start = Number(searchParams.get(offset) ?? 0);
    return list.slice(start, start + Math.min(Number(searchParams.get(limit) ?? most), most));
  };
  const groupList = (list: readonly Members[], url: URL) => {
    const isFull = url.searchParams.get('all_fields') !== null;
    return result(page(isFull ? list : list.map(({ name }) => name), url, 'limit', 'offset', isFull ? 25 : 1e6));
  };
  return {
    definition: { type: 'ckan', options },
    path: '/',
    respond({ url }) {
      const { searchParams } = url;
      switch (url.pathname) {
        case '/api/3/action/package_search': {
          const since = /metadata_modified:\[(\S+)/.exec(searchParams.get('fq') ?? '')?.[1]?.replace('Z', '');
          const found = sorted(searchParams.get('sort')).filter(
            ({ metadata_modified: changed }) => since === undefined || String(changed) >= since,
          );
          return result({
            count: since === undefined ? count : found.length,
            results: page(found, url, 'rows', 'start', 4),
          });
        }
        case '/api/3/action/package_list':
          return result(page(packages.map(({ name }) => name), url, 'limit', 'offset', 1e6));
        case '/api/3/action/organization_list':
          return groupList(organizations, url);
        case '/api/3/action/group_list':
          return groupList(groups, url);
        default:
          return undefined;
      }
    },
  };
}

/** RDF/XML whose addresses are this server's, in two pages that Hydra leads through. */
export function hydraFiles(paths: readonly (readonly [address: string, file: string])[], from: string): Catalogue {
  const pages = new Map(
    paths.map(([address, path]) => [
      address,
      readFileSync(path, 'utf8').replaceAll('http://opendata.schleswig-holstein.de/catalog.xml', '{origin}/catalog.xml'),
    ]),
  );
  return {
    // The pages between are not here: the catalogue has 8,319 datasets.
    definition: { type: 'dcat', options: { total: 'ignored' } },
    path: from,
    respond({ url }) {
      const body = pages.get(url.pathname + url.search);
      return body === undefined ? undefined : { type: 'text/xml', body };
    },
  };
}

/** Turtle divided into pages of Hydra: each subject stands on one, with the blank nodes that it leads to. */
export function hydraPages(path: string, pages: number): Catalogue {
  const text = readFileSync(path, 'utf8');
  const quads = new Parser().parse(text).filter(
    ({ subject, predicate }) =>
      !predicate.value.startsWith('http://www.w3.org/ns/hydra/') && !subject.value.includes('catalog.ttl'),
  );
  const named = [...new Set(quads.flatMap(({ subject }) => (subject.termType === 'NamedNode' ? [subject.value] : [])))];
  const about = new Map<string, typeof quads>();
  for (const quad of quads) about.set(quad.subject.value, [...(about.get(quad.subject.value) ?? []), quad]);
  const closure = (subject: string): typeof quads =>
    (about.get(subject) ?? []).flatMap((quad) => [
      quad,
      ...(quad.object.termType === 'BlankNode' ? closure(quad.object.value) : []),
    ]);
  const size = Math.ceil(named.length / pages);
  const hydra = 'http://www.w3.org/ns/hydra/core#';
  const bodies = Array.from({ length: pages }, (_, at) => {
    const writer = new Writer({ format: 'N-Triples' });
    const own = named.slice(at * size, (at + 1) * size).flatMap(closure);
    const next = at + 1 < pages ? `<{origin}/catalog?page=${at}> <${hydra}next> <{origin}/catalog?page=${at + 1}> .` : '';
    return `<{origin}/catalog> <${hydra}view> <{origin}/catalog?page=${at}> .\n<{origin}/catalog> <${hydra}totalItems> "100"^^<http://www.w3.org/2001/XMLSchema#integer> .\n${next}\n${writer.quadsToString(own)}`;
  });
  return {
    definition: { type: 'dcat' },
    path: '/catalog?page=0',
    respond({ url }) {
      const body = bodies[Number(url.searchParams.get('page'))];
      return url.pathname === '/catalog' && body !== undefined ? { type: 'application/n-triples', body } : undefined;
    },
  };
}

const linesOf = (path: string): readonly Members[] => {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as Members]));
};
export const readLines = linesOf;
export const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** An event stream of what was added and changed in data.gov.in's registry up to a day; pages of 500 members. */
export class RegistryStream implements Catalogue {
  readonly definition = { type: 'ldes' } as const;
  readonly path = '/stream';
  /** The last day of which members are there. */
  until = '9999';
  readonly #members: readonly (readonly [time: string, triples: string])[];

  constructor(path: string) {
    this.#members = linesOf(path)
      .map(({ op, record }) => memberOf(String(op), record as Members))
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }

  respond({ url }: Asked): Page | undefined {
    if (url.pathname !== '/stream') return undefined;
    const members = this.#members.filter(([time]) => time <= this.until);
    const size = 500;
    const last = Math.max(0, Math.ceil(members.length / size) - 1);
    const head = `<{origin}/stream#s> a <${ldes}EventStream> ; <${ldes}timestampPath> <${dct}modified> ; <${ldes}versionOfPath> <${dct}isVersionOf> ; <${tree}view> <{origin}/stream> .\n`;
    const page = url.searchParams.get('page');
    if (page === null) {
      const relations = Array.from(
        { length: last + 1 },
        (_, at) => `<{origin}/stream> <${tree}relation> [ <${tree}node> <{origin}/stream?page=${at}> ] .`,
      );
      return { type: 'text/turtle', body: head + relations.join('\n') };
    }
    const own = members.slice(Number(page) * size, (Number(page) + 1) * size);
    // Only the last page may still change.
    const isFull = Number(page) < last ? `<> <${ldes}immutable> true .\n` : '';
    return { type: 'text/turtle', body: head + isFull + own.map(([, triples]) => triples).join('') };
  }
}

const [dct, ldes, tree] = ['http://purl.org/dc/terms/', 'https://w3id.org/ldes#', 'https://w3id.org/tree#'];
const dcat = 'http://www.w3.org/ns/dcat#';
const activity = 'https://www.w3.org/ns/activitystreams#';

function memberOf(operation: string, record: Members): readonly [string, string] {
  const [id, time] = [String(record['index_name']), String(record['updated_date'])];
  const texts: [string, unknown][] = [
    ['title', record['title']],
    ['description', record['description']],
    ...String(record['sector'] ?? '')
      .split('|')
      .map((sector): [string, unknown] => ['subject', sector]),
  ];
  const iri = `https://data.gov.in/resource/${id}`;
  const statements = texts
    .filter(([, value]) => typeof value === 'string' && value !== '')
    .map(([name, value]) => `<${name === 'subject' ? `${dcat}keyword` : dct + name}> ${JSON.stringify(value)}`);
  return [
    time,
    `<{origin}/stream#s> <${tree}member> <${iri}#${time}> .\n<${iri}#${time}> a <${dcat}Dataset>, <${activity}${operation === 'add' ? 'Create' : 'Update'}> ; <${dct}isVersionOf> <${iri}> ; <${dct}modified> "${time}"^^<http://www.w3.org/2001/XMLSchema#dateTime> ; ${statements.join(' ; ')} .\n`,
  ];
}

const escaped = (text: unknown) =>
  String(text ?? '').replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);

/** OAI-PMH in Dublin Core, 25 records a page, of which one says that it was deleted. */
export function oai(datasets: readonly Members[]): Catalogue {
  const records = datasets.map((dataset, at) => {
    const elements = ['title', 'description', 'identifier'].map(
      (name) => `<dc:${name}>${escaped(dataset[name])}</dc:${name}>`,
    );
    return `<record>${header(String(at))}<metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/">${elements.join('')}<dc:type>Dataset</dc:type></oai_dc:dc></metadata></record>`;
  });
  records.push(deleted('gone'));
  const size = 25;
  return {
    definition: { type: 'oai-pmh' },
    path: '/oai',
    respond({ url: { searchParams } }) {
      const answer = (body: string): Page => ({ type: 'text/xml', body });
      switch (searchParams.get('verb')) {
        case 'Identify':
          return answer(identity());
        case 'ListMetadataFormats':
          return answer(formats('oai_dc'));
        case 'ListRecords': {
          if (searchParams.has('from')) return answer(envelope('<error code="noRecordsMatch">None.</error>'));
          const start = Number(searchParams.get('resumptionToken') ?? 0);
          const next = start + size < records.length ? String(start + size) : '';
          const own = records.slice(start, start + size).join('');
          return answer(envelope(`<ListRecords>${own}${token(next, records.length)}</ListRecords>`));
        }
        default:
          return undefined;
      }
    },
  };
}

/** A table with a field map. */
export function table(path: string, map: string): Catalogue {
  const served = file('table', path);
  return { ...served, definition: { ...served.definition, map } };
}

export const mapOf = (name: string): string => join(repository, 'data', 'maps', name);

/** The list of 2013: datasets by group, some of them in several. */
export function listOfGroupsMap(folder: string): string {
  const path = join(folder, 'groups.map.yaml');
  writeFileSync(
    path,
    `title: data.gov.in in 2013
records:
  format: json
  path: $[*][*]
describes: dataset
language: en
identity: [title, file_name, url]
fields:
  Title: title
  Description: description
  Sector: groups
distributions:
  - fields:
      Title: file_name
      Download URL: url
ignore: [rows]
`,
  );
  return path;
}
