import { type RecordKind, recordKinds } from '../model/record.ts';
import { composeDocument } from '../store/document.ts';
import type { RecordReader, StoredRecord } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { org, skos } from '../vocabulary/terms.ts';
import type { Phrase } from './phrase.ts';
import { titleOf } from './title-of.ts';

export interface NamedThing {
  readonly iri: Iri;
  readonly titles: readonly Phrase[];
}

export interface CountedThing extends NamedThing {
  /** Records that name it as their publisher, theme or the like; its own sub-units are not counted. */
  readonly count: number;
}

/** What the home page tells of the whole catalogue. */
export interface Overview {
  readonly counts: ReadonlyMap<RecordKind, number>;
  readonly newest: readonly (NamedThing & { readonly issued: string })[];
  readonly publishers: readonly CountedThing[];
  readonly sectors: readonly CountedThing[];
}

const newestShown = 8;
const logRead = 400;
const publishersShown = 24;
const mostListed = 5_000;

/** Newest first; publishers and sectors with the most records first. */
export function readOverview(store: RecordReader, base: string): Overview {
  const sectors = listUnder(store, 'concept', `${base}doc/def/sector/`);
  return {
    counts: new Map(recordKinds.map((kind) => [kind, store.count(kind)])),
    newest: newestDatasets(store),
    publishers: counted(
      store,
      listUnder(store, 'organization', `${base}doc/organization/`),
      org.subOrganizationOf,
    ).slice(0, publishersShown),
    sectors: counted(store, sectors, skos.broader),
  };
}

/** Documents lie in the order of their IRIs: starting at `prefix` spares reading past every dataset. */
function listUnder(store: RecordReader, kind: RecordKind, prefix: string): readonly StoredRecord[] {
  const { records } = store.list({ kinds: [kind], after: prefix, limit: mostListed });
  return records.filter(({ document }) => document.startsWith(prefix));
}

/** From the end of the commit log, so that it costs the same however many datasets there are. */
function newestDatasets(store: RecordReader): Overview['newest'] {
  const newest = new Map<Iri, NamedThing & { issued: string }>();
  const entries = store.changes(Math.max(0, store.sequence() - logRead), logRead);
  for (const { document } of [...entries].reverse()) {
    if (newest.size === newestShown) break;
    if (newest.has(document) || store.head(document)?.kind !== 'dataset') continue;
    const record = store.get(document);
    if (record?.state !== 'live') continue;
    newest.set(document, {
      iri: record.topic,
      titles: titleOf(composeDocument(record), record.topic),
      issued: record.modified,
    });
  }
  return [...newest.values()];
}

/** @param parent the property with which a sub-unit links to its parent: such links are no records of the parent */
function counted(store: RecordReader, records: readonly StoredRecord[], parent: Iri): CountedThing[] {
  const described = records.map((record) => ({ record, quads: composeDocument(record) }));
  const children = new Map<string, number>();
  for (const { quads } of described) {
    const parents = quads.filter((quad) => quad.predicate.value === parent).map((quad) => quad.object.value);
    for (const iri of new Set(parents)) children.set(iri, (children.get(iri) ?? 0) + 1);
  }
  return described
    .map(({ record, quads }) => ({
      iri: record.topic,
      titles: titleOf(quads, record.topic),
      count: store.linkedFrom(record.topic, { limit: 0 }).total - (children.get(record.topic) ?? 0),
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}
