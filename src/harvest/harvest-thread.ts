import { parentPort, workerData } from 'node:worker_threads';
import { Failure } from '../model/failure.ts';
import type { FromHarvestThread, HarvestTask, ToHarvestThread } from './harvest-messages.ts';
import { runSource } from './run-source.ts';

/** One run of one source. The thread ends by itself when all that it has opened is closed. */
const port = parentPort;
if (port) {
  const stop = new AbortController();
  port.on('message', (message: ToHarvestThread) => {
    if (message.type === 'stop') stop.abort();
  });
  const tell = (message: FromHarvestThread) => port.postMessage(message);
  try {
    tell({ type: 'done', report: await runSource(workerData as HarvestTask, stop.signal) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    tell({ type: 'failed', message, ...(error instanceof Failure && { code: error.code }) });
  }
  port.close();
}
