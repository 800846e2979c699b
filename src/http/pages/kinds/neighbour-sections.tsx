import { displayIri } from '../../../resources/display-value.ts';
import type { Neighbour, Neighbours } from '../../../resources/neighbours-view.ts';
import { choosePhrase } from '../../../resources/phrase.ts';
import type { ResourceView } from '../../../resources/resource-view.ts';
import type { Iri } from '../../../vocabulary/iri.ts';
import { owl, skos } from '../../../vocabulary/terms.ts';
import { anchorOf } from '../anchor-of.ts';
import { displayCount, type MessageKey, message } from '../messages.ts';
import type { PageContext } from '../page-context.ts';
import { thingLink } from '../words.tsx';

const collators = { en: new Intl.Collator('en'), hi: new Intl.Collator('hi') } as const;

/** What stands beside a thing in its hierarchy: units, places within, neighbouring concepts, the concepts of a scheme. */
export function NeighbourSection(props: {
  context: PageContext;
  view: ResourceView;
  neighbours: Neighbours;
}) {
  const { context, view, neighbours } = props;
  switch (view.head.kind) {
    case 'organization':
      return <Members context={context} heading="units" neighbours={neighbours} />;
    case 'place':
      return (
        <>
          <Members context={context} heading="containedPlaces" neighbours={neighbours} />
          <ConceptNeighbours context={context} view={view} neighbours={noNeighbours} />
        </>
      );
    case 'scheme':
      return <Hierarchy context={context} scheme={view.head.topic} neighbours={neighbours} />;
    case 'concept':
      return <ConceptNeighbours context={context} view={view} neighbours={neighbours} />;
    default:
      return null;
  }
}

function Members(props: { context: PageContext; heading: MessageKey; neighbours: Neighbours }) {
  const { context, heading, neighbours } = props;
  const { language } = context;
  if (neighbours.members.length === 0) return null;
  return (
    <section>
      <h2>
        {message(heading, language)} <Total context={context} neighbours={neighbours} />
      </h2>
      <ul class="columns">
        {byName(context, neighbours.members).map((member) => (
          <li key={member.iri}>
            <MemberLink context={context} member={member} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Total({ context, neighbours }: { context: PageContext; neighbours: Neighbours }) {
  if (neighbours.truncated) return null;
  return <span class="number">{displayCount(neighbours.members.length, context.language)}</span>;
}

const noNeighbours: Neighbours = { members: [], truncated: false };

/** SKOS §10: a concept of another scheme is shown by its IRI, because its name is the same. */
const matches: readonly (readonly [MessageKey, readonly Iri[]])[] = [
  ['relatedConcepts', [skos.related]],
  ['exactMatches', [skos.exactMatch, owl.sameAs]],
  ['closeMatches', [skos.closeMatch]],
  ['broaderElsewhere', [skos.broadMatch]],
];

/** SKOS §8 and §10: the concepts above, below and beside, and those of other schemes. */
function ConceptNeighbours(props: { context: PageContext; view: ResourceView; neighbours: Neighbours }) {
  const { context, view, neighbours } = props;
  const linked = (properties: readonly Iri[]) =>
    view.topic.properties
      .filter(({ property }) => properties.includes(property))
      .flatMap(({ values }) => values)
      .flatMap((value) => (value.type === 'link' ? [value.iri] : []));
  const above = view.head.kind === 'place' ? [] : linked([skos.broader]);
  const rows = matches
    .map(([key, properties]) => [key, [...new Set(linked(properties))]] as const)
    .filter(([, things]) => things.length > 0);
  if (above.length + rows.length + neighbours.members.length === 0) return null;
  return (
    <section>
      <h2>{message(view.head.kind === 'place' ? 'related' : 'neighbours', context.language)}</h2>
      <dl>
        {above.length > 0 && <Row context={context} name="broader" things={above} />}
        {neighbours.members.length > 0 && (
          <>
            <dt>{message('narrower', context.language)}</dt>
            <dd>
              <ul class="columns">
                {byName(context, neighbours.members).map((member) => (
                  <li key={member.iri}>
                    <MemberLink context={context} member={member} />
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        {rows.map(([key, things]) => (
          <Row key={key} context={context} name={key} things={things} />
        ))}
      </dl>
    </section>
  );
}

function Row(props: { context: PageContext; name: MessageKey; things: readonly Iri[] }) {
  const { context, name, things } = props;
  return (
    <>
      <dt>{message(name, context.language)}</dt>
      <dd>
        <ul>
          {things.map((iri) => (
            <li key={iri}>
              {thingLink(
                context,
                iri,
                context.site.isOwn(iri) ? undefined : { text: displayIri(iri), language: '' },
              )}
            </li>
          ))}
        </ul>
      </dd>
    </>
  );
}

/** Properties that {@link NeighbourSection} tells of a concept or place. */
export const toldOfConcepts: readonly Iri[] = [
  skos.broader,
  skos.topConceptOf,
  ...matches.flatMap(([, properties]) => properties),
];

/** The concepts of a scheme, narrower ones under their broader ones. */
function Hierarchy(props: { context: PageContext; scheme: Iri; neighbours: Neighbours }) {
  const { context, scheme, neighbours } = props;
  const { members, truncated } = neighbours;
  if (members.length === 0) return null;
  const own = new Set(members.map(({ iri }) => iri));
  const below = new Map<Iri, Neighbour[]>();
  for (const member of byName(context, members)) {
    const parent = member.above.find((iri) => iri !== member.iri && own.has(iri)) ?? scheme;
    const siblings = below.get(parent);
    if (siblings) siblings.push(member);
    else below.set(parent, [member]);
  }
  return (
    <section>
      <h2>
        {message('concepts', context.language)} <Total context={context} neighbours={neighbours} />
      </h2>
      {truncated || !reachesAll(below, scheme, members.length) ? (
        <Level context={context} below={new Map([[scheme, [...members]]])} parent={scheme} top />
      ) : (
        <Level context={context} below={below} parent={scheme} top />
      )}
    </section>
  );
}

/** Concepts that are broader than each other in a circle hang under none: then the list is flat. */
function reachesAll(below: ReadonlyMap<Iri, readonly Neighbour[]>, scheme: Iri, total: number): boolean {
  const open = [scheme];
  let reached = 0;
  for (let iri = open.pop(); iri !== undefined; iri = open.pop()) {
    const children = below.get(iri) ?? [];
    reached += children.length;
    open.push(...children.map((child) => child.iri));
  }
  return reached === total;
}

function Level(props: {
  context: PageContext;
  below: ReadonlyMap<Iri, readonly Neighbour[]>;
  parent: Iri;
  top?: boolean;
}) {
  const { context, below, parent, top = false } = props;
  const children = below.get(parent);
  if (!children) return null;
  return (
    <ul class={top ? 'columns tree' : undefined}>
      {children.map((member) => (
        <li key={member.iri} id={anchorOf(member.iri)}>
          <MemberLink context={context} member={member} />
          <Level context={context} below={below} parent={member.iri} />
        </li>
      ))}
    </ul>
  );
}

function MemberLink({ context, member }: { context: PageContext; member: Neighbour }) {
  return thingLink(context, member.iri, choosePhrase(member.titles, context.language));
}

function byName(context: PageContext, members: readonly Neighbour[]): readonly Neighbour[] {
  const { language } = context;
  const named = members.map((member) => ({
    member,
    name: choosePhrase(member.titles, language)?.text ?? member.iri,
  }));
  return named.sort((a, b) => collators[language].compare(a.name, b.name)).map(({ member }) => member);
}
