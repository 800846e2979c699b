import type { Text } from '../../model/text.ts';
import type { ColumnType } from '../../rdf/table-columns.ts';
import { choosePhrase } from '../../resources/phrase.ts';
import type { ColumnView } from '../../resources/resource-view.ts';
import { displayCount, message } from './messages.ts';
import type { PageContext } from './page-context.ts';
import { wordsOf } from './words.tsx';

const typeNames: Readonly<Record<ColumnType, Text>> = {
  text: { en: 'text', hi: 'पाठ' },
  integer: { en: 'whole number', hi: 'पूर्ण संख्या' },
  number: { en: 'number', hi: 'संख्या' },
  truth: { en: 'yes or no', hi: 'हाँ या नहीं' },
  date: { en: 'date', hi: 'तिथि' },
  'date-time': { en: 'date and time', hi: 'तिथि और समय' },
  time: { en: 'time of day', hi: 'समय' },
  address: { en: 'address', hi: 'पता' },
};
/** The rest is in the data. */
const mostShown = 200;

/** The columns of a table: names, headings and what their values are. Nothing where none are known. */
export function Columns(props: {
  context: PageContext;
  columns: readonly ColumnView[] | undefined;
  open?: boolean;
}) {
  const { context, columns = [], open = false } = props;
  const { language } = context;
  if (columns.length === 0) return null;
  const hasTypes = columns.some(({ type }) => type !== undefined);
  const shown = columns.slice(0, mostShown);
  return (
    <details open={open}>
      <summary>
        {message('columns', language)} <span class="number">{displayCount(columns.length, language)}</span>
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{message('columnTitle', language)}</th>
            <th scope="col">{message('columnName', language)}</th>
            {hasTypes && <th scope="col">{message('columnValues', language)}</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map((column) => (
            <Column key={column.name} context={context} column={column} hasTypes={hasTypes} />
          ))}
        </tbody>
      </table>
      {shown.length < columns.length && <p>{message('moreInData', language)}</p>}
    </details>
  );
}

function Column(props: { context: PageContext; column: ColumnView; hasTypes: boolean }) {
  const { context, column, hasTypes } = props;
  const { language } = context;
  const { name, titles, descriptions, type } = column;
  const title = choosePhrase(titles, language);
  const description = choosePhrase(descriptions, language);
  return (
    <tr>
      <td>
        {title && wordsOf(title, language)}
        {description && <div class="quiet">{wordsOf(description, language)}</div>}
      </td>
      <td>
        <code>{name}</code>
      </td>
      {hasTypes && <td>{type && typeNames[type][language]}</td>}
    </tr>
  );
}
