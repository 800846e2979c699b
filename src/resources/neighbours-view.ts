import type { RecordKind } from '../model/record.ts';
import { composeDocument } from '../store/document.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { org, skos } from '../vocabulary/terms.ts';
import type { Phrase } from './phrase.ts';
import { titleOf } from './title-of.ts';

/** A record of the same sort that says that it is a part of another. */
export interface Neighbour {
  readonly iri: Iri;
  readonly titles: readonly Phrase[];
  /** What it says that it is within. */
  readonly above: readonly Iri[];
}

export interface Neighbours {
  readonly members: readonly Neighbour[];
  /** There are more than {@link mostNeighbours}: these are the first. */
  readonly truncated: boolean;
}

/** A page lists at most so many; the records that refer to a thing are paged as well. */
export const mostNeighbours = 300;

const upwards: ReadonlySet<string> = new Set([
  skos.broader,
  skos.inScheme,
  skos.topConceptOf,
  org.subOrganizationOf,
  org.unitOf,
]);
const none: Neighbours = { members: [], truncated: false };

/** Folders of documents in which what is within such a thing lies (see the table of addresses in `mapping/iris.ts`). */
const folders: Readonly<Partial<Record<RecordKind, readonly string[]>>> = {
  organization: ['doc/organization/'],
  place: ['doc/place/'],
  concept: ['doc/concept/', 'doc/def/'],
  scheme: ['doc/concept/', 'doc/def/', 'doc/place/'],
};

/**
 * What names `thing` as broader, as its scheme, or as the organisation above: narrower concepts, units, places within.
 * Documents that link to a thing are kept in the order of their names, so only those of the folder are read.
 */
export function readNeighbours(
  store: RecordReader,
  base: string,
  thing: { readonly topic: Iri; readonly kind: RecordKind },
): Neighbours {
  const own = folders[thing.kind];
  if (!own) return none;
  const members: Neighbour[] = [];
  for (const folder of own) {
    for (const document of linkedWithin(store, `${base}${folder}`, thing.topic, mostNeighbours + 1)) {
      if (members.length === mostNeighbours) return { members, truncated: true };
      const member = readNeighbour(store, document, thing.topic);
      if (member) members.push(member);
    }
  }
  return { members, truncated: false };
}

/** Documents under `prefix` whose records link to `thing`. */
export function linkedWithin(store: RecordReader, prefix: string, thing: Iri, limit: number): readonly Iri[] {
  const { documents } = store.linkedFrom(thing, { after: prefix, limit });
  return documents.filter((document) => document.startsWith(prefix));
}

function readNeighbour(store: RecordReader, document: Iri, thing: Iri): Neighbour | undefined {
  const record = store.get(document);
  if (record?.state !== 'live') return undefined;
  const quads = composeDocument(record);
  const above = quads
    .filter((quad) => quad.subject.value === record.topic && upwards.has(quad.predicate.value))
    .map((quad) => quad.object.value as Iri);
  if (!above.includes(thing)) return undefined;
  return { iri: record.topic, titles: titleOf(quads, record.topic), above };
}
