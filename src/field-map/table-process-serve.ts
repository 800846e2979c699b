import { Failure } from '../model/failure.ts';
import type { TableHead, TableItem } from './row.ts';
import type { FromTableProcess, ToTableProcess } from './table-process-messages.ts';

/** Items of one message. */
const batch = 200;

export interface ServedTable {
  readonly head: TableHead;
  readonly items: Iterable<TableItem>;
}

/** The process's side: opens the table that it is told of and hands out its items as they are asked for. */
export function serveTable<Task>(open: (task: Task) => Promise<ServedTable>): void {
  let items: Iterator<TableItem> | undefined;
  process.on('disconnect', () => process.exit());
  process.on('message', async (message: ToTableProcess) => {
    try {
      if (message.type === 'open') {
        const table = await open(message.task as Task);
        items = table.items[Symbol.iterator]();
        send({ type: 'head', head: table.head });
      } else send(nextItems(items));
    } catch (error) {
      const code = error instanceof Failure ? error.code : 'unreadable-input';
      send({ type: 'failed', code, message: error instanceof Error ? error.message : String(error) });
    }
  });
}

function nextItems(iterator: Iterator<TableItem> | undefined): FromTableProcess {
  const items: TableItem[] = [];
  for (let next = iterator?.next(); next && !next.done; next = iterator?.next()) {
    items.push(next.value);
    if (items.length >= batch) break;
  }
  return items.length > 0 ? { type: 'items', items } : { type: 'end' };
}

function send(message: FromTableProcess): void {
  process.send?.(message);
}
