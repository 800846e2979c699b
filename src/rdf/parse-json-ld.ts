import jsonld from 'jsonld';
import { countLineFeeds } from './decode-utf8.ts';
import { expandedToQuads } from './expanded-json-ld.ts';
import type { ParseInput, PlacedQuad } from './parse-input.ts';
import { RdfError } from './rdf-error.ts';

/**
 * JSON-LD 1.1: contexts by `jsonld` (`expand`), triples by {@link expandedToQuads}. Not `jsonld.toRDF`, which leaves out
 * nodes with a bad IRI without a word and rewrites the digits of xsd:double. The document is read as a whole.
 */
export async function* parseJsonLd(input: ParseInput): AsyncGenerator<readonly PlacedQuad[]> {
  const text = await readWhole(input);
  const expanded = await expandJsonLd(text, input);
  let batch: PlacedQuad[] = [];
  for (const quad of expandedToQuads(expanded)) {
    batch.push({ quad, line: undefined });
    if (batch.length < 1_000) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/**
 * A JSON-LD text in expanded form (JSON-LD 1.1 API §5.1): an array of node objects.
 * @throws RdfError `unreadable-input`, with the line and column where the text is no JSON
 */
export async function expandJsonLd(
  text: string,
  input: Pick<ParseInput, 'base' | 'contexts' | 'limits'>,
): Promise<readonly unknown[]> {
  checkDepth(text, input.limits.depth);
  return (await expand(parseJson(text), input)) as readonly unknown[];
}

async function readWhole(input: ParseInput): Promise<string> {
  const parts: string[] = [];
  let length = 0;
  for await (const part of input.text) {
    length += part.length;
    if (length > input.limits.document)
      throw new RdfError(
        'too-large',
        `A JSON-LD document is read as a whole and this one is larger than ${Math.round(input.limits.document / 1024 / 1024)} MB. ` +
          'Divide it, convert it to N-Triples or Turtle, or raise the limit.',
      );
    parts.push(part);
  }
  return parts.join('');
}

/** `JSON.parse` and `jsonld` call themselves for each level. */
function checkDepth(text: string, deepest: number): void {
  let depth = 0;
  for (const token of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    const [character] = token;
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    if (depth > deepest)
      throw new RdfError(
        'unreadable-input',
        `Objects are nested deeper than ${deepest} levels. Flatten the document.`,
        {
          ...placeOf(text, token.index),
        },
      );
  }
}

function parseJson(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const position = /position (\d+)/.exec(message)?.[1];
    throw new RdfError(
      'unreadable-input',
      `This is no JSON: ${message.slice(0, 200)}. Correct this place, or check whether the file is cut off.`,
      { cause, ...placeOf(text, position === undefined ? text.length : Number(position)) },
    );
  }
  if (typeof value === 'object' && value !== null) return value;
  throw new RdfError('unreadable-input', 'A JSON-LD document is an object or an array, this is neither.', {
    line: 1,
  });
}

async function expand(document: object, input: Pick<ParseInput, 'base' | 'contexts'>): Promise<unknown> {
  const documentLoader = async (url: string) => {
    const context = input.contexts.get(url);
    if (context === undefined) throw remoteContext(url);
    return { contextUrl: undefined, documentUrl: url, document: context };
  };
  try {
    return await jsonld.expand(document as never, { base: input.base, documentLoader } as never);
  } catch (cause) {
    const own = causeOf(cause);
    if (own) throw own;
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new RdfError('unreadable-input', `This is no valid JSON-LD: ${what.slice(0, 300)}`, { cause });
  }
}

function remoteContext(url: string): RdfError {
  return new RdfError(
    'unreadable-input',
    `The JSON-LD context ${url.slice(0, 300)} is elsewhere, and remote contexts are never fetched. ` +
      'Put the context into the document (the object in place of its address), or name a local copy of it.',
  );
}

/** `jsonld` wraps what the document loader throws. */
function causeOf(error: unknown): RdfError | undefined {
  if (error instanceof RdfError) return error;
  if (!(error instanceof Error)) return undefined;
  const details = 'details' in error && typeof error.details === 'object' ? error.details : undefined;
  return causeOf(error.cause ?? (details && 'cause' in details ? details.cause : undefined));
}

function placeOf(text: string, position: number): { line: number; column: number } {
  const before = text.slice(0, position);
  return { line: countLineFeeds(before) + 1, column: position - before.lastIndexOf('\n') };
}
