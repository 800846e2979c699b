import { parentPort } from 'node:worker_threads';
import type { EngineImage } from './engine-image.ts';
import { contentDigest, writeImage } from './image-file.ts';
import type { ImageMark } from './query-engine.ts';

/** Work on a whole image, which would hold up the thread that asks for it. */
export type ImageTask =
  | { readonly type: 'write'; readonly file: string; readonly image: EngineImage; readonly mark: ImageMark }
  | { readonly type: 'digest'; readonly fd: number };

/** `value`: the identity of the written file, or the digest. */
export type ImageTaskResult =
  | { readonly type: 'done'; readonly value: string }
  | { readonly type: 'failed'; readonly message: string };

parentPort?.once('message', (task: ImageTask) => {
  let result: ImageTaskResult;
  try {
    const value =
      task.type === 'write' ? writeImage(task.file, task.image, task.mark) : contentDigest(task.fd);
    result = { type: 'done', value };
  } catch (error) {
    result = { type: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(result);
});
