import type { PropertyView, ResourceView, Value } from '../../../resources/resource-view.ts';
import type { FacetName } from '../../../search/facets.ts';
import type { Iri } from '../../../vocabulary/iri.ts';
import { dcat, dct } from '../../../vocabulary/terms.ts';
import { catalogueFeed } from '../../catalogue-feed.ts';
import { message } from '../messages.ts';
import { localHref, type PageContext } from '../page-context.ts';
import { facetOf, facetSearchHref, wordSearchHref } from '../search-box.tsx';
import { nameOf, thingLink, wordsOf } from '../words.tsx';

/** Keywords, the reader's language first; each searches for itself. */
export function Keywords({ context, view }: { context: PageContext; view: ResourceView }) {
  const { language } = context;
  const words = valuesOf(view.topic.properties, dcat.keyword).flatMap((value) =>
    value.type === 'literal' ? [value.phrase] : [],
  );
  if (words.length === 0) return null;
  const own = words.filter((phrase) => phrase.language === language);
  const others = words.filter((phrase) => phrase.language !== language);
  return (
    <section>
      <h2>{message('keywords', language)}</h2>
      <ul class="tags">
        {[...own, ...others].map((phrase) => (
          <li key={`${phrase.language} ${phrase.text}`}>
            <a href={wordSearchHref(context, phrase.text)}>{wordsOf(phrase, language)}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** To the datasets of a publisher, sector, place or format in the search, with its filters; its units' among them. */
export function SearchLink({ context, view }: { context: PageContext; view: ResourceView }) {
  const { kind, topic } = view.head;
  const facet = facetOf(context, kind, topic);
  if (facet === undefined) return null;
  return (
    <p>
      <a class="button second" href={facetSearchHref(context, facet, topic)}>
        {message('findInSearch', context.language)}
      </a>
    </p>
  );
}

/** To what a catalogue lists, page by page. */
export function MembersLink({ context, view }: { context: PageContext; view: ResourceView }) {
  const { kind, topic } = view.head;
  if (kind !== 'catalog') return null;
  return (
    <p>
      <a class="button second" href={localHref(context, catalogueFeed(context.site, topic))}>
        {message('seeMembers', context.language)}
      </a>
    </p>
  );
}

/** Ways on from a dataset: its catalogues and series, more of its publisher, of its sector, of its place. */
export function Related({ context, view }: { context: PageContext; view: ResourceView }) {
  const { language } = context;
  const { properties } = view.topic;
  const series = links(properties, dcat.inSeries);
  const more = sharedFacets.flatMap(([property, facet]) => {
    const [iri] = links(properties, property);
    return iri === undefined ? [] : [{ iri, facet }];
  });
  if (series.length + more.length === 0) return null;
  return (
    <section>
      <h2>{message('related', language)}</h2>
      <ul class="plain">
        {series.map((iri) => (
          <li key={iri}>
            {message('inTheSeries', language)} {thingLink(context, iri)}
          </li>
        ))}
        {more.map(({ iri, facet }) => (
          <MoreOf key={iri} context={context} iri={iri} facet={facet} />
        ))}
      </ul>
    </section>
  );
}

/** The facets in which the search knows what datasets may share. */
const sharedFacets = [
  [dct.publisher, 'publisher'],
  [dcat.theme, 'sector'],
  [dct.spatial, 'place'],
] as const;

/** The search for what shares a publisher, sector or place. */
function MoreOf({ context, iri, facet }: { context: PageContext; iri: Iri; facet: FacetName }) {
  const { language } = context;
  return (
    <li>
      <a href={facetSearchHref(context, facet, iri)}>
        {message(facet === 'publisher' ? 'moreFrom' : 'moreAbout', language)}{' '}
        {wordsOf(nameOf(context, iri), language)}
      </a>
    </li>
  );
}

function valuesOf(properties: readonly PropertyView[], property: Iri): readonly Value[] {
  return properties.find((view) => view.property === property)?.values ?? [];
}

function links(properties: readonly PropertyView[], property: Iri): readonly Iri[] {
  return valuesOf(properties, property).flatMap((value) => (value.type === 'link' ? [value.iri] : []));
}
