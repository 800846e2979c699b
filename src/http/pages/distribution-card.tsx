import { displayIri, displaySize } from '../../resources/display-value.ts';
import { choosePhrase, type Phrase } from '../../resources/phrase.ts';
import { fetchLinks, type NodeView, type Value } from '../../resources/resource-view.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { dcat, dct } from '../../vocabulary/terms.ts';
import { anchorOf } from './anchor-of.ts';
import { Columns } from './column-table.tsx';
import { Descriptions } from './descriptions.tsx';
import { message } from './messages.ts';
import type { PageContext } from './page-context.ts';
import { PropertyList } from './property-list.tsx';
import { Stars, starsOf } from './stars.tsx';
import { nameOf, wordsOf } from './words.tsx';

/** Told by the card's heading and buttons. */
const inHeading: ReadonlySet<string> = new Set([dcat.downloadURL, dcat.accessURL, dct.format, dcat.byteSize]);

/** One way to get the data: what it is and the buttons first, its own address last. */
export function DistributionCard({ context, node }: { context: PageContext; node: NodeView }) {
  const { language } = context;
  const { downloads, accesses } = fetchLinks(node);
  const title = choosePhrase(node.titles, language);
  const heading = title ?? { text: message('distribution', language), language };
  const stars = starsOf(context, node.properties);
  const starLevel = `${context.site.base}def/ndsap#starLevel`;
  return (
    <div class="card" id={anchorOf(node.iri)}>
      <h3>
        {wordsOf(heading, language)} <FormatAndSize context={context} node={node} />
      </h3>
      {stars && (
        <p>
          <Stars context={context} {...stars} />
        </p>
      )}
      <Descriptions context={context} node={node} />
      <FetchButtons context={context} downloads={downloads} accesses={accesses} />
      <Columns context={context} columns={node.columns} />
      <PropertyList
        context={context}
        properties={node.properties.filter(
          ({ property }) => !inHeading.has(property) && property !== starLevel,
        )}
      >
        <dt>{message('ownAddress', language)}</dt>
        <dd>
          <code class="address">{node.iri}</code>
        </dd>
      </PropertyList>
    </div>
  );
}

/** Buttons to the file itself, then to pages and interfaces that lead to it. */
export function FetchButtons(props: {
  context: PageContext;
  downloads: readonly Iri[];
  accesses: readonly Iri[];
}) {
  const { context, downloads, accesses } = props;
  const { language } = context;
  if (downloads.length + accesses.length === 0) return null;
  return (
    <div class="actions">
      {downloads.map((iri) => (
        <Action key={iri} context={context} iri={iri} label={message('download', language)} />
      ))}
      {accesses.map((iri) => (
        <Action key={iri} context={context} iri={iri} label={message('open', language)} second />
      ))}
    </div>
  );
}

/** The name of a distribution's format, as the portal's table or the record calls it. */
export function formatOf(context: PageContext, node: NodeView): Phrase | undefined {
  const [value] = valuesOf(node, dct.format);
  if (value?.type === 'link') return nameOf(context, value.iri);
  return value?.type === 'literal' ? value.phrase : undefined;
}

function valuesOf(node: NodeView, property: Iri): readonly Value[] {
  return node.properties.find((view) => view.property === property)?.values ?? [];
}

function FormatAndSize({ context, node }: { context: PageContext; node: NodeView }) {
  const format = formatOf(context, node);
  const [size] = valuesOf(node, dcat.byteSize);
  return (
    <>
      {format && <span class="badge">{wordsOf(format, context.language)}</span>}
      {size?.type === 'literal' && (
        <span class="number">{displaySize(size.phrase.text, context.language)}</span>
      )}
    </>
  );
}

function Action(props: { context: PageContext; iri: Iri; label: string; second?: boolean }) {
  if (!/^https?:\/\//i.test(props.iri)) return <span class="iri">{props.iri}</span>;
  const host = /^https?:\/\/([^/?#]*)/i.exec(props.iri)?.[1] ?? '';
  return (
    <a
      class={props.second ? 'button second' : 'button'}
      href={props.context.site.reference(props.iri)}
      rel="external noopener"
      title={displayIri(props.iri)}
    >
      {props.label} ({host})
    </a>
  );
}
