import type { HarvestItem } from '../harvest-client.ts';

/**
 * What a run of changes gives on: pages that are what they were bring nothing new, and what they once brought may be
 * outdated or deleted by now, which another page said.
 */
export async function* newItems<Links>(
  items: AsyncGenerator<HarvestItem, Links>,
): AsyncGenerator<HarvestItem, Links> {
  try {
    let next = await items.next();
    for (; !next.done; next = await items.next()) if (next.value.type !== 'unchanged') yield next.value;
    return next.value;
  } finally {
    // Where the reader stops, the page is let go.
    await items.return(undefined as never);
  }
}
