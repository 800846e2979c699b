import { JsonResultsCheck } from './json-results-check.ts';

/** What a body must begin with and have within it to be SPARQL results (JSON §3 and XML §2 of the formats). */
interface Shape {
  readonly first: string;
  readonly members: readonly string[];
}

const shapes: Readonly<Record<string, Shape>> = {
  'application/sparql-results+json': { first: '{', members: ['"results"', '"boolean"'] },
  'application/sparql-results+xml': { first: '<', members: ['results', 'boolean'] },
};

/** Bytes kept to find what stands across two chunks; white space at the end may be as long. */
const overlap = 64;

/**
 * Watches a body pass. The parsers of SPARQL results read what they find and are content with what is cut short or is
 * something else: a join would then silently have too few rows. And what they cannot read they do not always say where
 * SILENT could hear it: a chunk that is unsound is not to reach them.
 */
export class BodyCheck {
  readonly #json: JsonResultsCheck | undefined;
  readonly #shape: Shape | undefined;
  #head = '';
  #begun = false;
  #found = false;
  #tail = '';

  constructor(mediaType: string) {
    this.#shape = shapes[mediaType];
    this.#json = mediaType === 'application/sparql-results+json' ? new JsonResultsCheck() : undefined;
  }

  /** @returns what is wrong already */
  take(chunk: Uint8Array): string | undefined {
    if (!this.#shape) return undefined;
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (!this.#begun) {
      this.#head += bytes.toString('latin1');
      const start = this.#head.replace(/^\xef?\xbb?\xbf?\s*/, '');
      if (start !== '') {
        this.#begun = true;
        if (!start.startsWith(this.#shape.first)) return 'the body is no SPARQL result';
      } else this.#head = this.#head.slice(0, 3);
    }
    if (!this.#found) {
      const text = this.#tail + bytes.toString('latin1');
      this.#found = this.#shape.members.some((member) => text.includes(member));
    }
    this.#tail = (this.#tail + bytes.subarray(-overlap).toString('latin1')).slice(-overlap);
    return this.#json?.take(bytes);
  }

  /** @returns what is wrong with a body that has ended */
  end(): string | undefined {
    if (!this.#shape) return undefined;
    if (!this.#begun || !this.#found) return 'the body is no SPARQL result';
    const whole = this.#json ? this.#json.whole : /sparql\s*>\s*$/.test(this.#tail);
    return whole ? undefined : 'the body ends before its end';
  }
}
