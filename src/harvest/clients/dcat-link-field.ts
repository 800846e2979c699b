import { readLinkField } from '../../fetch/link-field.ts';
import { Failure } from '../../model/failure.ts';
import type { ArrivedPage } from '../harvest-client.ts';

/**
 * Where a page's `Link` fields (RFC 8288) say that it goes on.
 * @throws Failure `source-failed` where a field names a next page in a way that cannot be read
 */
export function nextLinks({ headers, url }: ArrivedPage): string[] {
  const field = headers['link'];
  if (field === undefined || !/\bnext\b/i.test(field)) return [];
  const links = readLinkField(field, url);
  if (links) return links.filter(({ relation }) => relation === 'next').map(({ target }) => target);
  throw new Failure('source-failed', `The Link field of ${url} cannot be read: ${field.slice(0, 200)}`);
}
