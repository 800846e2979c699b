import type { Failure } from '../../model/failure.ts';
import { unreadable } from '../../sources/unreadable.ts';
import type { HarvestItem } from '../harvest-client.ts';

/** A page that cannot be read, as a finding. */
export function* unreadPage(error: Failure, file: string): Generator<HarvestItem> {
  const item = unreadable(
    { file },
    {
      code:
        error.code === 'source-failed' || error.code === 'source-refused'
          ? 'page-not-fetched'
          : 'unreadable-page',
      message: {
        en: `This page could not be read: ${error.message}`,
        hi: `यह पृष्ठ पढ़ा नहीं जा सका: ${error.message}`,
      },
      remedy: {
        en: 'Mend the page, or do not list it; the other pages are not affected.',
        hi: 'पृष्ठ को ठीक करें, या उसे सूची से हटाएँ; अन्य पृष्ठ प्रभावित नहीं हैं।',
      },
    },
  );
  if (item.type === 'unreadable') yield item;
}
