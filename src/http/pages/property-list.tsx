import { type ComponentChildren, Fragment, type VNode } from 'preact';
import { displayIri, displayLiteral, displaySize } from '../../resources/display-value.ts';
import { choosePhrase, speaks } from '../../resources/phrase.ts';
import type { NodeView, PropertyView, Value } from '../../resources/resource-view.ts';
import { dcat, xsd } from '../../vocabulary/terms.ts';
import { anchorOf } from './anchor-of.ts';
import type { PageContext } from './page-context.ts';
import { nameOf, phraseIn, thingLink, wordsOf } from './words.tsx';

/** Properties and their values under the names that people use. */
export function PropertyList(props: {
  context: PageContext;
  properties: readonly PropertyView[];
  /** Further rows. */
  children?: ComponentChildren;
}) {
  const { context, properties, children } = props;
  if (properties.length === 0 && !children) return null;
  return (
    <dl>
      {properties.map((view) => (
        <Fragment key={view.property}>
          <dt>{propertyName(context, view.property)}</dt>
          <dd>{valuesOf(context, view)}</dd>
        </Fragment>
      ))}
      {children}
    </dl>
  );
}

function propertyName(context: PageContext, property: string): VNode {
  const known = context.properties.get(property);
  const name = known ? phraseIn(known.label, context.language) : nameOf(context, property);
  return <span title={displayIri(property)}>{wordsOf(name, context.language)}</span>;
}

function valuesOf(context: PageContext, view: PropertyView): ComponentChildren {
  const [only] = view.values;
  if (view.values.length === 1 && only) return oneValue(context, view.property, only);
  return (
    <ul class={view.property === dcat.keyword ? 'tags' : undefined}>
      {inReadersOrder(view.values, context).map((value) => (
        <li key={keyOf(value)}>{oneValue(context, view.property, value)}</li>
      ))}
    </ul>
  );
}

function oneValue(context: PageContext, property: string, value: Value): ComponentChildren {
  switch (value.type) {
    case 'link':
      return thingLink(context, value.iri);
    case 'node':
      return nested(context, value.node);
    case 'literal': {
      const { phrase, datatype } = value;
      if (property === dcat.byteSize) return displaySize(phrase.text, context.language);
      const text = displayLiteral(phrase.text, datatype, context.language);
      if (datatype === xsd.date || datatype === xsd.dateTime)
        return <time dateTime={phrase.text}>{text}</time>;
      if (datatype === xsd.anyURI && /^https?:\/\//i.test(phrase.text))
        return thingLink(context, phrase.text);
      return wordsOf({ text, language: phrase.language }, context.language);
    }
  }
}

function nested(context: PageContext, node: NodeView): VNode {
  const title = choosePhrase(node.titles, context.language);
  const description = choosePhrase(node.descriptions, context.language);
  return (
    <div id={anchorOf(node.iri)}>
      {title && <div>{wordsOf(title, context.language)}</div>}
      {description && <div>{wordsOf(description, context.language)}</div>}
      <PropertyList context={context} properties={node.properties} />
    </div>
  );
}

/** The reader's language first; the order is otherwise that of the record. */
function inReadersOrder(values: readonly Value[], context: PageContext): readonly Value[] {
  const rank = (value: Value) => (value.type === 'literal' && speaks(value.phrase, context.language) ? 0 : 1);
  return values.toSorted((a, b) => rank(a) - rank(b));
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
