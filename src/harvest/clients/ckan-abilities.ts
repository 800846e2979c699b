import { Failure } from '../../model/failure.ts';
import type { JsonElement } from '../../sources/json-assembler.ts';
import type { HarvestContext } from '../harvest-client.ts';
import { tryCkan } from './ckan-ask.ts';
import { type CkanPortal, textMember } from './ckan-portal.ts';
import { type CkanQuery, stableSort } from './ckan-search.ts';

/** Orders, best first. Old versions know no order by two fields, or by these. */
const sorts: readonly (string | undefined)[] = [stableSort, 'metadata_created asc', 'name asc', undefined];

/** What a portal's search can do. */
export interface CkanAbilities {
  readonly sort?: string;
  /** `metadata_modified` of the newest record, as far as the portal can tell it. */
  readonly newest?: string;
  readonly count?: number;
}

/**
 * Tries the search with calls that bring one record.
 * @returns why there is no search where there is none
 */
export async function findAbilities(
  context: HarvestContext,
  portal: CkanPortal,
  query: CkanQuery,
): Promise<CkanAbilities | Failure> {
  const search = (sort: string | undefined) =>
    tryCkan(context, portal.call('package_search', { ...query, sort, rows: 1 }));
  let first: Failure | undefined;
  for (const sort of sorts) {
    const found = await search(sort);
    if (found instanceof Failure) {
      first ??= found;
      continue;
    }
    const count = countOf(found);
    const newest = sort === stableSort ? newestOf(await search('metadata_modified desc')) : undefined;
    return {
      ...(sort !== undefined && { sort }),
      ...(count !== undefined && { count }),
      ...(newest !== undefined && { newest }),
    };
  }
  return first ?? new Failure('source-failed', `${portal.site} has no package_search.`);
}

export function countOf(answer: readonly JsonElement[]): number | undefined {
  const count = answer.find(({ path }) => path[1] === 'count' && path.length === 2)?.value;
  return typeof count === 'number' ? count : undefined;
}

function newestOf(answer: readonly JsonElement[] | Failure): string | undefined {
  if (answer instanceof Failure) return undefined;
  const records = answer.filter(({ path }) => typeof path.at(-1) === 'number');
  return textMember(records[0]?.value, 'metadata_modified');
}
