import { parseJsonFeed } from 'feedsmith';
import { Failure } from '../../model/failure.ts';
import type { FeedEntry, FeedLink, FeedPart, FeedText } from './feed-entry.ts';
import { htmlText } from './html-text.ts';

type JsonFeed = ReturnType<typeof parseJsonFeed>;
type JsonItem = NonNullable<NonNullable<JsonFeed['items']>[number]>;

/**
 * The parts of a JSON Feed (https://www.jsonfeed.org/version/1.1/).
 * @throws Failure `unreadable-input`
 */
export function* jsonFeedParts(text: string, file: string): Generator<FeedPart> {
  const feed = parse(text, file);
  if (feed.next_url !== undefined && URL.canParse(feed.next_url, file))
    yield { type: 'link', link: { relation: 'next', href: new URL(feed.next_url, file).href, type: '' } };
  for (const item of feed.items ?? []) {
    const entry = entryOf(item, feed, file);
    yield entry ? { type: 'entry', entry } : { type: 'nameless', line: 1 };
  }
}

function parse(text: string, file: string): JsonFeed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.slice(0, 200) : '';
    throw new Failure(
      'unreadable-input',
      `${file} is no valid JSON: ${why}. Mend it there, or check whether it is cut off.`,
      { cause },
    );
  }
  const version =
    typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version !== 'string' || !/^https?:\/\/(?:www\.)?jsonfeed\.org\/version\//.test(version))
    throw new Failure(
      'unreadable-input',
      `${file} is JSON, but no JSON Feed: it has no "version" of jsonfeed.org. Give the address of the feed, or name another type of source.`,
    );
  try {
    return parseJsonFeed(value);
  } catch (cause) {
    throw new Failure(
      'unreadable-input',
      `${file} is no JSON Feed that can be read: it has neither a title nor items.`,
      { cause },
    );
  }
}

function entryOf(item: JsonItem, feed: JsonFeed, base: string): FeedEntry | undefined {
  const id = item.id ?? item.url ?? item.external_url ?? item.title;
  if (id === undefined || String(id) === '') return undefined;
  const language = item.language ?? feed.language ?? '';
  const text = (value: string | undefined): readonly FeedText[] =>
    value ? [{ text: value.trim(), language }] : [];
  const content =
    item.content_text ?? (item.content_html === undefined ? undefined : htmlText(item.content_html));
  return {
    id: String(id),
    titles: text(item.title),
    descriptions: text(content ?? item.summary),
    authors: (item.authors ?? feed.authors ?? []).flatMap(({ name, url }) =>
      name || url ? [{ ...(name && { name }), ...(url && { uri: url }) }] : [],
    ),
    publishers: [],
    contributors: [],
    categories: (item.tags ?? []).map((term) => ({ term: String(term) })),
    links: [
      ...link('alternate', item.url, base),
      ...link('related', item.external_url, base),
      ...(item.attachments ?? []).flatMap(({ url, mime_type: type, title, size_in_bytes: size }) =>
        link('enclosure', url, base).map((one) => ({
          ...one,
          type: type?.toLowerCase() ?? '',
          ...(title && { title }),
          ...(size !== undefined && { length: String(size) }),
        })),
      ),
    ],
    rights: [],
    identifiers: [],
    languages: item.language === undefined ? [] : [item.language],
    licences: [],
    boxes: [],
    ...(item.date_published !== undefined && { published: String(item.date_published) }),
    ...(item.date_modified !== undefined && { updated: String(item.date_modified) }),
    line: 1,
  };
}

function link(relation: string, href: string | undefined, base: string): FeedLink[] {
  if (!href || !URL.canParse(href, base)) return [];
  return [{ relation, href: new URL(href, base).href, type: '' }];
}
