import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { Failure } from '../model/failure.ts';
import type { SourceItem } from '../model/source-item.ts';
import { fileFailure, listFiles } from './list-files.ts';
import { type ReadOptions, readSource } from './read-source.ts';

export interface ReadSourcesOptions extends ReadOptions {
  /** Read for the input `-`; the process's own by default. */
  readonly stdin?: Readable;
}

/**
 * Reads files, folders (their files in name order, recursively, without dot files) and standard input (`-`).
 * A file that cannot be read does not keep the others from being read.
 * @throws Failure behind the last item: the one file's own, or one that lists every file that failed.
 */
export async function* readSources(
  inputs: readonly string[],
  options: ReadSourcesOptions,
): AsyncGenerator<SourceItem> {
  const failures: Failure[] = [];
  let files = 0;
  for (const input of inputs) {
    try {
      for (const file of input === '-' ? ['-'] : await listFiles(input)) {
        files++;
        try {
          yield* readSource(file === '-' ? (options.stdin ?? process.stdin) : readFile(file), file, options);
        } catch (error) {
          failures.push(asFailure(error));
        }
      }
    } catch (error) {
      files++;
      failures.push(asFailure(error));
    }
  }
  const [first] = failures;
  if (first === undefined) return;
  throw files === 1 ? first : allOf(failures, files);
}

async function* readFile(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path)) yield chunk as Buffer;
  } catch (cause) {
    throw fileFailure(cause, path);
  }
}

/** What is no failure of the input is a fault of the program and is not gathered. */
function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  throw error;
}

function allOf(failures: readonly Failure[], files: number): Failure {
  const [first] = failures;
  const code = first && failures.every((one) => one.code === first.code) ? first.code : 'unreadable-input';
  const list = failures.map((one) => `- ${one.message}`).join('\n');
  return new Failure(code, `${failures.length} of ${files} inputs could not be read to their end:\n${list}`, {
    cause: failures.length === 1 ? first : new AggregateError(failures),
  });
}
