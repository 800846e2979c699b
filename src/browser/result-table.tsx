import { useEffect, useMemo, useState } from 'preact/hooks';
import { compareCells, numberOf } from './cell-values.ts';
import { hrefOf, type PageTools } from './page-tools.ts';
import type { Bindings, Cell } from './sparql-results.ts';

/** Rows that the table takes: the browser sorts and searches them at once. */
const mostRows = 10_000;
const pageRows = 100;
/** Characters of a prefixed name that is kept on one line. */
const longestUnbroken = 40;

interface Order {
  readonly column: number;
  readonly descending: boolean;
}

type NumberedRow = readonly [number: number, cells: readonly Cell[]];

/** Sorts, searches and pages through the rows of an answer. */
export function ResultTable({ tools, bindings }: { tools: PageTools; bindings: Bindings }) {
  const { speech } = tools;
  const [order, setOrder] = useState<Order>();
  const [wanted, setWanted] = useState('');
  const [page, setPage] = useState(0);
  useEffect(() => {
    setOrder(undefined);
    setWanted('');
    setPage(0);
  }, [bindings]);
  const rows = useMemo(() => arrange(bindings, order, wanted), [bindings, order, wanted]);
  const first = page * pageRows;
  const visible = rows.slice(first, first + pageRows);
  const all = bindings.rows.length;
  const sortBy = (column: number) => {
    setPage(0);
    setOrder({ column, descending: order?.column === column && !order.descending });
  };
  return (
    <>
      {all > mostRows && <p class="notice">{speech.tableCut(mostRows, all)}</p>}
      {all > 10 && (
        <div class="table-tools">
          <label>
            <span>{speech.say('filter')}</span>
            <input
              type="search"
              value={wanted}
              onInput={(event) => {
                setWanted(event.currentTarget.value);
                setPage(0);
              }}
            />
          </label>
          {wanted !== '' && <span role="status">{speech.rows(rows.length)}</span>}
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard (axe: scrollable-region-focusable) */}
      <section class="table-frame" aria-label={speech.say('table')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col" class="row-number">
                <span class="visually-hidden">{speech.say('number')}</span>
              </th>
              {bindings.variables.map((name, column) => (
                <th key={name} scope="col" aria-sort={ariaSort(order, column)}>
                  <button type="button" onClick={() => sortBy(column)}>
                    {name}
                    <span aria-hidden="true" class="sort-mark">
                      {order?.column === column ? (order.descending ? '▼' : '▲') : '↕'}
                    </span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {visible.map(([number, cells]) => (
              <tr key={number}>
                <td class="row-number">{number}</td>
                {cells.map((cell, column) => (
                  <TermCell key={column} tools={tools} cell={cell} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > pageRows && (
        <div class="pager">
          <button type="button" class="plain" disabled={page === 0} onClick={() => setPage(page - 1)}>
            {speech.say('previous')}
          </button>
          <span role="status">{speech.range(first + 1, first + visible.length, rows.length)}</span>
          <button
            type="button"
            class="plain"
            disabled={first + pageRows >= rows.length}
            onClick={() => setPage(page + 1)}
          >
            {speech.say('next')}
          </button>
        </div>
      )}
    </>
  );
}

function TermCell({ tools, cell }: { tools: PageTools; cell: Cell }) {
  if (cell === undefined) return <td />;
  if (cell.type === 'uri') {
    const href = hrefOf(tools, cell.value);
    const prefixed = tools.names.prefixed(cell.value);
    const text = prefixed ?? tools.names.shorten(cell.value);
    return (
      <td title={cell.value} class={prefixed && prefixed.length < longestUnbroken ? 'name' : ''}>
        {href ? <a href={href}>{text}</a> : text}
      </td>
    );
  }
  if (numberOf(cell) !== undefined) return <td class="figure">{cell.value}</td>;
  const datatype = cell.datatype && tools.names.shorten(cell.datatype);
  return (
    <td {...(datatype && { title: datatype })} {...(cell.language && { lang: cell.language })}>
      {cell.type === 'bnode' ? `_:${cell.value}` : cell.value}{' '}
      {cell.language && <span class="tag">{cell.language}</span>}
    </td>
  );
}

function ariaSort(order: Order | undefined, column: number): 'ascending' | 'descending' | 'none' {
  if (order?.column !== column) return 'none';
  return order.descending ? 'descending' : 'ascending';
}

function arrange({ rows }: Bindings, order: Order | undefined, wanted: string): readonly NumberedRow[] {
  const text = wanted.trim().toLowerCase();
  const numbered = rows.slice(0, mostRows).map((cells, index): NumberedRow => [index + 1, cells]);
  const found =
    text === ''
      ? numbered
      : numbered.filter(([, cells]) => cells.some((cell) => cell?.value.toLowerCase().includes(text)));
  if (!order) return found;
  const { column, descending } = order;
  const sign = descending ? -1 : 1;
  return found.toSorted(([, a], [, b]) => sign * compareCells(a[column], b[column]));
}
