import { type MessagePort, parentPort } from 'node:worker_threads';
import { Failure } from '../model/failure.ts';
import type { TableHead, TableItem } from './row.ts';
import type { FromTableThread, ToTableThread } from './table-thread-messages.ts';

/** Items of one message. */
const batch = 200;

export interface ServedTable {
  readonly head: TableHead;
  readonly items: Iterable<TableItem>;
}

/** The thread's side: opens the table and hands out its items as they are asked for. */
export async function serveTable(open: () => Promise<ServedTable>): Promise<void> {
  if (!parentPort) throw new Error('This module runs as a thread.');
  const port = parentPort;
  try {
    const { head, items } = await open();
    const iterator = items[Symbol.iterator]();
    port.on('message', (_message: ToTableThread) => answer(port, () => nextItems(iterator)));
    send(port, { type: 'head', head });
  } catch (error) {
    answer(port, () => {
      throw error;
    });
  }
}

function nextItems(iterator: Iterator<TableItem>): FromTableThread {
  const items: TableItem[] = [];
  for (let next = iterator.next(); !next.done; next = iterator.next()) {
    items.push(next.value);
    if (items.length >= batch) break;
  }
  return items.length > 0 ? { type: 'items', items } : { type: 'end' };
}

function answer(port: MessagePort, make: () => FromTableThread): void {
  try {
    const message = make();
    send(port, message);
    if (message.type === 'end') port.close();
  } catch (error) {
    const code = error instanceof Failure ? error.code : 'unreadable-input';
    send(port, { type: 'failed', code, message: error instanceof Error ? error.message : String(error) });
    port.close();
  }
}

function send(port: MessagePort, message: FromTableThread): void {
  port.postMessage(message);
}
