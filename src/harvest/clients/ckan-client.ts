import { Failure } from '../../model/failure.ts';
import type { HarvestClient, HarvestContext, HarvestEnd, HarvestItem, Json } from '../harvest-client.ts';
import { type CkanAbilities, countOf, findAbilities } from './ckan-abilities.ts';
import { tryCkan } from './ckan-ask.ts';
import { type CkanBookmark, readBookmark, readCursor } from './ckan-bookmark.ts';
import { followChanges, modifiedSince } from './ckan-changes.ts';
import { CkanFound } from './ckan-found.ts';
import { listGroups, packageNames } from './ckan-lists.ts';
import { type CkanOptions, readCkanOptions } from './ckan-options.ts';
import { CkanPortal } from './ckan-portal.ts';
import { listWhole, searchWhole } from './ckan-whole.ts';
import { questionHash } from './question-hash.ts';

/** Records after which the first checkpoint is made; each further one after half as many again. */
const firstCheckpoint = 2_000;

/**
 * Harvests a portal by CKAN's Action API, version 3 (https://docs.ckan.org/en/latest/api/). Options: `q` and `fq` of
 * `package_search`; `organizations` (`yes`); `whole` (`always`, or a number n: every n-th run, 10 unless it is said);
 * `empty` (`allowed`).
 *
 * A whole run reads all pages of `package_search` and compares them with `package_list`. The runs between them ask for
 * what has a newer `metadata_modified` and find what is gone by `package_list`; they miss what changes without a new
 * time, which the next whole run finds. Where there is `q` or `fq`, every run is whole: no list says what is gone.
 */
export const ckanClient: HarvestClient = {
  read: (context) => new CkanHarvest(context).read(),
};

class CkanHarvest {
  readonly #context: HarvestContext;
  readonly #portal: CkanPortal;
  readonly #options: CkanOptions;
  readonly #query: string;

  constructor(context: HarvestContext) {
    this.#context = context;
    this.#portal = new CkanPortal(context.source.url);
    this.#options = readCkanOptions(context.source);
    const { q, fq, organizations } = this.#options;
    this.#query = questionHash(this.#portal.site, q, fq, organizations);
  }

  async *read(): AsyncGenerator<HarvestItem, HarvestEnd> {
    const { q, fq } = this.#options;
    const query = { ...(q !== undefined && { q }), ...(fq !== undefined && { fq }) };
    const abilities = await findAbilities(this.#context, this.#portal, query);
    const bookmark = this.#bookmarkToFollow(abilities);
    const filter = bookmark && (await this.#usableFilter(bookmark));
    const names = filter && (await packageNames({ context: this.#context, portal: this.#portal }));
    if (bookmark && filter && names && !(abilities instanceof Failure))
      return yield* this.#changes(bookmark, filter, names, abilities);
    return yield* this.#whole(abilities);
  }

  #bookmarkToFollow(abilities: CkanAbilities | Failure): CkanBookmark | undefined {
    const { q, fq, wholeEvery } = this.#options;
    if (abilities instanceof Failure || abilities.newest === undefined) return undefined;
    // An interrupted run was a whole one: it goes on.
    if (q !== undefined || fq !== undefined || this.#context.cursor !== undefined) return undefined;
    const bookmark = readBookmark(this.#context.bookmark, this.#query);
    return bookmark && bookmark.runs + 1 < wholeEvery ? bookmark : undefined;
  }

  /** Old versions and others know no ranges, or not this field. */
  async #usableFilter(bookmark: CkanBookmark): Promise<string | undefined> {
    const fq = modifiedSince(bookmark);
    if (fq === undefined) return undefined;
    const answer = await tryCkan(this.#context, this.#portal.call('package_search', { fq, rows: 1 }));
    return answer instanceof Failure || countOf(answer) === undefined ? undefined : fq;
  }

  async *#changes(
    bookmark: CkanBookmark,
    filter: string,
    names: ReadonlySet<string>,
    { newest, count }: CkanAbilities,
  ): AsyncGenerator<HarvestItem, HarvestEnd> {
    const [context, portal] = [this.#context, this.#portal];
    const [known, met] = [CkanFound.from(bookmark.entries), new CkanFound()];
    const following = followChanges({ context, portal, bookmark, known, names, met }, filter);
    const hidden = yield* forgetting(following, known);
    if (this.#options.organizations) {
      yield* this.#groups(met);
      yield* vanishedGroups(known, met);
    }
    for (const [key, name] of met.entries()) known.add(key, name);
    const isEqual = count === undefined || known.count('package') >= count;
    if (!isEqual) context.note('The portal has more packages than are known: the next run reads everything.');
    const runs = isEqual ? bookmark.runs + 1 : this.#options.wholeEvery;
    const since = newest ?? bookmark.since;
    return { coverage: 'changes', bookmark: this.#bookmark(since, runs, known, hidden) };
  }

  async *#whole(abilities: CkanAbilities | Failure): AsyncGenerator<HarvestItem, HarvestEnd> {
    const cursor = readCursor(this.#context.cursor, this.#query);
    const by = abilities instanceof Failure ? 'list' : 'search';
    const resumed = cursor?.by === by ? cursor : undefined;
    const found = CkanFound.from(resumed?.entries ?? []);
    found.unreadable = resumed?.unreadable ?? 0;
    const since = resumed ? resumed.since : abilities instanceof Failure ? undefined : abilities.newest;
    const keep = this.#keeper(found, by, since);
    const harvest = { context: this.#context, portal: this.#portal, options: this.#options, found, keep };
    const { hidden, certain } =
      abilities instanceof Failure
        ? { hidden: yield* listWhole(harvest, abilities), certain: false }
        : yield* searchWhole(harvest, abilities, resumed?.start ?? 0);
    if (found.count('package') === 0 && !this.#options.mayBeEmpty) throw this.#empty();
    if (this.#options.organizations) yield* this.#groups(found);
    return {
      coverage: 'whole',
      // What cannot be read in an order that stays cannot be followed by its changes either.
      ...(since !== undefined && certain && { bookmark: this.#bookmark(since, 0, found, hidden) }),
    };
  }

  async *#groups(found: CkanFound): AsyncGenerator<HarvestItem, void> {
    const listing = { context: this.#context, portal: this.#portal, found };
    yield* listGroups(listing, 'organization');
    yield* listGroups(listing, 'group');
  }

  #bookmark(since: string, runs: number, found: CkanFound, hidden: readonly string[]): Json {
    return { query: this.#query, since, runs, entries: found.entries(), hidden };
  }

  /** Each checkpoint holds all that was met: they are made more and more seldom, so that they stay cheap. */
  #keeper(found: CkanFound, by: 'search' | 'list', since: string | undefined) {
    let next = Math.max(firstCheckpoint, found.size * 1.5);
    return async (start: number): Promise<void> => {
      if (found.size < next) return;
      next = found.size * 1.5;
      await this.#context.checkpoint({
        query: this.#query,
        by,
        ...(since !== undefined && { since }),
        start,
        entries: found.entries(),
        unreadable: found.unreadable,
      });
    };
  }

  #empty(): Failure {
    return new Failure(
      'source-failed',
      `${this.#portal.site} has no package at all${(this.#options.q ?? this.#options.fq) ? ' for this question' : ''}. ` +
        'Where that is as it should be, give the source the option empty: allowed.',
    );
  }
}

/** Passes items on; what is gone is known no more. */
async function* forgetting<End>(
  items: AsyncGenerator<HarvestItem, End>,
  known: CkanFound,
): AsyncGenerator<HarvestItem, End> {
  for (;;) {
    const next = await items.next();
    if (next.done) return next.value;
    if (next.value.type === 'deleted') known.delete(next.value.key);
    yield next.value;
  }
}

function* vanishedGroups(known: CkanFound, met: CkanFound): Generator<HarvestItem> {
  for (const [key] of known.entries()) {
    if (key.startsWith('package:') || met.has(key)) continue;
    known.delete(key);
    yield { type: 'deleted', key };
  }
}
