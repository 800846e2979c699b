import { Failure } from '../../model/failure.ts';
import type { HarvestContext, HarvestItem } from '../harvest-client.ts';
import type { CkanBookmark } from './ckan-bookmark.ts';
import type { CkanFound } from './ckan-found.ts';
import { showPackages } from './ckan-lists.ts';
import type { CkanPortal } from './ckan-portal.ts';
import { searchAll, stableSort } from './ckan-search.ts';

/** Milliseconds by which changes are asked for twice: a portal's index follows its database later, and in any order. */
const overlap = 60 * 60 * 1_000;
/** Ids of one question; an address has its limits. */
const idsOfQuestion = 40;

interface Following {
  readonly context: HarvestContext;
  readonly portal: CkanPortal;
  readonly bookmark: CkanBookmark;
  readonly known: CkanFound;
  readonly names: ReadonlySet<string>;
  /** The records of this run. */
  readonly met: CkanFound;
}

/** The filter for what was modified since a bookmark; `undefined` where its time is none. */
export function modifiedSince({ since }: CkanBookmark): string | undefined {
  const time = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(since) ? since : `${since}Z`);
  if (Number.isNaN(time)) return undefined;
  return `metadata_modified:[${new Date(time - overlap).toISOString().replace(/\.\d+/, '')} TO *]`;
}

/**
 * What was changed since the bookmark. Names that `package_list` had and has no more are of records that were withdrawn
 * or renamed: those that the search does not find by their id either are gone.
 * @returns names that are listed and are no datasets
 * @throws Failure `source-failed` where it is not certain that these are all
 */
export async function* followChanges(
  { context, portal, bookmark, known, names, met }: Following,
  fq: string,
): AsyncGenerator<HarvestItem, readonly string[]> {
  const changes = yield* searchAll({ context, portal, query: { fq, sort: stableSort }, found: met });
  if (!changes.certain)
    throw new Failure(
      'source-failed',
      `${portal.site} did not give what was changed in the order that was asked for, so that some may be missing. ` +
        'Give the source the option whole: always if that happens again.',
    );
  const hidden = new Set(bookmark.hidden);
  const unknown = [...names].filter((name) => !hidden.has(name) && !known.knows(name) && !met.knows(name));
  const more = yield* showPackages({ context, portal, found: met, names: unknown });
  const lost = known
    .entries()
    .filter(([key, name]) => key.startsWith('package:') && !names.has(name) && !names.has(idOf(key)))
    .map(([key]) => key)
    .filter((key) => !met.has(key));
  yield* settleLost({ context, portal, met }, lost);
  return [...bookmark.hidden.filter((name) => names.has(name)), ...more];
}

async function* settleLost(
  { context, portal, met }: Pick<Following, 'context' | 'portal' | 'met'>,
  lost: readonly string[],
): AsyncGenerator<HarvestItem, void> {
  for (let at = 0; at < lost.length; at += idsOfQuestion) {
    const keys = lost.slice(at, at + idsOfQuestion);
    const fq = `id:(${keys.map((key) => `"${idOf(key).replace(/[\\"]/g, '\\$&')}"`).join(' OR ')})`;
    yield* searchAll({ context, portal, query: { fq, sort: stableSort }, found: met });
    for (const key of keys) if (!met.has(key)) yield { type: 'deleted', key };
  }
}

function idOf(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}
