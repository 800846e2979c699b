import { EventEmitter } from 'node:events';
import type { Quad } from '@rdfjs/types';
import { Parser } from 'n3';
import type { RdfFormat } from './formats.ts';
import type { ParseInput, PlacedQuad } from './parse-input.ts';
import { RdfError } from './rdf-error.ts';

/** Turtle and TriG by `n3`, which is fed piece by piece and answers at once. */
export async function* parseTurtle(
  input: ParseInput,
  format: RdfFormat,
): AsyncGenerator<readonly PlacedQuad[]> {
  const source = new EventEmitter();
  let batch: PlacedQuad[] = [];
  let failure: Error | null = null;
  let line = 1;
  const callbacks = {
    onQuad: (error: Error | null, quad: unknown) => {
      if (error) failure ??= error;
      else if (quad) batch.push({ quad: quad as Quad, line });
    },
    onToken: (token: { line: number }) => {
      line = token.line;
    },
  };
  new Parser({ format: format.name, baseIRI: input.base }).parse(source, callbacks as never);
  const take = () => {
    const quads = batch;
    batch = [];
    return quads;
  };
  let open = 0;
  for await (const text of input.text) {
    open += text.length;
    source.emit('data', text);
    const quads = take();
    if (quads.length > 0) {
      open = 0;
      yield quads;
    }
    if (failure) throw unreadable(failure, line);
    if (open > input.limits.token) throw tooLong(input.limits.token, line);
  }
  source.emit('end');
  yield take();
  if (failure) throw unreadable(failure, line);
}

export function tooLong(limit: number, line: number | undefined): RdfError {
  return new RdfError(
    'too-large',
    `A text, line or comment is longer than ${Math.round(limit / 1024 / 1024)} MB. ` +
      'A quotation mark is probably missing; otherwise shorten it or raise the limit.',
    { line },
  );
}

/** The library's words, which name the token that it did not expect, with the line in a field of its own. */
function unreadable(error: Error & { context?: { line?: number } }, lastLine: number): RdfError {
  return syntaxError(error, error.context?.line ?? lastLine);
}

export function syntaxError(error: Error, line: number | undefined): RdfError {
  const what = error.message.replace(/ on line \d+\.?$/, '').slice(0, 300);
  return new RdfError(
    'unreadable-input',
    `${what}. Correct this place, or check whether the file is cut off.`,
    {
      cause: error,
      line,
    },
  );
}
