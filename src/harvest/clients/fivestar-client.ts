import { commitsOfPage } from '../../feeds/change-pages.ts';
import { Failure } from '../../model/failure.ts';
import { nQuads } from '../../rdf/formats.ts';
import type { HarvestClient, HarvestContext, HarvestEnd, HarvestItem } from '../harvest-client.ts';
import { type DumpLinks, readDump } from './fivestar-dump.ts';
import { baseOfStream, type LogLinks, pageOf, readLinks, readLogPage } from './fivestar-log-page.ts';
import {
  advance,
  isSameLog,
  type LogPosition,
  parsePosition,
  parseRunPosition,
  type RunPosition,
  toJson,
} from './fivestar-position.ts';
import { newItems } from './ldes-new-items.ts';

const accept = nQuads.mediaType;

/**
 * Follows another portal of this kind by its log. The first run takes the dump of the whole catalogue, whose tag says
 * which commit it shows, and then the log from there: one request and a few, however long the history is, and right while
 * records are edited. Later runs begin at the page of the log that holds the next commit; what they cost depends on
 * the changes alone. Where the log is another one than before (the portal was made anew), everything is read again.
 */
export const fivestarClient: HarvestClient = {
  async *read(context) {
    const base = baseOf(context.source.url);
    const interrupted = parseRunPosition(context.cursor);
    if (interrupted) {
      const end = yield* followLog(context, { base, suffix: '', position: interrupted });
      return end ?? failed(`${base} is another portal than when this run began. Read it again.`);
    }
    const known = parsePosition(context.bookmark);
    if (!known) return yield* readWhole(context, base, '');
    const end = yield* followLog(context, { base, suffix: '', position: { ...known, coverage: 'changes' } });
    if (end) return end;
    context.note(
      `The log of ${base} is another one than at commit ${known.sequence}: the portal was made anew. Everything is read again.`,
    );
    // Addresses of the same pages with their extension: no page is fetched twice in a run.
    return yield* readWhole(context, base, '.nq');
  },
};

interface Following {
  readonly base: string;
  /** Extension of the addresses of pages. */
  readonly suffix: string;
  readonly position: RunPosition;
}

/** @returns `undefined` where the log is another one than it was: nothing was given then */
async function* followLog(
  context: HarvestContext,
  { base, suffix, position: from }: Following,
): AsyncGenerator<HarvestItem, HarvestEnd | undefined> {
  let position = from;
  let first = pageOf(position.anchor?.[0] ?? position.sequence);
  for (let isBegun = false; ; isBegun = true) {
    const last = first + commitsOfPage - 1;
    const url = `${base}feed/ldes/${first}${suffix}`;
    const isExpected = (links: LogLinks) => isSameLog(position, first, last, links);
    const items: AsyncGenerator<HarvestItem, LogLinks | null> = context.page({
      url,
      accept,
      optional: true,
      parse: (page) => readLogPage(page, isExpected),
    });
    const wanted = withoutEcho(items, context, position.stream);
    const links: LogLinks | null = yield* position.coverage === 'whole' ? wanted : newItems(wanted);
    if (!links || !isExpected(links)) {
      if (!isBegun) return undefined;
      return failed(`${url} does not go on with the log that was read before. Read the portal again.`);
    }
    position = advance(position, last, links);
    if (!links.isFull) return endAt(position);
    await context.checkpoint(toJson(position));
    first = pageOf(position.sequence + 1);
  }
}

async function* readWhole(
  context: HarvestContext,
  base: string,
  suffix: string,
): AsyncGenerator<HarvestItem, HarvestEnd> {
  const view = `${base}feed/ldes${suffix}`;
  const { stream } = yield* withoutItems(context, view);
  if (stream === null)
    return failed(
      `${view} is no change feed of a Fivestar portal. The source's URL has to be the portal's base.`,
    );
  const dump = `${base}catalog/all.nq`;
  const items: AsyncGenerator<HarvestItem, DumpLinks> = context.page({
    url: dump,
    accept,
    parse: (page) => readDump(page, baseOfStream(stream)),
  });
  const links = yield* withoutEcho(items, context, stream);
  if (links.sequence === null)
    context.note(`${dump} came without the tag that tells its commit: the whole log is read instead.`);
  const sequence = links.sequence ?? 0;
  if (links.records === 0 && sequence > 0 && !mayBeEmpty(context))
    return failed(`${dump} has no record at all. ${allowEmpty}`);
  const position: RunPosition = { stream, sequence, coverage: 'whole' };
  await context.checkpoint(toJson(position));
  const end = yield* followLog(context, { base, suffix, position });
  if (!end)
    return failed(`The log of ${base} does not go on from commit ${sequence}. Read the portal again.`);
  if (parsePosition(end.bookmark)?.sequence === 0 && !mayBeEmpty(context))
    return failed(`${base} has published nothing yet. ${allowEmpty}`);
  return end;
}

/** Without what the other portal has from this one: two portals may follow each other. */
async function* withoutEcho<Links>(
  items: AsyncGenerator<HarvestItem, Links>,
  { reading }: HarvestContext,
  stream: string,
): AsyncGenerator<HarvestItem, Links> {
  const { base } = reading.names;
  const isEcho = (item: HarvestItem) => item.type !== 'unreadable' && item.key.startsWith(base);
  try {
    let next = await items.next();
    for (; !next.done; next = await items.next())
      if (baseOfStream(stream) === base || !isEcho(next.value)) yield next.value;
    return next.value;
  } finally {
    // Where the reader stops, the page is let go.
    await items.return(undefined as never);
  }
}

const allowEmpty = 'Where that is meant, give the source the option empty=allowed.';

function mayBeEmpty({ source }: HarvestContext): boolean {
  return source.options?.['empty'] === 'allowed';
}

async function* withoutItems(context: HarvestContext, url: string): AsyncGenerator<HarvestItem, LogLinks> {
  const links: LogLinks | null = yield* context.page({
    url,
    accept,
    optional: true,
    // biome-ignore lint/correctness/useYield: the view has no records
    parse: async function* (page) {
      return await readLinks(page);
    },
  });
  return links ?? { stream: null, isFull: false, commits: [] };
}

function endAt({ stream, sequence, anchor, coverage }: RunPosition): HarvestEnd {
  const bookmark: LogPosition = { stream, sequence, ...(anchor && { anchor }) };
  return { coverage, bookmark: toJson(bookmark) };
}

/** The portal's address, whether or not it was given with its slash, or as that of its change feed. */
function baseOf(url: string): string {
  const trimmed = url.replace(/[?#].*$/s, '').replace(/feed\/ldes\/?$/, '');
  return trimmed.endsWith('/') ? trimmed : `${trimmed}/`;
}

function failed(message: string): never {
  throw new Failure('source-failed', message);
}
