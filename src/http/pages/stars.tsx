import type { PropertyView } from '../../resources/resource-view.ts';
import { message } from './messages.ts';
import type { PageContext } from './page-context.ts';
import { thingLink } from './words.tsx';

const most = 5;

/** The star level that a record states: a concept of the portal's scheme. */
export function starsOf(
  context: PageContext,
  properties: readonly PropertyView[],
): { readonly iri: string; readonly stars: number } | undefined {
  const property = `${context.site.base}def/ndsap#starLevel`;
  const value = properties.find((view) => view.property === property)?.values[0];
  if (value?.type !== 'link') return undefined;
  const stars = Number(/\/star-level\/([1-5])$/.exec(value.iri)?.[1]);
  return Number.isNaN(stars) ? undefined : { iri: value.iri, stars };
}

/** Five stars, as many of them filled, with the same in words for those who do not see them. */
export function Stars({ context, iri, stars }: { context: PageContext; iri: string; stars: number }) {
  const { language } = context;
  return (
    <span class="stars">
      <span aria-hidden="true">
        {'★'.repeat(stars)}
        {'☆'.repeat(most - stars)}
      </span>{' '}
      {thingLink(context, iri)}
      <span class="unseen">
        {' '}
        ({stars} {message('starsOfFive', language)})
      </span>
    </span>
  );
}
