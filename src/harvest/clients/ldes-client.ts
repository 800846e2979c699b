import { Failure } from '../../model/failure.ts';
import type { HarvestClient, HarvestContext, HarvestEnd, HarvestItem, Json } from '../harvest-client.ts';
import { LinkScope } from './dcat-link-scope.ts';
import { newItems } from './ldes-new-items.ts';
import { type LdesLinks, readLdesPage } from './ldes-page.ts';
import { LdesProgress } from './ldes-progress.ts';

/** Syntaxes with graphs first: only they tell versions of one thing apart that have parts. */
const accept = [
  'application/n-quads',
  'application/trig',
  'application/ld+json;q=0.9',
  'application/n-triples;q=0.8',
  'text/turtle;q=0.8',
  'application/rdf+xml;q=0.5',
  '*/*;q=0.1',
].join(', ');

/**
 * A Linked Data Event Stream (https://w3id.org/ldes/specification), or any TREE collection. The first run reads all pages
 * and says that it read the whole, unless the stream drops things that have not changed for long (its retention policy)
 * or a page was gone: then vanished records are not told from old ones. Later runs read the pages that may have changed
 * and those that are new. Of several versions of a thing the newest counts.
 *
 * Not `ldes-client` from npm, which tests use: it fetches ahead of its reader, keeps its state in a database of its own
 * that knows nothing of the run's commit or checkpoints, and makes no conditional requests.
 */
export const ldesClient: HarvestClient = {
  async *read(context) {
    const { cursor, bookmark } = context;
    const from = { ...(bookmark !== undefined && { bookmark }), ...(cursor !== undefined && { cursor }) };
    return yield* readStream(context, from);
  },
};

async function* readStream(
  context: HarvestContext,
  from: { readonly bookmark?: Json; readonly cursor?: Json },
): AsyncGenerator<HarvestItem, HarvestEnd> {
  const { source } = context;
  const scope = new LinkScope(source);
  const progress = new LdesProgress(source.url, from);
  for (let page = progress.next(); page; page = progress.next()) {
    const url = page.node;
    const items: AsyncGenerator<HarvestItem, LdesLinks | null> = context.page({
      url,
      accept,
      optional: true,
      parse: (arrived) =>
        readLdesPage(
          arrived,
          url,
          {
            addresses: [source.url],
            ...(progress.stream && { stream: progress.stream }),
            isOutdated: (object, order) => progress.isOutdated(object, order),
          },
          context,
        ),
    });
    const links: LdesLinks | null = yield* progress.isFirst ? items : newItems(items);
    if (!links) {
      if (url === source.url.replace(/#.*$/s, '')) throw failed(`${url} is not there.`);
      context.note(`The page ${url} of the stream is gone.`);
      progress.miss(page);
      continue;
    }
    if (!progress.take(page, links, scope)) {
      context.note(
        `${source.url} is another stream than before, <${links.stream?.iri}>: the next run begins anew.`,
      );
      return { coverage: 'changes' };
    }
    if (progress.isDue()) await context.checkpoint(progress.cursor());
  }
  return endOf(context, progress);
}

function endOf({ source }: HarvestContext, progress: LdesProgress): HarvestEnd {
  if (!progress.stream)
    throw failed(
      `${source.url} describes no event stream: no ldes:EventStream, and nothing that has a tree:view.`,
    );
  const { isWhole, count } = progress;
  if (isWhole && count === 0 && source.options?.['empty'] !== 'allowed')
    throw failed(
      `The stream at ${source.url} has no member. Where that is meant, give the source the option empty=allowed.`,
    );
  const bookmark = progress.bookmark();
  return { coverage: isWhole ? 'whole' : 'changes', ...(bookmark !== undefined && { bookmark }) };
}

function failed(message: string): Failure {
  return new Failure('source-failed', message);
}
