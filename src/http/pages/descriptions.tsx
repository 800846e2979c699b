import { choosePhrase } from '../../resources/phrase.ts';
import type { NodeView } from '../../resources/resource-view.ts';
import type { PageContext } from './page-context.ts';
import { wordsOf } from './words.tsx';

/** The texts of a thing in paragraphs, the reader's language first. */
export function Descriptions({ context, node }: { context: PageContext; node: NodeView }) {
  const chosen = choosePhrase(node.descriptions, context.language);
  const others = node.descriptions.filter((phrase) => phrase !== chosen);
  return (
    <>
      {[...(chosen ? [chosen] : []), ...others].flatMap((phrase) =>
        phrase.text
          .split(/\n\s*\n|\r\n\s*\r\n/)
          .filter((paragraph) => paragraph.trim() !== '')
          .map((paragraph) => (
            <p key={phrase.language + paragraph} class={phrase === chosen ? undefined : 'quiet'}>
              {wordsOf({ text: paragraph, language: phrase.language }, context.language)}
            </p>
          )),
      )}
    </>
  );
}
