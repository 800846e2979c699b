import type { Finding } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import type { HarvestItem } from './harvest-client.ts';
import { noSecrets } from './secrets.ts';

/** An item with secrets taken out of what tells where it was found: that is published, and shown. */
export function maskItem(item: HarvestItem, mask: (text: string) => string): HarvestItem {
  if (mask === noSecrets.mask) return item;
  if (item.type === 'unreadable') return { ...item, finding: maskFinding(item.finding, mask) };
  if (item.type !== 'record') return item;
  const { record, origin } = item;
  return {
    ...item,
    record: { ...record, place: maskPlace(record.place, mask) },
    origin: {
      ...(origin.url !== undefined && { url: mask(origin.url) }),
      ...(origin.catalogue !== undefined && { catalogue: mask(origin.catalogue) }),
    },
  };
}

function maskFinding(finding: Finding, mask: (text: string) => string): Finding {
  const { place, message, remedy, value } = finding;
  return {
    ...finding,
    place: maskPlace(place, mask),
    message: { en: mask(message.en), hi: mask(message.hi) },
    remedy: { en: mask(remedy.en), hi: mask(remedy.hi) },
    ...(value !== undefined && { value: mask(value) }),
  };
}

function maskPlace(place: Place, mask: (text: string) => string): Place {
  return { ...place, file: mask(place.file) };
}
