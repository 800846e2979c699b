import { Failure } from '../../model/failure.ts';
import type { HarvestClient, HarvestContext, HarvestEnd, HarvestItem } from '../harvest-client.ts';
import { bookmarkFromJson, bookmarkToJson, cursorFromJson, cursorToJson } from './feed-bookmark.ts';
import { type FeedLinks, readFeedPage } from './feed-page.ts';
import { FeedRun } from './feed-run.ts';

const mostPages = 100_000;
const pagesBetweenCheckpoints = 20;
const accept =
  'application/atom+xml, application/rss+xml;q=0.9, application/rdf+xml;q=0.8, application/feed+json;q=0.8, application/xml;q=0.7, text/xml;q=0.7, */*;q=0.1';

/**
 * Reads Atom, RSS and JSON feeds. An entry that links to its description in RDF is read from there (option `follow`:
 * `rdf`, or `none`); any other is a dataset by what it says itself.
 *
 * What is certain decides the coverage. A feed that says that it is complete (`fh:complete`, RFC 5005 §2) and one whose
 * archives (§4) were read to the first are `whole`. Of all others, pages (§3) included, older entries may have dropped out
 * without having been deleted: those are `changes`, and only deleted entries (RFC 6721) take records away. Who knows that
 * a feed always holds everything says so with the option `coverage: whole`.
 *
 * After a first run, archives that were read are not read again, nor the pages behind one on which all is known.
 */
export const feedClient: HarvestClient = { read };

async function* read(context: HarvestContext): AsyncGenerator<HarvestItem, HarvestEnd> {
  const { source } = context;
  const followsRdf = optionOf(context, 'follow', ['rdf', 'none']) === 'rdf';
  const holdsAll = optionOf(context, 'coverage', ['stated', 'whole']) === 'whole';
  const bookmark = holdsAll ? undefined : bookmarkFromJson(context.bookmark);
  const cursor = cursorFromJson(context.cursor);
  const run = new FeedRun(context, bookmark, cursor);
  let url = cursor?.url ?? source.url;
  let isComplete = false;
  let isCutShort = false;
  let pages = 0;
  for (; url !== ''; pages += 1) {
    if (pages >= mostPages) throw tooManyPages(source.url);
    if (pages > 0 && pages % pagesBetweenCheckpoints === 0)
      await context.checkpoint(cursorToJson(run.cursor(url)));
    const links: FeedLinks = yield* run.withoutMet(
      context.page({ url, accept, parse: (page) => readFeedPage(page, { followsRdf }) }),
    );
    if (pages === 0 && !cursor) run.archive = links.previousArchive;
    isComplete ||= links.isComplete;
    const isNews = run.hasNews(links);
    yield* run.follow(links, holdsAll || isComplete);
    url = nextOf(links, run);
    if (!bookmark || isComplete || url === '') continue;
    isCutShort = links.previousArchive === '' ? !isNews : bookmark.archive === url;
    if (isCutShort) break;
  }
  run.noteAll();
  if (run.met === 0 && !bookmark && source.options?.['empty'] !== 'allowed') throw noEntry(source.url);
  const isWhole = isComplete || holdsAll || (run.isArchived && !bookmark);
  const kept = run.failed > 0 ? bookmark : run.bookmark();
  return {
    coverage: isWhole && run.failed === 0 ? 'whole' : 'changes',
    ...(kept && { bookmark: bookmarkToJson(kept) }),
  };
}

/** Archives are the whole feed; pages are what there is where it has none. */
function nextOf(links: FeedLinks, run: FeedRun): string {
  if (links.previousArchive !== '') run.isArchived = true;
  return run.isArchived ? links.previousArchive : links.next;
}

function optionOf(
  { source }: HarvestContext,
  name: string,
  allowed: readonly [usual: string, ...others: string[]],
): string {
  const value = source.options?.[name] ?? allowed[0];
  if (allowed.includes(value)) return value;
  throw new Failure(
    'invalid-configuration',
    `Source "${source.name}": ${name} is "${value}". Write one of: ${allowed.join(', ')}.`,
  );
}

function tooManyPages(url: string): Failure {
  return new Failure(
    'source-failed',
    `<${url}>: the feed has more than ${mostPages} pages. It seems to have no end.`,
  );
}

function noEntry(url: string): Failure {
  return new Failure(
    'source-failed',
    `<${url}>: the feed has no entry at all. Check the address; where this is as it should be, set the option "empty" to "allowed".`,
  );
}
