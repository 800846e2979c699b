import { Failure } from '../../model/failure.ts';
import { rdfFormats } from '../../rdf/formats.ts';
import { markupText } from '../../sources/markup-text.ts';
import { peekBytes } from '../../sources/peek-bytes.ts';
import { unreadable } from '../../sources/unreadable.ts';
import type { ArrivedPage, HarvestItem } from '../harvest-client.ts';
import { changeOf, type FeedEntry, type FeedPart, type FeedPerson } from './feed-entry.ts';
import { jsonFeedParts } from './feed-json.ts';
import { feedRecord, landingPage } from './feed-record.ts';
import { feedParts } from './feed-xml.ts';

/** What a document of a feed leads to. */
export type FeedLinks = {
  /** Every entry, deleted ones included: its id, and when it last changed in milliseconds (0: not known). */
  readonly entries: readonly (readonly [id: string, changed: number])[];
  /** Entries that are described in RDF elsewhere. */
  readonly follow: readonly (readonly [id: string, url: string, page: string])[];
  /** RFC 5005 §3 and §4; empty: none. */
  readonly next: string;
  readonly previousArchive: string;
  readonly isComplete: boolean;
};

export interface FeedReading {
  /** Whether entries that link to RDF are left to it. */
  readonly followsRdf: boolean;
}

const mostBytes = 128 * 1024 * 1024;
const mostEntries = 200_000;
/** Media types of RDF, by preference: syntaxes that are read in pieces first. */
const rdfTypes = ['text/turtle', 'application/n-triples', 'application/n-quads', 'application/trig'];
const otherRdfTypes = rdfFormats.map(({ mediaType }) => mediaType).filter((type) => !rdfTypes.includes(type));

/**
 * The entries of one document of a feed, each as it says last: where an id stands twice, the newest counts.
 * @throws Failure `unreadable-input`, `too-large`
 */
export async function* readFeedPage(
  page: ArrivedPage,
  { followsRdf }: FeedReading,
): AsyncGenerator<HarvestItem, FeedLinks> {
  const found = new Map<string, Extract<FeedPart, { type: 'entry' | 'deleted' }>>();
  const links = new Map<string, string>();
  const authors: FeedPerson[] = [];
  let isComplete = false;
  for await (const part of partsOf(page)) {
    if (part.type === 'nameless') yield* nameless(page.url, part.line);
    else if (part.type === 'complete') isComplete = true;
    else if (part.type === 'author') authors.push(part.person);
    else if (part.type === 'link') {
      if (!links.has(part.link.relation)) links.set(part.link.relation, part.link.href);
    } else {
      const id = part.type === 'entry' ? part.entry.id : part.id;
      const before = found.get(id);
      if (!before || timeOf(part) > timeOf(before)) found.set(id, part);
      if (found.size > mostEntries)
        throw new Failure(
          'too-large',
          `${page.url} holds more than ${mostEntries} entries. Give a feed that is paged (RFC 5005).`,
        );
    }
  }
  const follow: (readonly [string, string, string])[] = [];
  for (const [id, part] of found) {
    if (part.type === 'deleted') {
      yield { type: 'deleted', key: id, ...(part.reason !== undefined && { reason: part.reason }) };
      continue;
    }
    const entry = part.entry.authors.length > 0 ? part.entry : { ...part.entry, authors };
    const url = followsRdf ? rdfOf(entry) : undefined;
    const origin = landingPage(entry);
    if (url !== undefined) follow.push([id, url, origin ?? url]);
    else
      yield {
        type: 'record',
        key: id,
        record: feedRecord(entry, page.url),
        origin: { url: origin ?? page.url },
      };
  }
  return {
    entries: [...found].map(([id, part]) => [id, timeOf(part)] as const),
    follow,
    next: links.get('next') ?? '',
    previousArchive: links.get('prev-archive') ?? '',
    isComplete,
  };
}

async function* partsOf(page: ArrivedPage): AsyncGenerator<FeedPart> {
  const { url: file, charset } = page;
  const { head, bytes, close } = await peekBytes(page.bytes(), 512);
  const start = head
    .toString('latin1')
    .replace(/\0|^[^\x20-\x7e\s]+/g, '')
    .trimStart();
  if (start === '') {
    await close();
    throw new Failure(
      'unreadable-input',
      `${file} is empty, with status 200. Check the address, or ask its publisher.`,
    );
  }
  const text = markupText(bytes, { file, charset, most: mostBytes });
  if (!start.startsWith('{')) {
    yield* feedParts(text, file);
    return;
  }
  const parts: string[] = [];
  for await (const part of text) parts.push(part);
  yield* jsonFeedParts(parts.join(''), file);
}

function timeOf(part: Extract<FeedPart, { type: 'entry' | 'deleted' }>): number {
  if (part.type === 'entry') return changeOf(part.entry);
  return changeOf({ updated: part.when });
}

/** The description of an entry in RDF: an alternate of it, or what describes it. */
function rdfOf({ links }: FeedEntry): string | undefined {
  for (const type of [...rdfTypes, ...otherRdfTypes])
    for (const relation of ['alternate', 'describedby']) {
      const found = links.find((link) => link.relation === relation && link.type === type);
      if (found) return found.href;
    }
  return undefined;
}

function* nameless(file: string, line: number): Generator<HarvestItem> {
  const item = unreadable(
    { file, line },
    {
      code: 'no-identity',
      message: {
        en: 'The entry has neither an id nor a link nor a title, so that it cannot be told from others.',
        hi: 'इस प्रविष्टि में न id है, न कड़ी, न शीर्षक; इसे अन्य से अलग नहीं पहचाना जा सकता।',
      },
      remedy: {
        en: 'Give each entry an id that never changes: <id> in Atom, <guid> in RSS.',
        hi: 'हर प्रविष्टि को न बदलने वाली id दें: Atom में <id>, RSS में <guid>।',
      },
    },
  );
  if (item.type === 'unreadable') yield item;
}
