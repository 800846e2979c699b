import { pipeline, Readable } from 'node:stream';
import type { Quad } from '@rdfjs/types';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import type { ParseInput, PlacedQuad } from './parse-input.ts';
import { tooLong } from './parse-turtle.ts';
import { RdfError } from './rdf-error.ts';

/** RDF/XML by `rdfxml-streaming-parser`, with the limits that it does not have. */
export async function* parseRdfXml(input: ParseInput): AsyncGenerator<readonly PlacedQuad[]> {
  const parser = new GuardedParser(input.base, input.limits.depth);
  let open = 0;
  const guarded = async function* () {
    for await (const text of input.text) {
      open += text.length;
      if (open > input.limits.token) throw tooLong(input.limits.token, undefined);
      yield text;
    }
  };
  let failure: Error | undefined;
  pipeline(Readable.from(guarded()), parser as unknown as NodeJS.ReadWriteStream, (error) => {
    failure = error ?? undefined;
  });
  try {
    for await (const quad of parser as unknown as AsyncIterable<Quad>) {
      open = 0;
      yield [{ quad, line: undefined }];
    }
  } catch (error) {
    throw unreadable((error ?? failure) as Error);
  }
}

/** Entities as real catalogues use them: short names of namespaces. */
const longestEntity = 1_000;

class GuardedParser extends RdfXmlParser {
  #depth = 0;
  #started = false;
  readonly #deepest: number;

  constructor(base: string, deepest: number) {
    super({ baseIRI: base, trackPosition: true });
    this.#deepest = deepest;
  }

  protected override onTag(...tag: Parameters<RdfXmlParser['onTag']>): void {
    this.#started = true;
    this.#depth++;
    if (this.#depth > this.#deepest)
      throw this.newParseError(`elements are nested deeper than ${this.#deepest} levels`);
    super.onTag(...tag);
  }

  protected override onCloseTag(): void {
    this.#depth--;
    super.onCloseTag();
  }

  /** The library takes the end of the input for the end of the document. */
  override _flush(done: (error?: Error | null) => void): void {
    if (this.#depth > 0) done(this.newParseError(`the file ends inside ${this.#depth} open elements`));
    else done(this.#started ? null : this.newParseError('there is no XML element'));
  }

  /** Entities that name files, other entities, or long texts would read the disk or grow without bound. */
  protected override onDoctype(doctype: string): void {
    for (const [declaration, value] of [...doctype.matchAll(/<!ENTITY\s+(?:"[^"]*"|'[^']*'|[^>"'])*>/g)].map(
      entityValue,
    )) {
      if (value === undefined || /[&%<]/.test(value) || value.length > longestEntity)
        throw this.newParseError(
          `the entity declaration ${declaration.slice(0, 80)} is not accepted: only short texts such as namespaces are. Write the text out`,
        );
    }
    super.onDoctype(doctype);
  }
}

function entityValue([declaration]: RegExpMatchArray): readonly [string, string | undefined] {
  const match = /^<!ENTITY\s+[^\s%"']+\s+(?:"([^"]*)"|'([^']*)')\s*>$/.exec(declaration);
  return [declaration, match?.[1] ?? match?.[2]];
}

/** The place is part of the library's messages: `Line 3 column 7: …`, or `3:7: …` of its XML reader. */
function unreadable(error: Error): RdfError {
  if (error instanceof RdfError) return error;
  const match = /^(?:Line (\d+) column (\d+)|(\d+):(\d+)): (.*)$/s.exec(error.message);
  const line = match?.[1] ?? match?.[3];
  const column = match?.[2] ?? match?.[4];
  const what = (match?.[5] ?? error.message).replace(/\.$/, '').slice(0, 400);
  return new RdfError(
    'unreadable-input',
    `${what}. Correct this place, or check whether the file is cut off.`,
    {
      cause: error,
      line: line === undefined ? undefined : Number(line),
      column: column === undefined ? undefined : Number(column),
    },
  );
}
