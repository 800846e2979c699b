import type { FacetName } from '../../search/facets.ts';
import type { FacetAnswer, FacetCount } from '../../search/search-query.ts';
import { facetValueName } from '../search-names.ts';
import type { SearchView } from '../search-view.ts';
import { searchHref } from './search-href.ts';
import { facetTitles, searchMessage } from './search-messages.ts';
import { wordsOf } from './words.tsx';

/** Values that are seen at once; the rest unfolds. */
const shown = 8;
/** Facets that stand open; the others unfold. */
const open: ReadonlySet<FacetName> = new Set(['sector', 'publisher', 'format', 'kind']);

/** What the results can be narrowed by: links, so that nothing needs a script. */
export function SearchFacets(view: SearchView) {
  const { language } = view.context;
  const facets = view.answer.facets.filter(({ values }) => values.length > 0);
  if (facets.length === 0) return null;
  return (
    <section class="facets" id="filters" aria-labelledby="filters-title">
      <h2 id="filters-title">{searchMessage('filters', language)}</h2>
      {facets.map((facet) => (
        <Facet key={facet.facet} view={view} answer={facet} />
      ))}
    </section>
  );
}

function Facet({ view, answer }: { view: SearchView; answer: FacetAnswer }) {
  const { language } = view.context;
  const { facet, more } = answer;
  const values =
    facet === 'year' ? [...answer.values].sort((a, b) => (a.value < b.value ? 1 : -1)) : answer.values;
  const rest = values.slice(shown);
  const number = (count: number) => count.toLocaleString(`${language}-IN`);
  return (
    <details open={open.has(facet) || values.some(({ selected }) => selected)}>
      <summary>{facetTitles[facet][language]}</summary>
      <Values view={view} facet={facet} values={values.slice(0, shown)} />
      {rest.length > 0 && (
        <details>
          <summary>{searchMessage('more', language, number(rest.length))}</summary>
          <Values view={view} facet={facet} values={rest} />
          {more > 0 && <p class="quiet">{searchMessage('furtherInData', language, number(more))}</p>}
        </details>
      )}
    </details>
  );
}

function Values(props: { view: SearchView; facet: FacetName; values: readonly FacetCount[] }) {
  const { view, facet, values } = props;
  const { context } = view;
  const { filters } = view.answer;
  return (
    <ul>
      {values.map(({ value, count, selected }) => {
        const chosen = filters[facet] ?? [];
        const changed = selected ? chosen.filter((one) => one !== value) : [...chosen, value];
        return (
          <li key={value}>
            <a
              href={searchHref(view, { filters: { ...filters, [facet]: changed } })}
              aria-current={selected ? 'true' : undefined}
              rel="nofollow"
            >
              <span aria-hidden="true">{selected ? '☑' : '☐'}</span>{' '}
              {wordsOf(facetValueName(context, facet, value), context.language)}
            </a>{' '}
            <span class="number">{count.toLocaleString(`${context.language}-IN`)}</span>
          </li>
        );
      })}
    </ul>
  );
}
