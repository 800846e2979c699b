import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Parser, Writer } from 'n3';
import type { SourceDefinition } from '../../../src/harvest/source-definition.ts';
import {
  deleted,
  envelope,
  formats,
  header,
  identity,
  token,
} from '../../unit/harvest/clients/oai-answers.ts';
import { repository } from './cli.ts';
import type { Asked, Page } from './harvest-server.ts';

/** A real catalogue, served as its kind is served. */
export interface Catalogue {
  readonly definition: Omit<SourceDefinition, 'name' | 'url'>;
  readonly path: string;
  respond(asked: Asked): Page | undefined;
}

type Members = Readonly<Record<string, unknown>>;

const dcat = 'http://www.w3.org/ns/dcat#';
const hydra = 'http://www.w3.org/ns/hydra/core#';

const json = (value: unknown): Page => ({ type: 'application/json', body: JSON.stringify(value) });
const typeOf: Readonly<Record<string, string>> = {
  rdf: 'application/rdf+xml',
  xml: 'text/xml',
  json: 'application/json',
  gz: 'application/gzip',
};
/** A file as it is. */
export function file(type: SourceDefinition['type'], path: string): Catalogue {
  const page = { type: typeOf[path.split('.').at(-1) ?? ''] ?? '', body: readFileSync(path) };
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
  {
    count = packages.length,
    organizations = [] as readonly Members[],
    groups = [] as readonly Members[],
  } = {},
): Catalogue {
  const result = (value: unknown) => json({ success: true, result: value });
  const sorted = (sort: string | null) => {
    const [field = 'id', direction] = (sort ?? '').split(/[ ,]/);
    const order = [...packages].sort((a, b) => (String(a[field]) < String(b[field]) ? -1 : 1));
    return direction === 'desc' ? order.reverse() : order;
  };
  const page = (
    list: readonly unknown[],
    { searchParams }: URL,
    limit: string,
    offset: string,
    most: number,
  ) => {
    const start = Number(searchParams.get(offset) ?? 0);
    return list.slice(start, start + Math.min(Number(searchParams.get(limit) ?? most), most));
  };
  const groupList = (list: readonly Members[], url: URL) => {
    const isFull = url.searchParams.get('all_fields') !== null;
    return result(
      page(isFull ? list : list.map(({ name }) => name), url, 'limit', 'offset', isFull ? 25 : 1e6),
    );
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
          return result(
            page(
              packages.map(({ name }) => name),
              url,
              'limit',
              'offset',
              1e6,
            ),
          );
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
export function hydraFiles(
  paths: readonly (readonly [address: string, file: string])[],
  from: string,
): Catalogue {
  const pages = new Map(
    paths.map(([address, path]) => [
      address,
      readFileSync(path, 'utf8').replaceAll(
        'http://opendata.schleswig-holstein.de/catalog.xml',
        '{origin}/catalog.xml',
      ),
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

/** Turtle divided into pages of Hydra as portals divide it: so many datasets, each with all that it leads to. */
export function hydraPages(path: string, size: number): Catalogue {
  const quads = new Parser().parse(readFileSync(path, 'utf8'));
  const about = new Map<string, typeof quads>();
  for (const quad of quads) {
    const known = about.get(quad.subject.value);
    if (known) known.push(quad);
    else about.set(quad.subject.value, [quad]);
  }
  const isOf = (type: string) => (own: typeof quads) =>
    own.some(({ predicate, object }) => predicate.value.endsWith('#type') && object.value === dcat + type);
  const subjectsOf = (type: string) =>
    [...about].flatMap(([subject, own]) => (isOf(type)(own) ? [subject] : []));
  const [catalog, datasets] = [subjectsOf('Catalog'), subjectsOf('Dataset')];
  const isMember = new Set(datasets);
  const closure = (subjects: readonly string[]): typeof quads => {
    const open = [...subjects];
    const met = new Set(open);
    const found: typeof quads = [];
    for (let next = open.pop(); next !== undefined; next = open.pop())
      for (const quad of about.get(next) ?? []) {
        found.push(quad);
        const { value } = quad.object;
        if (quad.object.termType === 'Literal' || met.has(value) || isMember.has(value)) continue;
        met.add(value);
        open.push(value);
      }
    return found;
  };
  const bodies: string[] = [];
  for (let at = 0; at * size < datasets.length; at += 1) {
    const own = closure([...(at === 0 ? catalog : []), ...datasets.slice(at * size, (at + 1) * size)]);
    const controls = [
      `<{origin}/catalog> <${hydra}view> <{origin}/catalog?page=${at}> .`,
      `<{origin}/catalog> <${hydra}totalItems> "${datasets.length}"^^<http://www.w3.org/2001/XMLSchema#integer> .`,
      ...((at + 1) * size < datasets.length
        ? [`<{origin}/catalog?page=${at}> <${hydra}next> <{origin}/catalog?page=${at + 1}> .`]
        : []),
    ];
    bodies.push(`${controls.join('\n')}\n${new Writer({ format: 'N-Triples' }).quadsToString(own)}`);
  }
  return {
    definition: { type: 'dcat' },
    path: '/catalog?page=0',
    respond({ url }) {
      const body = bodies[Number(url.searchParams.get('page'))];
      return url.pathname === '/catalog' && body !== undefined
        ? { type: 'application/n-triples', body }
        : undefined;
    },
  };
}

export const readLines = (path: string): readonly Members[] => {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as Members]));
};
export const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

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

function mapIn(folder: string, name: string, text: string): string {
  const path = join(folder, `${name}.map.yaml`);
  writeFileSync(path, text);
  return path;
}

/** The list of 2013: datasets by group, some of them in several. */
export function listOfGroupsMap(folder: string): string {
  return mapIn(
    folder,
    'groups',
    `title: data.gov.in in 2013
records:
  format: json
  path: $[*][*]
describes: dataset
language: en
identity: [title, file_name]
fields:
  Title: title
  Description: description
  Keywords: groups
distributions:
  - fields:
      Download URL: url
ignore: [rows]
`,
  );
}

/** The registry of data.gov.in's interface. */
export function registryMap(folder: string): string {
  return mapIn(
    folder,
    'registry',
    `title: Registry of data.gov.in
records:
  format: json
  path: $[*]
describes: dataset
language: en
identity: index_name
fields:
  Identifier: index_name
  Title: title
  Description: description
  Keywords:
    field: sector
    split: "|"
  dcat:landingPage:
    template: https://data.gov.in/resource/{index_name}
ignore: [org, org_type, source, created_date, updated_date]
`,
  );
}
