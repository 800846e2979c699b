import LinkHeader from 'http-link-header';
import { Failure } from '../../model/failure.ts';
import type { ArrivedPage } from '../harvest-client.ts';

/**
 * Where a page's `Link` fields (RFC 8288) say that it goes on. Links about another page (`anchor`) are none of its own.
 * @throws Failure `source-failed` where a field names a next page in a way that cannot be read
 */
export function nextLinks({ headers, url }: ArrivedPage): string[] {
  const field = headers['link'];
  if (field === undefined || !/\bnext\b/i.test(field)) return [];
  return refsOf(field, url)
    .filter(({ rel, anchor }) => {
      const isNext = rel.toLowerCase().split(/\s+/).includes('next');
      return isNext && (anchor === undefined || absolute(anchor, url) === url);
    })
    .map(({ uri }) => absolute(uri, url));
}

function refsOf(field: string, url: string): LinkHeader['refs'] {
  try {
    return LinkHeader.parse(field).refs;
  } catch (cause) {
    const shown = field.slice(0, 200);
    throw new Failure('source-failed', `The Link field of ${url} cannot be read: ${shown}`, { cause });
  }
}

function absolute(target: string, url: string): string {
  return URL.canParse(target, url) ? new URL(target, url).href : target;
}
