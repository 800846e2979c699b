import type { Quad } from '@rdfjs/types';
import { type Portal, portalIri } from '../feeds/portal.ts';
import type { Language } from '../model/text.ts';
import { classLabels } from '../resources/class-labels.ts';
import { Labels } from '../resources/labels.ts';
import { propertyLabels } from '../resources/property-labels.ts';
import { writeCursor } from '../search/cursor.ts';
import type { SearchAnswer } from '../search/search-query.ts';
import type { SearchService } from '../search/search-service.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { PageContext } from './pages/page-context.ts';
import { searchAtom } from './search-atom.ts';
import { readSearch, type SearchRequest, searchParameters } from './search-request.ts';
import { readResults } from './search-results.ts';
import { Site } from './site.ts';

export interface SearchFeedOptions {
  readonly store: RecordReader;
  readonly portal: Portal;
  readonly search: SearchService;
  /** Triples of the portal's concept schemes. */
  readonly vocabulary: Iterable<Quad>;
}

/** The first page of the results of a search, as the Atom feed at `/search.atom` has it. */
export class SearchFeed {
  readonly #options: SearchFeedOptions;
  readonly #site: Site;
  readonly #context: Omit<PageContext, 'language' | 'languageAsked'>;

  constructor(options: SearchFeedOptions) {
    const { store, portal, vocabulary } = options;
    this.#options = options;
    this.#site = new Site(portal.base);
    this.#context = {
      site: this.#site,
      portal: portalIri(portal),
      portalTitle: portal.title,
      path: `${this.#site.path}search.atom`,
      query: '',
      labels: new Labels({ store, vocabulary }),
      properties: propertyLabels(portal.base),
      classes: classLabels(portal.base),
      store,
    };
  }

  /**
   * @returns `undefined` where it is a further page, which is no feed of its own
   * @throws ProblemError 400 where a parameter cannot be meant
   */
  read(query: string, language: Language, languageAsked: boolean) {
    const { base } = this.#site;
    const request = readSearch(new URLSearchParams(query), language, base);
    if (request.after !== undefined) return undefined;
    const context = { ...this.#context, language, languageAsked };
    return {
      feed: this.#site.origin + this.#address(request, context, '.atom'),
      write: async (sequence: number): Promise<string> => {
        const answer = await this.#options.search.search(request.query);
        if (answer.sequence >= sequence) return this.#write(context, request, answer);
        throw new Error(`The search index has come to commit ${answer.sequence}, not to ${sequence} yet.`);
      },
    };
  }

  #write(context: PageContext, request: SearchRequest, answer: SearchAnswer): string {
    const address = (suffix: string, after?: string) => this.#address(request, context, suffix, after);
    return searchAtom({
      context,
      request,
      answer,
      results: readResults(this.#options.store, answer.documents),
      self: address('.atom'),
      formats: { json: address('.json'), atom: address('.atom'), html: address('') },
      ...(answer.next && { next: address('.atom', writeCursor(answer.next)) }),
    });
  }

  #address(
    request: SearchRequest,
    { language, languageAsked }: Pick<PageContext, 'language' | 'languageAsked'>,
    suffix: string,
    after?: string,
  ): string {
    const parameters = searchParameters(request, this.#site.base, after === undefined ? {} : { after });
    if (languageAsked) parameters.set('lang', language);
    const query = parameters.toString();
    return `${this.#site.path}search${suffix}${query === '' ? '' : `?${query}`}`;
  }
}
