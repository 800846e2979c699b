import type { ComponentChildren } from 'preact';
import type { RecordKind } from '../../../model/record.ts';
import { choosePhrase } from '../../../resources/phrase.ts';
import type { NodeView, PropertyView, ResourceView } from '../../../resources/resource-view.ts';
import type { Iri } from '../../../vocabulary/iri.ts';
import { dct } from '../../../vocabulary/terms.ts';
import type { Site } from '../../site.ts';
import { anchorOf } from '../anchor-of.ts';
import { Fact, Facts, PropertyFact } from '../facts.tsx';
import { message } from '../messages.ts';
import type { PageContext } from '../page-context.ts';
import { Stars, starsOf } from '../stars.tsx';
import { nameOf, wordsOf } from '../words.tsx';
import { factsOfKinds } from './facts-of-kinds.ts';

const known = new WeakMap<Site, ReturnType<typeof factsOfKinds>>();

/** Properties that the page of such a record tells at its top. */
export function keyProperties({ site }: PageContext, kind: RecordKind | 'part'): readonly Iri[] {
  let facts = known.get(site);
  if (!facts) {
    facts = factsOfKinds(site.base);
    known.set(site, facts);
  }
  return facts[kind];
}

/** What people ask first: from whom, of what, of when, under which licence, in which format. */
export function KeyFacts({ context, view }: { context: PageContext; view: ResourceView }) {
  const { topic, distributions } = view;
  const licence = topic.properties.some(({ property }) => property === dct.license)
    ? undefined
    : distributions.flatMap(({ properties }) => properties).find(({ property }) => property === dct.license);
  return (
    <NodeFacts context={context} node={topic} kind={view.head.kind}>
      {licence && <PropertyFact context={context} view={licence} />}
      {distributions.length > 0 && <FormatsFact context={context} distributions={distributions} />}
    </NodeFacts>
  );
}

/** Those of `kind` that the thing has, in the order of the table; nothing where it has none. */
export function NodeFacts(props: {
  context: PageContext;
  node: NodeView;
  kind: RecordKind | 'part';
  children?: ComponentChildren;
}) {
  const { context, node, kind, children } = props;
  const views = new Map(node.properties.map((view) => [view.property, view]));
  const told = keyProperties(context, kind).flatMap((property) => views.get(property) ?? []);
  const stars = starsOf(context, node.properties);
  const hasChildren = Array.isArray(children) ? children.some(Boolean) : Boolean(children);
  if (told.length === 0 && !stars && !hasChildren) return null;
  return (
    <Facts>
      {told.map((view) => (
        <PropertyFact key={view.property} context={context} view={view} />
      ))}
      {stars && (
        <Fact name={message('stars', context.language)}>
          <Stars context={context} {...stars} />
        </Fact>
      )}
      {children}
    </Facts>
  );
}

/** The formats of a dataset, each leading to the card of a distribution that has it. */
function FormatsFact(props: { context: PageContext; distributions: readonly NodeView[] }) {
  const { context, distributions } = props;
  const { language } = context;
  const formats = new Map<string, Iri>();
  for (const { iri, properties } of distributions) {
    const view = properties.find(({ property }) => property === dct.format);
    const [value] = view?.values ?? [];
    if (value?.type === 'link' && !formats.has(value.iri)) formats.set(value.iri, iri);
  }
  if (formats.size === 0) return null;
  return (
    <Fact name={message('formats', language)}>
      {[...formats].map(([format, card]) => (
        <span class="value" key={format}>
          <a href={`#${encodeURI(anchorOf(card))}`}>{wordsOf(nameOf(context, format), language)}</a>
        </span>
      ))}
    </Fact>
  );
}

/** A licence, period or the like is told at the top; what is not is left for the details. */
export function remaining(
  context: PageContext,
  node: NodeView,
  kind: RecordKind | 'part',
  except: readonly Iri[] = [],
): readonly PropertyView[] {
  const told = new Set<Iri>([...keyProperties(context, kind), ...except]);
  const stars = `${context.site.base}def/ndsap#starLevel`;
  return node.properties.filter(({ property }) => !told.has(property) && property !== stars);
}

/** The name of a thing as plain text in the page's language. */
export function titleText(context: PageContext, node: NodeView): string {
  return (choosePhrase(node.titles, context.language) ?? nameOf(context, node.iri)).text;
}
