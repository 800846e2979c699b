import { Failure } from '../../model/failure.ts';
import type { HarvestClient, HarvestContext, HarvestEnd, HarvestItem } from '../harvest-client.ts';
import { DcatCrawl, mostBarren } from './dcat-crawl.ts';
import { LinkScope } from './dcat-link-scope.ts';
import { rdfAccept } from './dcat-open-page.ts';
import { type DcatLinks, readDcatPage } from './dcat-page.ts';

/**
 * A catalogue in RDF: one document, or pages by Hydra, LDP, TREE or `Link: rel="next"`; members that no page describes
 * are looked up by their IRIs. Options: `follow=no` looks up none, `total=ignored` takes fewer members than the catalogue
 * says that it has, `empty=allowed` a catalogue without any, `origins` names other origins that links may lead to.
 */
export const dcatClient: HarvestClient = {
  async *read(context) {
    const { source, cursor } = context;
    const options = { follows: source.options?.['follow'] !== 'no', ...(cursor !== undefined && { cursor }) };
    const crawl = new DcatCrawl(source.url, new LinkScope(source), options);
    for (let place = crawl.next(); place; place = crawl.next()) {
      const { url } = place;
      const links = place.type === 'page' ? yield* readPage(context, url) : yield* readDocument(context, url);
      if (!links) {
        crawl.unfollowed.add(url);
        continue;
      }
      const repeated = crawl.take(place, links);
      if (repeated !== undefined)
        throw failed(
          `${url} names <${repeated}> as its next page, which was read before: its pages go round in a loop.`,
        );
      if (crawl.barren >= mostBarren)
        throw failed(
          `${url} is the ${mostBarren}th page in a row that brings nothing new: its pages have no end.`,
        );
      if (crawl.isDue()) await context.checkpoint(crawl.cursor());
    }
    return endOf(context, crawl);
  },
};

function readPage(context: HarvestContext, url: string): AsyncGenerator<HarvestItem, DcatLinks> {
  return context.page({ url, accept: rdfAccept, parse: (page) => readDcatPage(page, url, context) });
}

/** What a member's IRI leads to. It may be absent; anything else than RDF leaves open whether there is such a member. */
async function* readDocument(
  context: HarvestContext,
  url: string,
): AsyncGenerator<HarvestItem, DcatLinks | null> {
  try {
    return yield* context.page({
      url,
      accept: rdfAccept,
      optional: true,
      parse: (page) => readDcatPage(page, url, context),
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(
      error.code,
      `${error.message} The catalogue only names it; where what is named has no RDF of its own, give the source the option follow=no.`,
      { cause: error },
    );
  }
}

/** @throws Failure `source-failed` where the catalogue cannot have been read whole */
function endOf(context: HarvestContext, crawl: DcatCrawl): HarvestEnd {
  const { source } = context;
  const { total, found, described, unfollowed } = crawl;
  if (described === 0 && source.options?.['empty'] !== 'allowed')
    throw failed(
      `${source.url} describes no dataset, service or other member of a catalogue. Where that is meant, give the source the option empty=allowed.`,
    );
  if (total !== null && found < total && source.options?.['total'] !== 'ignored')
    throw failed(
      `${source.url} says that it has ${total} members, and its pages have ${found}. Read it again when it is not being changed; where the number is wrong, give the source the option total=ignored.`,
    );
  if (unfollowed.size > 0) {
    const [example = ''] = unfollowed;
    context.note(`${unfollowed.size} members are named and could not be looked up, such as <${example}>.`);
  }
  return { coverage: 'whole' };
}

function failed(message: string): Failure {
  return new Failure('source-failed', message);
}
