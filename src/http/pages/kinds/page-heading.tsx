import { choosePhrase } from '../../../resources/phrase.ts';
import type { NodeView } from '../../../resources/resource-view.ts';
import type { PageContext } from '../page-context.ts';
import { nameOf, wordsOf } from '../words.tsx';

/** What sort of thing it is, its name, and its names in other languages. */
export function PageHeading({ context, node }: { context: PageContext; node: NodeView }) {
  const { language } = context;
  const title = choosePhrase(node.titles, language) ?? nameOf(context, node.iri);
  const kind = classOf(context, node);
  const others = node.titles.filter((phrase) => phrase.text !== title.text);
  return (
    <>
      {kind !== undefined && <p class="kind">{wordsOf(nameOf(context, kind), language)}</p>}
      <h1>{wordsOf(title, language)}</h1>
      {others.map((phrase) => (
        <p class="lead quiet" key={phrase.text}>
          {wordsOf(phrase, language)}
        </p>
      ))}
    </>
  );
}

/** The most telling of its classes. */
function classOf({ classes }: PageContext, { types }: NodeView): string | undefined {
  for (const type of classes.keys()) {
    if ((types as readonly string[]).includes(type)) return type;
  }
  return undefined;
}
