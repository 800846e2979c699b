import { type ComponentChildren, Fragment } from 'preact';
import { displayIri, displayLiteral, displaySize } from '../../resources/display-value.ts';
import { choosePhrase } from '../../resources/phrase.ts';
import type { NodeView, PropertyView, Value } from '../../resources/resource-view.ts';
import { dcat, xsd } from '../../vocabulary/terms.ts';
import type { PageContext } from './page-context.ts';
import { nameOf, phraseIn, ThingLink, Words } from './words.tsx';

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
          <dt>
            <PropertyName context={context} property={view.property} />
          </dt>
          <dd>
            <Values context={context} view={view} />
          </dd>
        </Fragment>
      ))}
      {children}
    </dl>
  );
}

function PropertyName({ context, property }: { context: PageContext; property: string }) {
  const known = context.properties.get(property);
  const name = known ? phraseIn(known.label, context.language) : nameOf(context, property);
  return (
    <span title={displayIri(property)}>
      <Words phrase={name} language={context.language} />
    </span>
  );
}

function Values({ context, view }: { context: PageContext; view: PropertyView }) {
  const values = inReadersOrder(view.values, context);
  const [only] = values;
  if (values.length === 1 && only)
    return <OneValue context={context} property={view.property} value={only} />;
  return (
    <ul class={view.property === dcat.keyword ? 'tags' : undefined}>
      {values.map((value) => (
        <li key={keyOf(value)}>
          <OneValue context={context} property={view.property} value={value} />
        </li>
      ))}
    </ul>
  );
}

function OneValue(props: { context: PageContext; property: string; value: Value }) {
  const { context, property, value } = props;
  switch (value.type) {
    case 'link':
      return <ThingLink context={context} iri={value.iri} />;
    case 'node':
      return <Nested context={context} node={value.node} />;
    case 'literal': {
      const { phrase, datatype } = value;
      if (property === dcat.byteSize) return <>{displaySize(phrase.text, context.language)}</>;
      const text = displayLiteral(phrase.text, datatype, context.language);
      if (datatype === xsd.date || datatype === xsd.dateTime)
        return <time dateTime={phrase.text}>{text}</time>;
      if (datatype === xsd.anyURI && /^https?:\/\//i.test(phrase.text))
        return <ThingLink context={context} iri={phrase.text} />;
      return <Words phrase={{ text, language: phrase.language }} language={context.language} />;
    }
  }
}

function Nested({ context, node }: { context: PageContext; node: NodeView }) {
  const title = choosePhrase(node.titles, context.language);
  const description = choosePhrase(node.descriptions, context.language);
  return (
    <div id={fragmentOf(node.iri)}>
      {title && (
        <div>
          <Words phrase={title} language={context.language} />
        </div>
      )}
      {description && (
        <div>
          <Words phrase={description} language={context.language} />
        </div>
      )}
      <PropertyList context={context} properties={node.properties} />
    </div>
  );
}

export function fragmentOf(iri: string): string | undefined {
  return /#(.+)$/.exec(iri)?.[1];
}

/** The reader's language first; the order is otherwise that of the record. */
function inReadersOrder(values: readonly Value[], context: PageContext): readonly Value[] {
  const rank = (value: Value) =>
    value.type === 'literal' && value.phrase.language.split('-', 1)[0] === context.language ? 0 : 1;
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
