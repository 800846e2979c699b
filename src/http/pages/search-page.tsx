import { displayDate } from '../../resources/display-value.ts';
import { sorts } from '../../search/cursor.ts';
import { type FacetName, facetNames, shortValue } from '../../search/facets.ts';
import { excerptOf, facetValueName, resultTitle } from '../search-names.ts';
import type { SearchResult } from '../search-results.ts';
import type { SearchView } from '../search-view.ts';
import { kindTitles } from './kind-titles.ts';
import { renderPage } from './layout.tsx';
import { localHref } from './page-context.ts';
import { SearchAdvice } from './search-advice.tsx';
import { SearchFacets } from './search-facets.tsx';
import { searchHref } from './search-href.ts';
import { facetTitles, searchMessage, sortNames } from './search-messages.ts';
import { nameOf, thingLink, wordsOf } from './words.tsx';

export function renderSearchPage(view: SearchView): string {
  const { context, request, formats } = view;
  const { language } = context;
  const title =
    request.text === ''
      ? searchMessage('title', language)
      : searchMessage('resultsFor', language, request.text.slice(0, 100));
  return renderPage({
    context,
    title,
    headerSearch: 'none',
    alternates: [
      { mediaType: 'application/atom+xml', href: formats.atom },
      { mediaType: 'application/json', href: formats.json },
    ],
    // Of the countless combinations search engines need none: they have the sitemap.
    head: <meta name="robots" content="noindex, follow" />,
    children: <SearchPage {...view} />,
  });
}

function SearchPage(view: SearchView) {
  const { context, request, answer, results, first, next, formats } = view;
  const { language } = context;
  const count = answer.total.toLocaleString(`${language}-IN`);
  return (
    <>
      <h1>{searchMessage('title', language)}</h1>
      <SearchForm {...view} />
      <Chosen {...view} />
      <div class="found">
        <section aria-labelledby="results">
          <h2 id="results">
            {answer.total === 0
              ? searchMessage('noResults', language)
              : searchMessage(answer.total === 1 ? 'result' : 'resultsCount', language, count)}
          </h2>
          {request.cut && <p class="quiet">{searchMessage('cut', language)}</p>}
          <SearchAdvice {...view} />
          {answer.total > 0 && (
            <p class="to-filters">
              <a href="#filters">{searchMessage('toFilters', language)}</a>
            </p>
          )}
          {results.length > 0 && (
            <ol class="list results">
              {results.map((result) => (
                <Result key={result.document} view={view} result={result} />
              ))}
            </ol>
          )}
          {(first !== undefined || next !== undefined) && (
            <nav class="actions" aria-label={searchMessage('pages', language)}>
              {first !== undefined && (
                <a class="button second" rel="first" href={first}>
                  {searchMessage('first', language)}
                </a>
              )}
              {next !== undefined && (
                <a class="button" rel="next" href={next}>
                  {searchMessage('next', language)}
                </a>
              )}
            </nav>
          )}
          <ul class="formats">
            <li>
              <a href={formats.atom} type="application/atom+xml">
                {searchMessage('asFeed', language)}
              </a>
            </li>
            <li>
              <a href={formats.json} type="application/json">
                {searchMessage('asJson', language)}
              </a>
            </li>
          </ul>
        </section>
        <SearchFacets {...view} />
      </div>
    </>
  );
}

function SearchForm({ context, request, answer }: SearchView) {
  const { language, languageAsked, site } = context;
  const { text, query, sizeAsked } = request;
  return (
    <search class="search">
      <form method="get" action={`${site.path}search`}>
        <label for="search-text">{searchMessage('text', language)}</label>
        <span class="field">
          <input
            id="search-text"
            name="q"
            type="search"
            value={text}
            maxLength={1000}
            aria-describedby="search-hint"
          />
          <button type="submit">{searchMessage('submit', language)}</button>
        </span>
        <p id="search-hint" class="quiet">
          {searchMessage('hint', language)}
        </p>
        <p class="order">
          <label for="search-order">{searchMessage('order', language)}</label>
          <select id="search-order" name="sort">
            {sorts.map((sort) => (
              <option key={sort} value={sort} selected={sort === query.sort}>
                {sortNames[sort][language]}
              </option>
            ))}
          </select>
        </p>
        {facetNames.flatMap((facet) =>
          (answer.filters[facet] ?? []).map((value) => (
            <input key={value} type="hidden" name={facet} value={shortValue(facet, value, site.base)} />
          )),
        )}
        {sizeAsked !== undefined && <input type="hidden" name="size" value={String(sizeAsked)} />}
        {languageAsked && <input type="hidden" name="lang" value={language} />}
      </form>
    </search>
  );
}

/** The filters, each with a link that takes it away. */
function Chosen(view: SearchView) {
  const { context, answer } = view;
  const { language } = context;
  const { filters } = answer;
  const chosen = facetNames.flatMap((facet) => (filters[facet] ?? []).map((value) => ({ facet, value })));
  if (chosen.length === 0) return null;
  const without = (facet: FacetName, value: string) => ({
    ...filters,
    [facet]: filters[facet]?.filter((one) => one !== value) ?? [],
  });
  return (
    <nav aria-label={searchMessage('activeFilters', language)}>
      <ul class="tags chosen">
        {chosen.map(({ facet, value }) => {
          const name = facetValueName(context, facet, value);
          const label = `${facetTitles[facet][language]}: ${name.text}`;
          return (
            <li key={`${facet} ${value}`}>
              <a
                href={searchHref(view, { filters: without(facet, value) })}
                aria-label={searchMessage('remove', language, label)}
                rel="nofollow"
              >
                {facetTitles[facet][language]}: wordsOf(name, language) <span aria-hidden="true">✕</span>
              </a>
            </li>
          );
        })}
        {chosen.length > 1 && (
          <li>
            <a href={searchHref(view, { filters: {} })}>{searchMessage('removeAll', language)}</a>
          </li>
        )}
      </ul>
    </nav>
  );
}

function Result({ view, result }: { view: SearchView; result: SearchResult }) {
  const { context } = view;
  const { language } = context;
  const title = resultTitle(result.titles, result.document, language);
  const excerpt = excerptOf(result.descriptions, language);
  const date = result.modified ?? result.issued;
  const formats = [...new Set(result.formats.map((iri) => facetValueName(context, 'format', iri).text))];
  return (
    <li>
      <h3>
        <a href={localHref(context, context.site.reference(result.document))}>{wordsOf(title, language)}</a>
      </h3>
      {excerpt && <p class="excerpt">{wordsOf(excerpt, language)}</p>}
      <p class="quiet about">
        <span>{kindTitles[result.kind][language]}</span>
        {result.publishers.map((iri) => (
          <span key={iri}>{thingLink(context, iri, nameOf(context, iri))}</span>
        ))}
        {formats.length > 0 && <span>{formats.join(', ')}</span>}
        {date !== undefined && (
          <span>
            {searchMessage(result.modified === undefined ? 'issued' : 'modified', language)}{' '}
            {displayDate(date, language)}
          </span>
        )}
      </p>
    </li>
  );
}
