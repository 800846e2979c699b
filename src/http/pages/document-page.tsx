import { type Neighbours, readNeighbours } from '../../resources/neighbours-view.ts';
import { choosePhrase } from '../../resources/phrase.ts';
import type { NodeView, ResourceView } from '../../resources/resource-view.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { dcat } from '../../vocabulary/terms.ts';
import { AboutRecord } from './about-record.tsx';
import { Breadcrumbs, withinOf } from './breadcrumbs.tsx';
import { Descriptions } from './descriptions.tsx';
import { DistributionCard } from './distribution-card.tsx';
import type { FormatLink } from './format-link.ts';
import { type Inbound, InboundSection } from './kinds/inbound-section.tsx';
import { KeyFacts, remaining, titleText } from './kinds/key-facts.tsx';
import { NeighbourSection, toldOfConcepts } from './kinds/neighbour-sections.tsx';
import { AlsoDescribed, OriginSection } from './kinds/origin-section.tsx';
import { PageHeading } from './kinds/page-heading.tsx';
import { findPart, PartPage, partName } from './kinds/part-page.tsx';
import { Keywords, MembersLink, Related, SearchLink } from './kinds/resource-sections.tsx';
import { Terms } from './kinds/terms.tsx';
import { renderPage } from './layout.tsx';
import { message } from './messages.ts';
import type { PageContext } from './page-context.ts';
import { PropertyList } from './property-list.tsx';
import { type Social, shorten } from './social-tags.tsx';
import { thingLink } from './words.tsx';

const noNeighbours: Neighbours = { members: [], truncated: false };
/** Characters of a description where others show the page; search engines show some 160. */
const longestSummary = 200;

export interface DocumentPageProps {
  readonly context: PageContext;
  readonly view: ResourceView;
  readonly formats: readonly FormatLink[];
  /** Things whose records link to this one. */
  readonly inbound: Inbound;
  /** The same in the words of schema.org, for search engines. */
  readonly jsonLd?: object;
  /** A distribution or other part of the document: the page is about it. */
  readonly subject?: Iri;
}

export function renderDocumentPage(props: DocumentPageProps): string {
  const { context, view, jsonLd } = props;
  const part = props.subject === undefined ? undefined : findPart(view, props.subject);
  const title = part
    ? `${partName(context, part).text} – ${titleText(context, view.topic)}`
    : titleText(context, view.topic);
  return renderPage({
    context,
    title,
    alternates: props.formats,
    social: socialOf(context, view, part ?? view.topic, title),
    ...(jsonLd && { jsonLd }),
    children: (
      <article>
        {part ? <PartPage context={context} view={view} part={part} /> : <TopicPage {...props} />}
        <OriginSection context={context} head={view.head} />
        <AboutRecord context={context} head={view.head} formats={props.formats} />
      </article>
    ),
  });
}

function socialOf(context: PageContext, view: ResourceView, node: NodeView, title: string): Social {
  const description = choosePhrase(node.descriptions, context.language)?.text ?? '';
  return {
    title,
    description: shorten(description, longestSummary),
    url: view.head.document,
    type: view.head.kind === 'organization' ? 'profile' : 'article',
  };
}

function TopicPage({ context, view, inbound }: DocumentPageProps) {
  const { topic, distributions, head } = view;
  const neighbours =
    inbound.total > 0 ? readNeighbours(context.store, context.site.base, head) : noNeighbours;
  return (
    <>
      <Breadcrumbs context={context} within={withinOf(context, view)} />
      <PageHeading context={context} node={topic} />
      <AlsoDescribed context={context} head={head} />
      <KeyFacts context={context} view={view} />
      <Descriptions context={context} node={topic} />
      <SearchLink context={context} view={view} />
      <MembersLink context={context} view={view} />
      {distributions.length > 0 && (
        <section>
          <h2>{message('distributions', context.language)}</h2>
          {distributions.map((distribution) => (
            <DistributionCard key={distribution.iri} context={context} node={distribution} />
          ))}
        </section>
      )}
      <Keywords context={context} view={view} />
      <NeighbourSection context={context} view={view} neighbours={neighbours} />
      {view.parts.length > 0 && <Terms context={context} parts={view.parts} />}
      <InboundSection context={context} view={view} inbound={inbound} neighbours={neighbours} />
      <Details context={context} view={view} />
      <Related context={context} view={view} />
    </>
  );
}

/** What is not told at the top, and the catalogues that list the topic. */
function Details({ context, view }: { context: PageContext; view: ResourceView }) {
  const { head, topic, memberOf } = view;
  const isConcept = head.kind === 'concept' || head.kind === 'place';
  const told = isConcept ? toldOfConcepts : [dcat.keyword];
  const properties = remaining(context, topic, head.kind, told);
  if (properties.length === 0 && memberOf.length === 0) return null;
  return (
    <section>
      <h2>{message('details', context.language)}</h2>
      <PropertyList context={context} properties={properties}>
        {memberOf.length > 0 && (
          <>
            <dt>{message('listedIn', context.language)}</dt>
            <dd>
              <ul>
                {memberOf.map((iri) => (
                  <li key={iri}>{thingLink(context, iri)}</li>
                ))}
              </ul>
            </dd>
          </>
        )}
      </PropertyList>
    </section>
  );
}
