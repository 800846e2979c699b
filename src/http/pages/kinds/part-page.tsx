import { choosePhrase } from '../../../resources/phrase.ts';
import type { NodeView, ResourceView } from '../../../resources/resource-view.ts';
import { fetchLinks } from '../../../resources/resource-view.ts';
import type { Iri } from '../../../vocabulary/iri.ts';
import { dcat } from '../../../vocabulary/terms.ts';
import { Breadcrumbs, withinOf } from '../breadcrumbs.tsx';
import { Columns } from '../column-table.tsx';
import { Descriptions } from '../descriptions.tsx';
import { FetchButtons, formatOf } from '../distribution-card.tsx';
import { message } from '../messages.ts';
import { localHref, type PageContext } from '../page-context.ts';
import { PropertyList } from '../property-list.tsx';
import { nameOf, thingLink, wordsOf } from '../words.tsx';
import { NodeFacts, remaining } from './key-facts.tsx';

/** A distribution, or another thing that a document describes beside its topic; `undefined` where it describes none such. */
export function findPart(view: ResourceView, iri: Iri): NodeView | undefined {
  return findAmong([...view.distributions, ...view.parts], iri) ?? findWithin(view.topic, iri);
}

function findAmong(nodes: readonly NodeView[], iri: Iri): NodeView | undefined {
  for (const node of nodes) {
    const found = node.iri === iri ? node : findWithin(node, iri);
    if (found) return found;
  }
  return undefined;
}

function findWithin(node: NodeView, iri: Iri): NodeView | undefined {
  const nested = node.properties.flatMap(({ values }) =>
    values.flatMap((value) => (value.type === 'node' ? [value.node] : [])),
  );
  return findAmong(nested, iri);
}

/** Name of a part: its title, else for a distribution its format, else its class. */
export function partName(context: PageContext, part: NodeView) {
  const { language } = context;
  const title = choosePhrase(part.titles, language);
  if (title) return title;
  const [type] = part.types;
  return formatOf(context, part) ?? nameOf(context, type ?? part.iri);
}

/** The page about one part of a document: what it is, what it is a part of, how to get it. */
export function PartPage({
  context,
  view,
  part,
}: {
  context: PageContext;
  view: ResourceView;
  part: NodeView;
}) {
  const { language, site } = context;
  const { head } = view;
  const isDistribution = part.types.includes(dcat.Distribution);
  const [type] = part.types;
  const { downloads, accesses } = fetchLinks(part);
  return (
    <>
      <Breadcrumbs context={context} within={[...withinOf(context, view), head.topic]} />
      {type && <p class="kind">{wordsOf(nameOf(context, type), language)}</p>}
      <h1>{wordsOf(partName(context, part), language)}</h1>
      <p class="lead">
        {message(isDistribution ? 'partOfDataset' : 'partOfRecord', language)}{' '}
        {thingLink(context, head.topic)}
      </p>
      <FetchButtons context={context} downloads={downloads} accesses={accesses} />
      <NodeFacts context={context} node={part} kind="part" />
      <Descriptions context={context} node={part} />
      <Columns context={context} columns={part.columns} open />
      <section>
        <h2>{message('details', language)}</h2>
        <PropertyList context={context} properties={remaining(context, part, 'part')}>
          <dt>{message('ownAddress', language)}</dt>
          <dd>
            <code class="address">{part.iri}</code>
          </dd>
        </PropertyList>
      </section>
      <p>
        <a class="button second" href={localHref(context, site.reference(head.document))}>
          {message('seeWhole', language)}
        </a>
      </p>
    </>
  );
}
