import type { RecordKind } from '../model/record.ts';
import { isAside } from '../store/is-aside.ts';
import type { RecordReader, StoredVersion } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct } from '../vocabulary/terms.ts';
import { memberKinds } from './portal.ts';

/** `setSpec` of OAI-PMH 2.0 §2.6: a path whose segments are divided by colons; a set holds what its subsets hold. */
export const setSpecSyntax = /^[A-Za-z0-9\-_.!~*'()]+(?::[A-Za-z0-9\-_.!~*'()]+)*$/;

/** A branch of the sets whose members are records. */
interface Branch {
  readonly root: string;
  /** Folder of the documents that stand for its sets. */
  readonly folder: string;
}

const sectors: Branch = { root: 'sector', folder: 'doc/def/sector/' };
const organisations: Branch = { root: 'publisher', folder: 'doc/organization/' };
const agents: Branch = { root: 'publisher', folder: 'doc/agent/' };
const branches: readonly Branch[] = [sectors, agents, organisations];

/** Sets that are no record's, with their names. */
const fixedSets: readonly { readonly spec: string; readonly name: string }[] = [
  { spec: 'kind', name: 'By kind of thing' },
  ...memberKinds.map((kind) => ({ spec: `kind:${kind}`, name: kindName(kind) })),
  { spec: 'sector', name: 'By sector' },
  { spec: 'publisher', name: 'By publisher' },
];

export interface OaiSet {
  readonly spec: string;
  /** Absent: the set goes by the name of the record. */
  readonly name?: string;
  /** The sector or publisher. */
  readonly topic?: Iri;
  /** Position in the listing. */
  readonly position: string;
}

/** What decides on the sets of an item. */
export type Classified = Pick<StoredVersion, 'kind' | 'topic' | 'nquads'>;

/** The sets of an item: its kind, its sectors and its publishers. */
export function setsOf(store: RecordReader, base: string, item: Classified): readonly string[] {
  const theme = objectsOf(item, dcat.theme).map((thing) => specOf(store, base, thing, [sectors]));
  const publisher = objectsOf(item, dct.publisher).map((thing) =>
    specOf(store, base, thing, [organisations, agents]),
  );
  const specs = [`kind:${item.kind}`, ...theme, ...publisher];
  return [...new Set(specs.filter((spec) => spec !== undefined))];
}

/** A set has what its subsets have (OAI-PMH 2.0 §2.6). */
export function isIn(sets: readonly string[], wanted: string): boolean {
  return sets.some((spec) => spec === wanted || spec.startsWith(`${wanted}:`));
}

/**
 * The sets in a stable order, after a position. Publishers and sectors come by key: one that is added or withdrawn
 * meanwhile shifts no other.
 * @throws RangeError where the position is none
 */
export function listSets(
  store: RecordReader,
  base: string,
  options: { after?: string; size: number },
): { readonly sets: readonly OaiSet[]; readonly next?: string } {
  const { after, size } = options;
  const sets: OaiSet[] = after === undefined ? fixedSets.map((set) => ({ ...set, position: '' })) : [];
  const begun = branches.findIndex(({ folder }) => after?.startsWith(`${base}${folder}`));
  if (after !== undefined && begun < 0) throw new RangeError('The position is no set.');
  for (const branch of branches.slice(Math.max(0, begun))) {
    const folder = `${base}${branch.folder}`;
    const start = after?.startsWith(folder) ? after : folder;
    const { records } = store.list({ after: start, limit: size + 1 });
    for (const record of records) {
      const { document, topic } = record;
      if (!document.startsWith(folder)) break;
      if (isAside(store, record)) continue;
      const last = sets.at(-1);
      if (sets.length >= size && last && last.position !== '') return { sets, next: last.position };
      sets.push({ spec: specWithin(base, document, branch), topic, position: document });
    }
  }
  return { sets };
}

/** The sector or publisher that names a set, and what it is called in its record. */
function specOf(
  store: RecordReader,
  base: string,
  thing: Iri,
  candidates: readonly Branch[],
): string | undefined {
  const document = store.documentOf(thing);
  if (document === undefined) return undefined;
  const branch = candidates.find(({ folder }) => document.startsWith(`${base}${folder}`));
  return branch && specWithin(base, document, branch);
}

function specWithin(base: string, document: Iri, branch: Branch): string {
  const path = document.slice(base.length + branch.folder.length);
  // Of the publishers, organisations have paths; an agent's key is one segment, told apart from theirs by its slash.
  const segments = branch === agents ? [`agent/${path}`] : path.split('/');
  return [branch.root, ...segments.map(encodeSegment)].join(':');
}

/** Characters that a segment may not have, as `~` and two hexadecimal digits for each byte of UTF-8. */
export function encodeSegment(text: string): string {
  const encoded = text.replace(/[^A-Za-z0-9\-_.]/gu, (character) =>
    [...Buffer.from(character)]
      .map((byte) => `~${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );
  return encoded === '' ? '~' : encoded;
}

/** Things that the topic links to. Whole lists are read through for this: nothing is parsed that is of no use. */
function objectsOf({ topic, nquads }: Classified, property: Iri): Iri[] {
  const start = `<${topic}> <${property}> <`;
  const found: Iri[] = [];
  for (let at = nquads.indexOf(start); at >= 0; at = nquads.indexOf(start, at + start.length)) {
    const isLineStart = at === 0 || nquads[at - 1] === '\n';
    const end = nquads.indexOf('>', at + start.length);
    if (isLineStart && end > 0) found.push(nquads.slice(at + start.length, end) as Iri);
  }
  return found;
}

function kindName(kind: RecordKind): string {
  switch (kind) {
    case 'app':
      return 'Apps';
    case 'catalog':
      return 'Catalogues';
    case 'series':
      return 'Dataset series';
    case 'service':
      return 'Data services';
    default:
      return 'Datasets';
  }
}
