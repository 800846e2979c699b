import { parentPort } from 'node:worker_threads';
import { OxigraphInstance } from './oxigraph-instance.ts';
import { OxigraphStore } from './oxigraph-store.ts';
import type { WorkerRequest, WorkerResponse } from './worker-messages.ts';

const port = parentPort;
if (port) {
  const instance = await OxigraphInstance.start();
  let store: OxigraphStore | undefined;
  /** While an image is being taken: what would change the store waits, so that the image is of one moment. */
  let copying: Promise<unknown> | undefined;

  const answer = async (request: WorkerRequest): Promise<WorkerResponse> => {
    const { id } = request;
    if (copying && (request.type === 'load' || request.type === 'replace' || request.type === 'image'))
      await copying;
    try {
      if (request.type === 'restore') {
        store = OxigraphStore.restore(instance, request.fd, request.header);
        return { id, type: 'restored' };
      }
      store ??= new OxigraphStore(instance);
      if (request.type === 'image') {
        const image = store.image();
        copying = image
          .catch(() => undefined)
          .finally(() => {
            copying = undefined;
          });
        return { id, type: 'image', image: await image };
      }
    } catch (error) {
      return { id, type: 'no-image', message: error instanceof Error ? error.message : String(error) };
    }
    return store.handle(request);
  };

  port.on('message', async (request: WorkerRequest) => {
    const response = await answer(request);
    port.postMessage(response, handedOver(response));
    if (response.type === 'fatal') process.exit(1);
  });
}

function handedOver(response: WorkerResponse): ArrayBuffer[] {
  if (response.type === 'answer') return [response.body.buffer];
  if (response.type !== 'image') return [];
  return [...response.image.memory, response.image.statistics].map((bytes) => bytes.buffer);
}
