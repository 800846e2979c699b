import type { Place } from '../model/place.ts';
import type { SourceItem } from '../model/source-item.ts';
import { JsonAssembler, type JsonElement, JsonReadError } from './json-assembler.ts';
import { jsonFailure } from './json-failure.ts';
import { placeWithin } from './json-path.ts';
import type { JsonProfile } from './json-profile.ts';
import type { ReaderContext } from './reader-context.ts';

/**
 * Reads one JSON text (or several whole ones behind each other), record by record.
 * @param bytes UTF-8 without byte order mark.
 * @param sample the root value as far as the beginning of the input shows it.
 * @throws Failure `unreadable-input` or `too-large` with the place, after the records before it were given.
 */
export async function* readJson(
  bytes: AsyncIterable<Uint8Array>,
  profile: JsonProfile,
  sample: unknown,
  context: ReaderContext,
): AsyncGenerator<SourceItem> {
  const assembler = new JsonAssembler(profile.layout(sample), context.limits);
  const reader = profile.open(context);
  function* items(elements: readonly JsonElement[]): Generator<SourceItem> {
    for (const element of elements) yield* reader.read(element, placeOf(element, context.file));
  }
  try {
    for await (const chunk of bytes) yield* items(assembler.write(chunk));
    yield* items(assembler.end());
  } catch (error) {
    yield* items(assembler.drain());
    throw error instanceof JsonReadError ? jsonFailure(error, context) : error;
  }
  yield* reader.end();
}

function placeOf({ path, line }: JsonElement, file: string): Place {
  return path.length === 0 ? { file, line } : placeWithin({ file }, path);
}
