import type { SearchView } from '../search-view.ts';
import { searchHref } from './search-href.ts';
import { searchMessage } from './search-messages.ts';

/** What a slip was taken for; where nothing was found, what else to try. */
export function SearchAdvice(view: SearchView) {
  const { context, request, answer } = view;
  const { language } = context;
  const taken = answer.words.filter((word) => word.taken.length > 0);
  return (
    <>
      {taken.map(({ word, taken: instead }) => (
        <p key={word}>{searchMessage('taken', language, word, instead.join(', '))}</p>
      ))}
      {answer.words
        .filter(({ count }) => count === 0)
        .map(({ word }) => (
          <p key={word}>{searchMessage('unknownWord', language, word)}</p>
        ))}
      <Suggestions {...view} />
      {answer.total === 0 && (
        <>
          <p>{searchMessage('advice', language)}</p>
          <ul>
            {answer.unfiltered > 0 && (
              <li>
                <a href={searchHref(view, { filters: {} })}>
                  {searchMessage(
                    'tryWithoutFilters',
                    language,
                    answer.unfiltered.toLocaleString(`${language}-IN`),
                  )}
                </a>
              </li>
            )}
            {answer.words.length > 1 &&
              answer.words
                .filter(({ count }) => count > 0)
                .map(({ word, count }) => (
                  <li key={word}>
                    <a href={searchHref(view, { text: word, filters: {} })}>
                      {searchMessage('tryOneWord', language, word, count.toLocaleString(`${language}-IN`))}
                    </a>
                  </li>
                ))}
            {(request.text !== '' || answer.unfiltered > 0) && (
              <li>
                <a href={searchHref(view, { text: '', filters: {}, sort: undefined })}>
                  {searchMessage('tryAll', language)}
                </a>
              </li>
            )}
          </ul>
        </>
      )}
    </>
  );
}

function Suggestions(view: SearchView) {
  const { language } = view.context;
  const { words } = view.answer;
  const suggestions = words.flatMap(({ suggested }, at) =>
    suggested.map((better) => words.map(({ word }, index) => (index === at ? better : word)).join(' ')),
  );
  if (suggestions.length === 0) return null;
  return (
    <p>
      {searchMessage('didYouMean', language)}{' '}
      {suggestions.map((text, index) => (
        <span key={text}>
          {index > 0 && ', '}
          <a href={searchHref(view, { text })}>{text}</a>
        </span>
      ))}
    </p>
  );
}
