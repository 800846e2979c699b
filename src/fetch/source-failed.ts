import { Failure } from '../model/failure.ts';

/** An answer that is of no use, or none at all. `reason` is the end of a sentence. */
export function sourceFailed(url: URL | string, reason: string, cause?: unknown): Failure {
  const address = typeof url === 'string' ? url : url.href;
  return new Failure(
    'source-failed',
    `<${address}> gave no answer to use: ${reason}.`,
    cause === undefined ? undefined : { cause },
  );
}
