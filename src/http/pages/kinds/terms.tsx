import { displayIri } from '../../../resources/display-value.ts';
import { choosePhrase } from '../../../resources/phrase.ts';
import type { NodeView } from '../../../resources/resource-view.ts';
import { anchorOf } from '../anchor-of.ts';
import { Descriptions } from '../descriptions.tsx';
import { message } from '../messages.ts';
import type { PageContext } from '../page-context.ts';
import { PropertyList } from '../property-list.tsx';
import { nameOf, wordsOf } from '../words.tsx';

/** From so many terms on, a list of them stands before them. */
const listedFrom = 5;

/** The terms of a vocabulary, or other things that a document describes: each has a place to jump to. */
export function Terms({ context, parts }: { context: PageContext; parts: readonly NodeView[] }) {
  const { language } = context;
  return (
    <section>
      <h2>{message('terms', language)}</h2>
      {parts.length >= listedFrom && (
        <nav aria-label={message('onThisPage', language)}>
          <ul class="columns short">
            {parts.map((part) => (
              <li key={part.iri}>
                <a href={`#${encodeURI(anchorOf(part.iri))}`}>{wordsOf(partName(context, part), language)}</a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {parts.map((part) => (
        <div class="card" key={part.iri} id={anchorOf(part.iri)}>
          <h3>{wordsOf(partName(context, part), language)}</h3>
          <Descriptions context={context} node={part} />
          <p class="quiet">
            <code class="address">{displayIri(part.iri)}</code>
          </p>
          <PropertyList context={context} properties={part.properties} />
        </div>
      ))}
    </section>
  );
}

function partName(context: PageContext, part: NodeView) {
  return choosePhrase(part.titles, context.language) ?? nameOf(context, part.iri);
}
