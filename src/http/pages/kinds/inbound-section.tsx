import type { RecordKind } from '../../../model/record.ts';
import type { Neighbours } from '../../../resources/neighbours-view.ts';
import type { ResourceView } from '../../../resources/resource-view.ts';
import type { Iri } from '../../../vocabulary/iri.ts';
import { kindNames } from '../kind-names.ts';
import { displayCount, type MessageKey, message } from '../messages.ts';
import { localHref, type PageContext } from '../page-context.ts';
import { thingLink } from '../words.tsx';

export interface Inbound {
  readonly topics: readonly Iri[];
  readonly total: number;
  readonly next?: string;
}

const headings: Readonly<Partial<Record<RecordKind, MessageKey>>> = {
  catalog: 'members',
  series: 'inSeries',
  organization: 'published',
};

/**
 * The records that refer to a thing, by their kinds, datasets first. Units, narrower concepts and places within have a
 * section of their own and are left out.
 */
export function InboundSection(props: {
  context: PageContext;
  view: ResourceView;
  inbound: Inbound;
  neighbours: Neighbours;
}) {
  const { context, view, inbound, neighbours } = props;
  const { language } = context;
  const told = new Set(neighbours.members.map(({ iri }) => iri));
  const total = inbound.total - told.size;
  if (total <= 0) return null;
  const topics = inbound.topics.filter((iri) => !told.has(iri));
  const groups = groupByKind(context, topics);
  const onePage = inbound.next === undefined && topics.length === total;
  return (
    <section id="linked">
      <h2>
        {message(headings[view.head.kind] ?? 'linkedHere', language)}{' '}
        <span class="number">{displayCount(total, language)}</span>
      </h2>
      {groups.map(([kind, things]) => (
        <Group key={kind} context={context} kind={kind} things={things} counted={onePage} />
      ))}
      {inbound.next !== undefined && topics.length < total && (
        <p>
          <NextPage context={context} next={inbound.next} />
        </p>
      )}
    </section>
  );
}

function Group(props: { context: PageContext; kind: RecordKind; things: readonly Iri[]; counted: boolean }) {
  const { context, kind, things, counted } = props;
  const { language } = context;
  const name = kindNames.find(([one]) => one === kind)?.[1];
  return (
    <>
      <h3>
        <span class="capital">{name ? name[language] : message('records', language)}</span>
        {counted && <span class="number">{displayCount(things.length, language)}</span>}
      </h3>
      <ul class="list">
        {things.map((iri) => (
          <li key={iri}>{thingLink(context, iri)}</li>
        ))}
      </ul>
    </>
  );
}

function NextPage({ context, next }: { context: PageContext; next: string }) {
  const query = new URLSearchParams({ after: next });
  return (
    <a class="button second" rel="next" href={localHref(context, `${context.path}?${query}#linked`)}>
      {message('nextPage', context.language)}
    </a>
  );
}

/** In the order in which the home page counts the kinds. */
function groupByKind({ store }: PageContext, topics: readonly Iri[]): [RecordKind, Iri[]][] {
  const groups = new Map<RecordKind, Iri[]>(kindNames.map(([kind]) => [kind, []]));
  for (const iri of topics) {
    const document = store.documentOf(iri);
    const kind = (document && store.head(document)?.kind) ?? 'record';
    const group = groups.get(kind);
    if (group) group.push(iri);
    else groups.set(kind, [iri]);
  }
  return [...groups].filter(([, things]) => things.length > 0);
}
