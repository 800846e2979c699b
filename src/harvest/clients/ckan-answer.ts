import { Failure } from '../../model/failure.ts';
import { decompress } from '../../sources/decompress.ts';
import { JsonAssembler, type JsonElement, JsonReadError } from '../../sources/json-assembler.ts';
import { jsonFailure } from '../../sources/json-failure.ts';
import type { JsonPath } from '../../sources/json-path.ts';
import { asObject } from '../../sources/json-structure.ts';
import { peekBytes } from '../../sources/peek-bytes.ts';
import type { ReadOptions } from '../../sources/read-source.ts';
import { defaultReadLimits, type ReaderContext } from '../../sources/reader-context.ts';
import { looksLikeJson } from '../../sources/recognise-json.ts';
import { recogniseSource } from '../../sources/recognise-source.ts';
import { detectEncoding, previewText, toUtf8 } from '../../sources/text-encoding.ts';

/** What a call's result is: one value, a list, or a search with its `count` and `results`. */
export type CkanResult = 'value' | 'list' | 'search';

const sniffBytes = 64 * 1024;
const divided: Readonly<Record<CkanResult, (path: JsonPath) => boolean>> = {
  value: ([first]) => first === undefined,
  list: ([first, second]) => first === undefined || (first === 'result' && second === undefined),
  search: ([first, second, third]) =>
    first === undefined ||
    (first === 'result' && (second === undefined || (second === 'results' && third === undefined))),
};

/**
 * The parts of the `result` of `{help, success, result | error}`, one after another, with their paths.
 * @throws Failure `source-failed` where the answer is none of CKAN's, or an error (`success: false`, with status 200 too);
 * `unreadable-input` where it is cut off
 */
export async function* ckanAnswer(
  bytes: AsyncIterable<Uint8Array>,
  url: string,
  result: CkanResult,
  reading: ReadOptions,
): AsyncGenerator<JsonElement> {
  const context = readerContext(url, reading);
  const state = { success: undefined as unknown, error: undefined as unknown, found: false };
  for await (const element of elements(bytes, result, context)) {
    const [first] = element.path;
    if (first === 'success') state.success = element.value;
    else if (first === 'error') state.error = element.value;
    else if (first === 'result') {
      state.found = true;
      yield element;
    } else if (typeof first !== 'string') throw strange(url, 'it is JSON, but no object');
  }
  if (state.success === false) throw refusal(url, state.error);
  // An empty list is no element.
  if (state.success !== true && !state.found) throw strange(url, 'it has neither "success" nor "result"');
}

export function readerContext(url: string, reading: ReadOptions): ReaderContext {
  return { file: url, limits: { ...defaultReadLimits, ...reading.limits } };
}

async function* elements(
  bytes: AsyncIterable<Uint8Array>,
  result: CkanResult,
  context: ReaderContext,
): AsyncGenerator<JsonElement> {
  const input = await peekBytes(decompress(bytes, context.file), sniffBytes);
  try {
    const encoding = detectEncoding(input.head);
    if (!looksLikeJson(previewText(input.head, encoding))) throw notJson(input.head, input.complete, context);
    const assembler = new JsonAssembler({ descends: divided[result] }, context.limits);
    try {
      for await (const chunk of toUtf8(input.bytes, encoding, context.file)) yield* assembler.write(chunk);
      yield* assembler.end();
    } catch (error) {
      throw error instanceof JsonReadError ? jsonFailure(error, context) : error;
    }
  } finally {
    await input.close();
  }
}

/** What it is instead is best said by those who recognise everything. */
function notJson(head: Buffer, complete: boolean, context: ReaderContext): Failure {
  try {
    recogniseSource(head, complete, 'ckan', context);
  } catch (cause) {
    if (cause instanceof Failure) return strange(context.file, cause.message.replace(/\.$/, ''), cause);
    throw cause;
  }
  return strange(context.file, 'it is no JSON');
}

function strange(url: string, what: string, cause?: Failure): Failure {
  return new Failure(
    'source-failed',
    `<${url}> gave no answer of CKAN's Action API: ${what}. Check the address of the portal.`,
    { cause },
  );
}

function refusal(url: string, error: unknown): Failure {
  const message = asObject(error)?.['message'];
  const said = typeof message === 'string' ? message : JSON.stringify(error ?? null);
  return new Failure(
    'source-failed',
    `<${url}> answered with an error ("success": false): ${said.slice(0, 400)}`,
  );
}
