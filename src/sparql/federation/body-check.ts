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
const [quote, backslash, open, close] = [...'"\\{}'].map((character) => character.charCodeAt(0));

/**
 * Watches a body pass. The parsers of SPARQL results read what they find and are content with what is cut short or is
 * something else: a join would then silently have too few rows.
 */
export class BodyCheck {
  readonly #json: boolean;
  readonly #shape: Shape | undefined;
  #head = '';
  #begun = false;
  #found = false;
  #tail = '';
  #depth = 0;
  #inString = false;
  #escaped = false;

  constructor(mediaType: string) {
    this.#shape = shapes[mediaType];
    this.#json = mediaType === 'application/sparql-results+json';
  }

  /** @returns what is wrong already */
  take(chunk: Uint8Array): string | undefined {
    if (!this.#shape) return undefined;
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (!this.#begun) {
      this.#head += bytes.toString('latin1');
      const start = this.#head.replace(/^\xef?\xbb?\xbf?\s*/, '');
      if (start === '') {
        this.#head = this.#head.slice(0, 3);
        return undefined;
      }
      this.#begun = true;
      if (!start.startsWith(this.#shape.first)) return 'the body is no SPARQL result';
    }
    if (!this.#found) {
      const text = this.#tail + bytes.toString('latin1');
      this.#found = this.#shape.members.some((member) => text.includes(member));
    }
    this.#tail = (this.#tail + bytes.subarray(-overlap).toString('latin1')).slice(-overlap);
    if (this.#json) this.#count(bytes);
    return undefined;
  }

  /** @returns what is wrong with a body that has ended */
  end(): string | undefined {
    if (!this.#shape) return undefined;
    if (!this.#begun || !this.#found) return 'the body is no SPARQL result';
    const whole = this.#json ? this.#depth === 0 : /sparql\s*>\s*$/.test(this.#tail);
    return whole ? undefined : 'the body ends before its end';
  }

  /** Objects that are open, outside strings. */
  #count(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.#escaped) this.#escaped = false;
      else if (this.#inString && byte === backslash) this.#escaped = true;
      else if (byte === quote) this.#inString = !this.#inString;
      else if (!this.#inString && byte === open) this.#depth += 1;
      else if (!this.#inString && byte === close) this.#depth -= 1;
    }
  }
}
