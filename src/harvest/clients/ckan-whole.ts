import { Failure } from '../../model/failure.ts';
import type { HarvestContext, HarvestItem } from '../harvest-client.ts';
import { type CkanAbilities, countOf } from './ckan-abilities.ts';
import { askCkan } from './ckan-ask.ts';
import type { CkanFound } from './ckan-found.ts';
import { packageNames, showPackages } from './ckan-lists.ts';
import type { CkanOptions } from './ckan-options.ts';
import type { CkanPortal } from './ckan-portal.ts';
import { type CkanQuery, searchAll } from './ckan-search.ts';

interface WholeHarvest {
  readonly context: HarvestContext;
  readonly portal: CkanPortal;
  readonly options: CkanOptions;
  readonly found: CkanFound;
  /** Keeps what was met so far. */
  readonly keep: (start: number) => Promise<void>;
}

/**
 * Every package, by pages of a search, compared with the list of names, which finds what the search leaves out.
 * @returns names that are listed and are no datasets, and whether the search alone would have been enough
 * @throws Failure `source-failed` where it is not certain that this is all
 */
export async function* searchWhole(
  { context, portal, options, found, keep }: WholeHarvest,
  { sort }: CkanAbilities,
  start: number,
): AsyncGenerator<HarvestItem, { hidden: readonly string[]; certain: boolean }> {
  const { q, fq } = options;
  const query = {
    ...(q !== undefined && { q }),
    ...(fq !== undefined && { fq }),
    ...(sort !== undefined && { sort }),
  };
  const end = yield* searchAll({ context, portal, query, found, start, onPage: keep });
  const named = end.named.filter((name) => !found.knows(name));
  const hidden = [...(yield* showPackages({ context, portal, found, names: named }))];
  // Of a part of the portal there is no list of names.
  const names = q === undefined && fq === undefined ? await packageNames({ context, portal }) : undefined;
  const missing = [...(names ?? [])].filter((name) => !found.knows(name) && !hidden.includes(name));
  hidden.push(...(yield* showPackages({ context, portal, found, names: missing })));
  const listed = names !== undefined && names.size >= (end.count ?? 0);
  const met = found.count('package') + found.unreadable;
  // Some may have gone since the last page was read.
  const count = met < (end.count ?? 0) ? await countNow(context, portal, query) : end.count;
  if (!(end.certain || listed) || met < (count ?? 0)) throw incomplete(portal, met, count);
  return { hidden, certain: end.certain };
}

async function countNow(
  context: HarvestContext,
  portal: CkanPortal,
  query: CkanQuery,
): Promise<number | undefined> {
  const answer = await askCkan(context, portal.call('package_search', { ...query, rows: 1 }), 'search');
  return answer && countOf(answer);
}

/**
 * Every package of a portal without a search that gives records, one by one.
 * @throws Failure what the search came to, where there is no list either
 */
export async function* listWhole(
  { context, portal, found, keep }: WholeHarvest,
  noSearch: Failure,
): AsyncGenerator<HarvestItem, readonly string[]> {
  const names = await packageNames({ context, portal });
  if (!names) throw noSearch;
  const open = [...names].filter((name) => !found.knows(name));
  return yield* showPackages({ context, portal, found, names: open, onShown: () => keep(0) });
}

function incomplete(portal: CkanPortal, met: number, count: number | undefined): Failure {
  const of = count === undefined ? '' : ` of ${count}`;
  return new Failure(
    'source-failed',
    `${portal.site} gave ${met}${of} packages, and it is not certain that these are all. ` +
      'Its search has no order that stays while it is read, and no list of all names. Try it again later.',
  );
}
