import { type RecordKind, recordKinds } from '../model/record.ts';
import { composeDocument } from '../store/document.ts';
import { isAside } from '../store/is-aside.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { linkedWithin } from './neighbours-view.ts';
import type { Phrase } from './phrase.ts';
import { titleOf } from './title-of.ts';

export interface NamedThing {
  readonly iri: Iri;
  readonly titles: readonly Phrase[];
}

export interface CountedThing extends NamedThing {
  /** Records that name it as their publisher, theme or the like; others of its own sort (sub-units) are not counted. */
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
  return {
    counts: new Map(recordKinds.map((kind) => [kind, store.countThings(kind)])),
    newest: newestDatasets(store),
    publishers: mostUsed(store, 'organization', `${base}doc/organization/`, publishersShown),
    sectors: mostUsed(store, 'concept', `${base}doc/def/sector/`, mostListed),
  };
}

/** From the end of the commit log, so that it costs the same however many datasets there are. */
function newestDatasets(store: RecordReader): Overview['newest'] {
  const newest = new Map<Iri, NamedThing & { issued: string }>();
  const entries = store.changes(Math.max(0, store.sequence() - logRead), logRead);
  for (const { document } of [...entries].reverse()) {
    if (newest.size === newestShown) break;
    if (newest.has(document) || store.head(document)?.kind !== 'dataset') continue;
    const record = store.get(document);
    if (record?.state !== 'live' || isAside(store, record)) continue;
    newest.set(document, {
      iri: record.topic,
      titles: titleOf(composeDocument(record), record.topic),
      issued: record.modified,
    });
  }
  return [...newest.values()];
}

/**
 * Those with the most records first. Documents lie in the order of their IRIs: starting at `prefix` spares reading past
 * every dataset, and only the documents of what is shown are parsed.
 */
function mostUsed(
  store: RecordReader,
  kind: RecordKind,
  prefix: string,
  shown: number,
): readonly CountedThing[] {
  const { records } = store.list({ kinds: [kind], after: prefix, limit: mostListed });
  return records
    .filter(({ document }) => document.startsWith(prefix))
    .map((record) => ({ record, count: countOf(store, prefix, record.topic) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, shown)
    .map(({ record, count }) => ({
      iri: record.topic,
      titles: titleOf(composeDocument(record), record.topic),
      count,
    }));
}

function countOf(store: RecordReader, prefix: string, thing: Iri): number {
  const { total } = store.linkedFrom(thing, { limit: 0 });
  return total === 0 ? 0 : total - linkedWithin(store, prefix, thing, mostListed).length;
}
