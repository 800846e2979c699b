import type { ResourceView } from '../../resources/resource-view.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { dcat, dct, org, skos } from '../../vocabulary/terms.ts';
import { message } from './messages.ts';
import { localHref, type PageContext } from './page-context.ts';
import { thingLink } from './words.tsx';

/** Properties that lead to what a thing is a part of, the nearest first. */
const upwards: readonly Iri[] = [
  skos.broader,
  skos.inScheme,
  org.subOrganizationOf,
  org.unitOf,
  dcat.inSeries,
  dct.isPartOf,
];

/** The way from the home page to what this page is within. */
export function Breadcrumbs({ context, within }: { context: PageContext; within: readonly Iri[] }) {
  const { language, site } = context;
  return (
    <nav class="breadcrumbs" aria-label={message('breadcrumbs', language)}>
      <ol>
        <li>
          <a href={localHref(context, site.path)}>{message('home', language)}</a>
        </li>
        <li>
          <a href={localHref(context, `${site.path}catalog`)}>{message('catalogue', language)}</a>
        </li>
        {within.map((iri) => (
          <li key={iri}>{thingLink(context, iri)}</li>
        ))}
      </ol>
    </nav>
  );
}

/** What the topic of a document is within: a catalogue, a broader concept and its scheme, an organisation. */
export function withinOf(context: PageContext, view: ResourceView): readonly Iri[] {
  const catalogue = view.memberOf.find((iri) => iri !== context.portal);
  if (catalogue !== undefined) return [catalogue];
  const above = new Map<Iri, Iri>();
  for (const { property, values } of view.topic.properties) {
    const [value] = values;
    if (value?.type === 'link' && upwards.includes(property)) above.set(property, value.iri);
  }
  const scheme = above.get(skos.inScheme);
  const nearest = upwards.map((property) => above.get(property)).find((iri) => iri !== undefined);
  if (nearest === undefined) return [];
  return scheme !== undefined && scheme !== nearest ? [scheme, nearest] : [nearest];
}
