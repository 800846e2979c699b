import { Failure } from '../model/failure.ts';
import { describePlace } from '../model/place.ts';
import type { JsonReadError } from './json-assembler.ts';
import { placeWithin } from './json-path.ts';
import type { ReaderContext } from './reader-context.ts';

/** Why a JSON document cannot be read on, in the publisher's words. */
export function jsonFailure(error: JsonReadError, { file, limits }: ReaderContext): Failure {
  const { line, column, path } = error;
  const where = describePlace({ ...placeWithin({ file }, path), line, column });
  const { code, text } = {
    syntax: {
      code: 'unreadable-input' as const,
      text: 'this is no valid JSON. Mend it there (missing or extra comma, quote or bracket, NaN, line break in a string).',
    },
    truncated: {
      code: 'unreadable-input' as const,
      text: 'the JSON ends before it is complete. It is cut off: fetch or save it again.',
    },
    'too-deep': {
      code: 'too-large' as const,
      text: `objects and arrays stand inside each other more than ${limits.depth} levels deep. Write it flatter.`,
    },
    'too-large': {
      code: 'too-large' as const,
      text: `one record has more than ${limits.recordBytes} bytes. Keep data out of the metadata and link to it, or split the record.`,
    },
  }[error.problem];
  return new Failure(code, `${where}: ${text}`, { cause: error });
}
