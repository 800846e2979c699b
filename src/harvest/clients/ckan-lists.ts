import { Failure } from '../../model/failure.ts';
import type { HarvestContext, HarvestItem } from '../harvest-client.ts';
import { listNames } from './ckan-ask.ts';
import { type CkanFound, onlyNew } from './ckan-found.ts';
import { type CkanLinks, readCkanPage } from './ckan-page.ts';
import type { CkanPortal } from './ckan-portal.ts';

/** Packages that `package_list` has and that are no datasets: of ckanext-harvest and ckanext-showcase. */
const noDatasets: ReadonlySet<string> = new Set(['harvest', 'showcase']);
const accept = 'application/json';

interface Listing {
  readonly context: HarvestContext;
  readonly portal: CkanPortal;
  readonly found: CkanFound;
}

interface ShownNames extends Listing {
  readonly names: Iterable<string>;
  /** Called behind each. */
  readonly onShown?: () => Promise<void>;
}

/**
 * Packages one by one (`package_show`).
 * @returns names that are listed and are no datasets
 */
export async function* showPackages(shown: ShownNames): AsyncGenerator<HarvestItem, readonly string[]> {
  const { context, portal, found, names, onShown } = shown;
  const hidden: string[] = [];
  for (const name of names) {
    const page = context.page<CkanLinks>({
      url: portal.call('package_show', { id: name }),
      accept,
      optional: true,
      parse: (arrived) =>
        readCkanPage(arrived, { portal, reading: context.reading, result: 'value', without: noDatasets }),
    });
    const links = yield* onlyNew(page, found);
    // Withdrawn between the list and now.
    if (links === null) continue;
    if (links.found.length === 0) hidden.push(name);
    for (const [key] of links.found) found.add(key, name);
    await onShown?.();
  }
  return hidden;
}

/** Organisations or groups: the list with all fields, then what moved while its pages were read. */
export async function* listGroups(
  listing: Listing,
  kind: 'organization' | 'group',
): AsyncGenerator<HarvestItem, void> {
  const { context, portal, found } = listing;
  const parse = (result: 'list' | 'value') => (arrived: Parameters<typeof readCkanPage>[0]) =>
    readCkanPage(arrived, { portal, reading: context.reading, result });
  // Counts of packages would make other pages of the same organisations.
  const fields = { all_fields: 'true', include_extras: 'true', include_dataset_count: 'false' };
  for (let offset = 0, rows = -1; rows !== 0; ) {
    const before = found.size;
    const url = portal.call(`${kind}_list`, { ...fields, sort: 'name asc', limit: 1_000, offset });
    const links = yield* onlyNew(context.page<CkanLinks>({ url, accept, parse: parse('list') }), found);
    for (const [key, name] of links.found) found.add(key, name);
    rows = found.size === before ? 0 : links.rows;
    offset += rows;
  }
  const met = new Set(found.entries().flatMap(([key, name]) => (key.startsWith(`${kind}:`) ? [name] : [])));
  for (const name of (await listNames(context, portal, `${kind}_list`)) ?? []) {
    if (met.has(name) || found.has(`${kind}:${name}`)) continue;
    const url = portal.call(`${kind}_show`, { id: name, include_datasets: 'false', include_users: 'false' });
    const links = yield* onlyNew(
      context.page<CkanLinks>({ url, accept, optional: true, parse: parse('value') }),
      found,
    );
    for (const [key] of links?.found ?? []) found.add(key, name);
  }
}

/** @returns `undefined` where the portal has no such list, or gives none */
export async function packageNames({
  context,
  portal,
}: Omit<Listing, 'found'>): Promise<ReadonlySet<string> | undefined> {
  try {
    return await listNames(context, portal, 'package_list');
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof Failure) || error.code !== 'source-failed') throw error;
    context.note(`There is no package_list to compare with: ${error.message}`);
    return undefined;
  }
}
