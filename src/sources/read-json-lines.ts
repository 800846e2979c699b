import { isUtf8 } from 'node:buffer';
import type { Place } from '../model/place.ts';
import type { SourceItem } from '../model/source-item.ts';
import { JsonAssembler, JsonReadError } from './json-assembler.ts';
import { type JsonProfile, wholeValues } from './json-profile.ts';
import { isDeeperThan } from './json-structure.ts';
import type { ReaderContext } from './reader-context.ts';
import { type ByteLine, splitLines } from './split-lines.ts';
import { unreadable } from './unreadable.ts';
import { invalidEncoding, invalidJson, tooDeep, tooLarge } from './unreadable-json.ts';

/**
 * Reads JSON Lines. A line that cannot be read is an item of its own and the others are read on.
 * @param bytes UTF-8 without byte order mark; a line may hold other bytes.
 */
export async function* readJsonLines(
  bytes: AsyncIterable<Uint8Array>,
  profile: JsonProfile,
  context: ReaderContext,
): AsyncGenerator<SourceItem> {
  const reader = profile.open(context);
  for await (const lines of splitLines(bytes, context.limits.recordBytes)) {
    for (const line of lines) {
      const place = { file: context.file, line: line.number };
      const parsed = parseLine(line, place, context);
      if (parsed === undefined) continue;
      if ('problem' in parsed) yield parsed.problem;
      else yield* reader.read({ path: [], value: parsed.value, line: line.number }, place);
    }
  }
  yield* reader.end();
}

function parseLine(
  { bytes }: ByteLine,
  place: Place,
  context: ReaderContext,
): { value: unknown } | { problem: SourceItem } | undefined {
  if (bytes === undefined) return { problem: unreadable(place, tooLarge(context.limits)) };
  const text = bytes.toString('utf8');
  // The replacement character is what Buffer writes for a wrong byte, but a text may hold it itself.
  if (text.includes('\uFFFD') && !isUtf8(bytes)) {
    return { problem: unreadable(place, invalidEncoding, { value: text }) };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    if (text.trim() === '') return undefined;
    return { problem: unreadable(place, invalidJson(errorColumn(bytes, context)), { value: text }) };
  }
  if (isDeeperThan(value, context.limits.depth))
    return { problem: unreadable(place, tooDeep(context.limits)) };
  return { value };
}

/** JSON.parse tells the column in its message only, and not always. */
function errorColumn(line: Uint8Array, context: ReaderContext): number {
  const assembler = new JsonAssembler(wholeValues, { ...context.limits, depth: Number.POSITIVE_INFINITY });
  try {
    const [, second] = [...assembler.write(line), ...assembler.end()];
    return second === undefined ? 1 : line.length;
  } catch (error) {
    if (error instanceof JsonReadError) return error.column;
    throw error;
  }
}
