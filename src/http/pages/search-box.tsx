import { type FacetName, shortValue } from '../../search/facets.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { message } from './messages.ts';
import { localHref, type PageContext } from './page-context.ts';

/** The form of the search; a GET form, so that results have addresses. */
export function SearchBox(props: {
  context: PageContext;
  /** Of the field; one page may have two of these forms. */
  id: string;
  value?: string;
  /** In the header: the label is read out, not seen. */
  compact?: boolean;
}) {
  const { context, id, value, compact = false } = props;
  const { language, languageAsked, site } = context;
  const label = message(compact ? 'search' : 'searchHere', language);
  return (
    <search class={compact ? 'search compact' : 'search'} aria-label={label}>
      <form method="get" action={`${site.path}search`}>
        <label for={id} class={compact ? 'unseen' : undefined}>
          {label}
        </label>
        <span class="field">
          <input
            id={id}
            name="q"
            type="search"
            value={value}
            placeholder={message(compact ? 'searchHere' : 'searchHint', language)}
            autocomplete="off"
          />
          <button type="submit">{message('search', language)}</button>
        </span>
        {languageAsked && <input type="hidden" name="lang" value={language} />}
      </form>
    </search>
  );
}

/** Where the search tells which records have this word. */
export function wordSearchHref(context: PageContext, word: string): string {
  return localHref(context, `${context.site.path}search?q=${encodeURIComponent(word)}`);
}

/** Where the search tells which records have this thing as publisher, sector or the like. */
export function facetSearchHref(context: PageContext, facet: FacetName, iri: Iri): string {
  const { site } = context;
  const value = encodeURIComponent(shortValue(facet, iri, site.base));
  return localHref(context, `${site.path}search?${facet}=${value}`);
}

const facetsOfSchemes: Readonly<Record<string, FacetName>> = {
  sector: 'sector',
  'file-format': 'format',
  frequency: 'frequency',
  'access-type': 'access',
  'star-level': 'stars',
};

/** The facet in which the search knows a thing of the portal; `undefined` where it is no facet's value. */
export function facetOf(context: PageContext, kind: string, iri: Iri): FacetName | undefined {
  if (kind === 'organization') return 'publisher';
  if (kind === 'place') return 'place';
  const scheme = /^def\/([^/]+)\/./.exec(iri.slice(context.site.base.length))?.[1];
  return scheme !== undefined && context.site.isOwn(iri) ? facetsOfSchemes[scheme] : undefined;
}
