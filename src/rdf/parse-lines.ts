import type { Quad } from '@rdfjs/types';
import { Parser } from 'n3';
import type { RdfFormat } from './formats.ts';
import type { ParseInput, PlacedQuad } from './parse-input.ts';
import { syntaxError, tooLong } from './parse-turtle.ts';
import type { RdfError } from './rdf-error.ts';

/** N-Triples and N-Quads: a line is read for itself, so that one bad line need not cost the others. */
export async function* parseLines(
  input: ParseInput,
  format: RdfFormat,
): AsyncGenerator<readonly PlacedQuad[]> {
  const refuse = (error: RdfError) => {
    if (!input.onBadLine) throw error;
    input.onBadLine(error);
  };
  let number = 1;
  let open = '';
  /** Within a line that is too long: the rest of it is skipped. */
  let skipping = false;
  for await (const text of input.text) {
    const end = text.lastIndexOf('\n') + 1;
    if (end === 0) {
      if (!skipping) open += text;
    } else {
      const start = skipping ? text.indexOf('\n') : 0;
      const lines = open + text.slice(start, end);
      skipping = false;
      open = text.slice(end);
      yield* parseBatch(lines, number, format, refuse);
      number += lines.split('\n').length - 1;
    }
    if (open.length > input.limits.token) {
      refuse(tooLong(input.limits.token, number));
      open = '';
      skipping = true;
    }
  }
  yield* parseBatch(open, number, format, refuse);
}

function* parseBatch(
  text: string,
  first: number,
  format: RdfFormat,
  refuse: (error: RdfError) => void,
): Generator<readonly PlacedQuad[]> {
  const lines = text
    .split(/\r\n|[\n\r]/)
    .map((line, index) => ({ line, number: first + index }))
    .filter(({ line }) => !/^\s*(?:#|$)/.test(line));
  if (lines.length > 0)
    yield parseAtOnce(text, lines, format) ?? (yield* parseOneByOne(lines, format, refuse));
}

interface NumberedLine {
  readonly line: string;
  readonly number: number;
}

/** Faster than line by line. `undefined` where something is wrong, or where a line is not one quad. */
function parseAtOnce(
  text: string,
  lines: readonly NumberedLine[],
  format: RdfFormat,
): readonly PlacedQuad[] | undefined {
  try {
    const quads = parseText(text, format);
    if (quads.length !== lines.length) return undefined;
    return quads.map((quad, index) => ({ quad, line: lines[index]?.number }));
  } catch {
    return undefined;
  }
}

function* parseOneByOne(
  lines: readonly NumberedLine[],
  format: RdfFormat,
  refuse: (error: RdfError) => void,
): Generator<readonly PlacedQuad[], readonly PlacedQuad[]> {
  let placed: PlacedQuad[] = [];
  for (const { line, number } of lines) {
    try {
      for (const quad of parseText(line, format)) placed.push({ quad, line: number });
    } catch (error) {
      yield placed;
      placed = [];
      refuse(syntaxError(error as Error, number));
    }
  }
  return placed;
}

/** The prefix keeps blank node labels the same from line to line. */
function parseText(text: string, format: RdfFormat): Quad[] {
  return new Parser({ format: format.name, blankNodePrefix: '_:' }).parse(text) as unknown as Quad[];
}
