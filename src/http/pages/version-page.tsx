import { historyIri, versionIri } from '../../mapping/version-iris.ts';
import type { NodeView, ResourceView } from '../../resources/resource-view.ts';
import type { RecordVersion } from '../../store/record-store.ts';
import { html } from '../formats.ts';
import type { Neighbours } from '../version-links.ts';
import { Descriptions } from './descriptions.tsx';
import type { FormatLink } from './format-link.ts';
import { renderPage } from './layout.tsx';
import { message } from './messages.ts';
import type { PageContext } from './page-context.ts';
import { PropertyList } from './property-list.tsx';
import { versionMessage } from './version-messages.ts';
import { AsData, PageLink, Time, titleIn, Why } from './version-parts.tsx';
import { wordsOf } from './words.tsx';

export interface VersionPageProps {
  readonly context: PageContext;
  readonly version: RecordVersion;
  readonly view: Pick<ResourceView, 'topic' | 'distributions' | 'parts'>;
  readonly neighbours: Neighbours;
  readonly formats: readonly FormatLink[];
}

/** A version as people read it, said to be one at the top. Search engines are sent to the present record. */
export function renderVersionPage(props: VersionPageProps): string {
  const { context, version, view } = props;
  const formats = props.formats.filter(({ mediaType }) => mediaType !== html.mediaType);
  const title = titleIn(context, view.topic.titles, view.topic.iri).text;
  return renderPage({
    context,
    title: `${title} – ${versionMessage('version', context.language)} ${version.sequence}`,
    alternates: formats,
    head: <meta name="robots" content="noindex" />,
    children: <VersionPage {...props} formats={formats} />,
  });
}

function VersionPage({ context, version, view, neighbours, formats }: VersionPageProps) {
  const { language } = context;
  const { topic } = view;
  const title = titleIn(context, topic.titles, topic.iri);
  return (
    <article>
      <p class="kind">
        {versionMessage('version', language)} {version.sequence}
      </p>
      <h1>{wordsOf(title, language)}</h1>
      <Validity context={context} version={version} neighbours={neighbours} />
      <Descriptions context={context} node={topic} />
      <section>
        <h2>{message('details', language)}</h2>
        <PropertyList context={context} properties={topic.properties} />
      </section>
      <Nodes context={context} title={message('distributions', language)} nodes={view.distributions} />
      <Nodes context={context} title={message('contents', language)} nodes={view.parts} />
      <AsData context={context} formats={formats} />
    </article>
  );
}

/** When this was what the record said, and the way to its other versions. */
function Validity({
  context,
  version,
  neighbours,
}: Pick<VersionPageProps, 'context' | 'version' | 'neighbours'>) {
  const { language } = context;
  const { document, ended } = version;
  const state = ended ? (ended.type === 'withdrawn' ? 'withdrawnVersion' : 'pastVersion') : 'presentVersion';
  return (
    <div class="card">
      <p class={ended ? 'warn' : undefined}>{versionMessage(state, language)}</p>
      <dl>
        <dt>{versionMessage('began', language)}</dt>
        <dd>
          <Time context={context} time={version.modified} />
        </dd>
        {ended && (
          <>
            <dt>{versionMessage('ended', language)}</dt>
            <dd>
              {ended.time === undefined ? (
                versionMessage('notKnown', language)
              ) : (
                <Time context={context} time={ended.time} />
              )}
            </dd>
          </>
        )}
      </dl>
      {ended && <Why context={context} reason={ended.reason} replacedBy={ended.replacedBy} />}
      <nav class="actions" aria-label={versionMessage('versions', language)}>
        <PageLink context={context} iri={document} class="button" rel="latest-version">
          {versionMessage('presentRecord', language)}
        </PageLink>
        <Neighbour context={context} version={neighbours.previous} relation="prev" name="previous" />
        <Neighbour context={context} version={neighbours.next} relation="next" name="next" />
        <PageLink context={context} iri={historyIri(document)} class="button second" rel="version-history">
          {versionMessage('versions', language)}
        </PageLink>
      </nav>
    </div>
  );
}

function Neighbour(props: {
  context: PageContext;
  version: RecordVersion | undefined;
  relation: 'prev' | 'next';
  name: 'previous' | 'next';
}) {
  const { context, version, relation, name } = props;
  if (!version) return null;
  return (
    <PageLink
      context={context}
      iri={versionIri(version.document, version.sequence)}
      rel={relation}
      class="button second"
    >
      {versionMessage(name, context.language)}
    </PageLink>
  );
}

function Nodes(props: { context: PageContext; title: string; nodes: readonly NodeView[] }) {
  const { context, title, nodes } = props;
  if (nodes.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      {nodes.map((node) => (
        <div class="card" key={node.iri}>
          <h3>{wordsOf(titleIn(context, node.titles, node.iri), context.language)}</h3>
          <Descriptions context={context} node={node} />
          <PropertyList context={context} properties={node.properties} />
        </div>
      ))}
    </section>
  );
}
