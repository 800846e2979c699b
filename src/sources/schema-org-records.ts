import { parseIri } from '../rdf/terms.ts';
import type { SchemaGraph } from './schema-org-graph.ts';
import type { SchemaNode } from './schema-org-node.ts';

/** A dataset or catalogue that a page describes. */
export interface SchemaRecord {
  readonly kind: 'dataset' | 'catalog';
  /** Its IRI, else `@key`: the same in every run. */
  readonly key: string;
  readonly data: SchemaNode;
}

/** https://schema.org/Dataset and what is one by its definition. */
const datasets = ['Dataset', 'DataFeed', 'CompleteDataFeed'];
const catalogues = ['DataCatalog'];
/** Members by which a page comes to what it is about. */
const leading = ['dataset', 'hasPart', 'mainEntity', 'about', 'itemListElement', 'item', '@graph'];

/** The datasets and catalogues that a page describes. What is only mentioned (a name, an address) is none of them. */
export function* schemaRecords(graph: SchemaGraph, page: string): Generator<SchemaRecord> {
  const ids = recordIds(graph);
  const catalogueOf = cataloguesOf(graph, ids);
  const taken = new Set<string>();
  for (const id of ids) {
    const kind = kindOf(graph, id) ?? 'dataset';
    const stated = graph.describe(id, ids);
    const catalogue = catalogueOf.get(id);
    const data =
      catalogue === undefined || stated['includedInDataCatalog'] !== undefined
        ? stated
        : { ...stated, includedInDataCatalog: [graph.mention(catalogue)] };
    const iri = webIri(id);
    const key = iri ?? keyOf(graph, id, page, taken);
    taken.add(key);
    yield { kind, key, data: iri === undefined ? { ...withoutId(data), '@key': [key] } : data };
  }
}

function recordIds(graph: SchemaGraph): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const id of graph.roots)
    if (kindOf(graph, id) !== undefined && (graph.get(id)?.members.size ?? 0) > 0) ids.add(id);
  for (const { id } of graph.all())
    for (const member of leading)
      for (const linked of graph.linked(id, member))
        if (kindOf(graph, linked) !== undefined && isDescribed(graph, linked)) ids.add(linked);
  return ids;
}

function isDescribed(graph: SchemaGraph, id: string): boolean {
  const members = graph.get(id)?.members;
  return members !== undefined && (members.has('description') || members.has('distribution'));
}

function kindOf(graph: SchemaGraph, id: string): SchemaRecord['kind'] | undefined {
  const types = graph.get(id)?.types;
  if (types === undefined) return undefined;
  if (catalogues.some((type) => types.has(type))) return 'catalog';
  return datasets.some((type) => types.has(type)) ? 'dataset' : undefined;
}

/** Membership stands with the member, so that adding one never rewrites its catalogue. */
function cataloguesOf(graph: SchemaGraph, ids: ReadonlySet<string>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const id of ids)
    if (kindOf(graph, id) === 'catalog')
      for (const member of graph.linked(id, 'dataset')) if (ids.has(member)) found.set(member, id);
  return found;
}

function withoutId({ '@id': _id, ...data }: SchemaNode): SchemaNode {
  return data as SchemaNode;
}

function webIri(id: string): string | undefined {
  return /^https?:\/\//i.test(id) ? parseIri(id) : undefined;
}

/** By its identifier where that is an address, its address, its identifier, else by the page: the first that is free. */
function keyOf(graph: SchemaGraph, id: string, page: string, taken: ReadonlySet<string>): string {
  const identifiers = identifiersOf(graph, id);
  const candidates = [
    ...(id.startsWith('_:') ? [] : [id]),
    ...identifiers.filter((text) => webIri(text) !== undefined),
    ...texts(graph, id, 'url').filter((text) => webIri(text) !== undefined),
    ...identifiers,
    page,
    ...texts(graph, id, 'name').map((name) => `${page}#${name}`),
  ];
  const free = candidates.find((candidate) => !taken.has(candidate));
  if (free !== undefined) return free;
  for (let next = 2; ; next++) if (!taken.has(`${page}#${next}`)) return `${page}#${next}`;
}

function identifiersOf(graph: SchemaGraph, id: string): string[] {
  const things = graph
    .linked(id, 'identifier')
    .flatMap((thing) => [
      ...texts(graph, thing, 'url'),
      ...(thing.startsWith('_:') ? [] : [thing]),
      ...texts(graph, thing, 'value'),
    ]);
  return [...texts(graph, id, 'identifier'), ...things];
}

function texts(graph: SchemaGraph, id: string, member: string): string[] {
  return graph
    .plain(id, member)
    .map((value) => (typeof value === 'object' ? value['@value'] : String(value)).trim())
    .filter((text) => text !== '');
}
