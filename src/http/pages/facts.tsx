import type { ComponentChildren } from 'preact';
import { displayLiteral, displaySize } from '../../resources/display-value.ts';
import { choosePhrase } from '../../resources/phrase.ts';
import type { NodeView, PropertyView, Value } from '../../resources/resource-view.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { dcat, spdx, xsd } from '../../vocabulary/terms.ts';
import { anchorOf } from './anchor-of.ts';
import type { PageContext } from './page-context.ts';
import { PropertyList } from './property-list.tsx';
import { nameOf, phraseIn, thingLink, wordsOf } from './words.tsx';

/** A few properties at the top of a page, side by side where there is room. */
export function Facts({ children }: { children: ComponentChildren }) {
  return <dl class="facts">{children}</dl>;
}

export function Fact({ name, children }: { name: ComponentChildren; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A property under the name that people use, with its values. */
export function PropertyFact({ context, view }: { context: PageContext; view: PropertyView }) {
  const known = context.properties.get(view.property);
  const name = known ? phraseIn(known.label, context.language) : nameOf(context, view.property);
  return (
    <Fact name={wordsOf(name, context.language)}>
      <FactValues context={context} view={view} />
    </Fact>
  );
}

/** Values in a line each, or after one another where they are links. */
export function FactValues({ context, view }: { context: PageContext; view: PropertyView }) {
  return (
    <>
      {view.values.map((value) => (
        <span class="value" key={keyOf(value)}>
          <FactValue context={context} property={view.property} value={value} />
        </span>
      ))}
    </>
  );
}

function FactValue({ context, property, value }: { context: PageContext; property: Iri; value: Value }) {
  if (value.type === 'link') return thingLink(context, value.iri);
  if (value.type === 'node') return <NodeFact context={context} node={value.node} />;
  const { phrase, datatype } = value;
  if (property === dcat.byteSize) return <>{displaySize(phrase.text, context.language)}</>;
  const text = displayLiteral(phrase.text, datatype, context.language);
  if (datatype === xsd.date || datatype === xsd.dateTime) return <time dateTime={phrase.text}>{text}</time>;
  return wordsOf({ text, language: phrase.language }, context.language);
}

/** A period as its two ends, a checksum as algorithm and value, a contact by its name, another thing in full. */
function NodeFact({ context, node }: { context: PageContext; node: NodeView }) {
  const { language } = context;
  const start = literalOf(node, dcat.startDate);
  const end = literalOf(node, dcat.endDate);
  if (start || end) {
    return (
      <span id={anchorOf(node.iri)}>
        {start && <time dateTime={start.text}>{displayLiteral(start.text, start.datatype, language)}</time>}
        {' – '}
        {end && <time dateTime={end.text}>{displayLiteral(end.text, end.datatype, language)}</time>}
      </span>
    );
  }
  const sum = literalOf(node, spdx.checksumValue);
  if (sum) {
    const algorithm = node.properties.find((view) => view.property === spdx.algorithm)?.values[0];
    return (
      <span id={anchorOf(node.iri)}>
        {algorithm?.type === 'link' && <>{shortAlgorithm(algorithm.iri)} </>}
        <code>{sum.text}</code>
      </span>
    );
  }
  const title = choosePhrase(node.titles, language);
  return (
    <div id={anchorOf(node.iri)}>
      {title && wordsOf(title, language)}
      <PropertyList context={context} properties={node.properties} />
    </div>
  );
}

function literalOf(node: NodeView, property: Iri): { text: string; datatype: string } | undefined {
  const value = node.properties.find((view) => view.property === property)?.values[0];
  return value?.type === 'literal' ? { text: value.phrase.text, datatype: value.datatype } : undefined;
}

/** `checksumAlgorithm_sha256` of SPDX as `SHA256`. */
function shortAlgorithm(iri: string): string {
  return (/[#/_]([^#/_]+)$/.exec(iri)?.[1] ?? iri).toUpperCase();
}

function keyOf(value: Value): string {
  switch (value.type) {
    case 'link':
      return value.iri;
    case 'node':
      return value.node.iri;
    case 'literal':
      return `${value.phrase.language} ${value.phrase.text}`;
  }
}
