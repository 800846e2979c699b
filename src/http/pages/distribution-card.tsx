import { displayIri, displaySize } from '../../resources/display-value.ts';
import { choosePhrase } from '../../resources/phrase.ts';
import { fetchLinks, type NodeView } from '../../resources/resource-view.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { dcat, dct } from '../../vocabulary/terms.ts';
import { Descriptions } from './descriptions.tsx';
import { message } from './messages.ts';
import type { PageContext } from './page-context.ts';
import { fragmentOf, PropertyList } from './property-list.tsx';
import { nameOf, Words } from './words.tsx';

/** Told by the card's heading and buttons. */
const inHeading: ReadonlySet<string> = new Set([dcat.downloadURL, dcat.accessURL, dct.format, dcat.byteSize]);

/** One way to get the data: buttons first. */
export function DistributionCard({ context, node }: { context: PageContext; node: NodeView }) {
  const { language } = context;
  const { downloads, accesses } = fetchLinks(node);
  const title = choosePhrase(node.titles, language);
  const heading = title ?? { text: message('distribution', language), language };
  return (
    <div class="card" id={fragmentOf(node.iri)}>
      <h3>
        <Words phrase={heading} language={language} />
        <FormatAndSize context={context} node={node} />
      </h3>
      <Descriptions context={context} node={node} />
      <div class="actions">
        {downloads.map((iri) => (
          <Action key={iri} context={context} iri={iri} label={message('download', language)} />
        ))}
        {accesses.map((iri) => (
          <Action key={iri} context={context} iri={iri} label={message('open', language)} second />
        ))}
      </div>
      <PropertyList
        context={context}
        properties={node.properties.filter(({ property }) => !inHeading.has(property))}
      />
    </div>
  );
}

function FormatAndSize({ context, node }: { context: PageContext; node: NodeView }) {
  const values = (property: Iri) =>
    node.properties.find((view) => view.property === property)?.values ?? ([] as const);
  const format = values(dct.format).map((value) =>
    value.type === 'link' ? nameOf(context, value.iri) : value.type === 'literal' ? value.phrase : undefined,
  )[0];
  const size = values(dcat.byteSize).flatMap((value) =>
    value.type === 'literal' ? [value.phrase.text] : [],
  )[0];
  if (!format && !size) return null;
  return (
    <span class="number">
      {format && <Words phrase={format} language={context.language} />}
      {format && size && ', '}
      {size && displaySize(size, context.language)}
    </span>
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
