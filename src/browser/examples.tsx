import { useState } from 'preact/hooks';
import type { OfferedQuery } from '../model/query-page.ts';
import type { PageTools } from './page-tools.ts';
import { fragmentOf } from './share-link.ts';

/** Beside the editor on wide screens; folded above it on narrow ones. */
export const wideScreen = '(min-width: 60rem)';

export function Examples(props: {
  tools: PageTools;
  /** The query that was run last. */
  current: string | undefined;
  onChoose(example: OfferedQuery): void;
}) {
  const { tools, current, onChoose } = props;
  const [open, setOpen] = useState(() => matchMedia(wideScreen).matches);
  const choose = (event: MouseEvent, example: OfferedQuery) => {
    // Another tab or window was asked for: that is what the link is for.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!matchMedia(wideScreen).matches) setOpen(false);
    onChoose(example);
  };
  return (
    <details class="examples" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{tools.speech.say('examples')}</h2>
      </summary>
      <div class="example-groups">
        {tools.data.examples.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <ul>
              {group.queries.map((example) => (
                <li key={example.id}>
                  <a
                    href={fragmentOf(example)}
                    data-example={example.id}
                    aria-current={current === example.query}
                    onClick={(event) => choose(event, example)}
                  >
                    {example.title}
                  </a>
                  <p>{example.explanation}</p>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </details>
  );
}
