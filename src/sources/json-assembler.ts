import { Tokenizer, TokenType } from '@streamparser/json';
import type { JsonPath } from './json-path.ts';
import { JsonPosition } from './json-position.ts';
import type { ReadLimits } from './reader-context.ts';

/** Which objects and arrays are not read whole: their members are handed out one by one. */
export interface JsonLayout {
  /** Called for each object and array whose parent is read member by member, the root first. */
  readonly descends: (path: JsonPath) => boolean;
}

/** One value that was read whole. */
export interface JsonElement {
  readonly path: JsonPath;
  readonly value: unknown;
  /** Line on which it begins; known for root values only, 0 for others. */
  readonly line: number;
}

/** Why a JSON text could not be read on; `line` and `column` count from 1. */
export class JsonReadError extends Error {
  readonly problem: 'syntax' | 'truncated' | 'too-deep' | 'too-large';
  readonly line: number;
  readonly column: number;
  readonly path: JsonPath;

  constructor(problem: JsonReadError['problem'], at: { line: number; column: number }, path: JsonPath) {
    super(`${problem} at line ${at.line}, column ${at.column}`);
    this.name = 'JsonReadError';
    this.problem = problem;
    this.line = at.line;
    this.column = at.column;
    this.path = path;
  }
}

interface Frame {
  readonly container: Record<string, unknown> | unknown[];
  readonly array: boolean;
  readonly descended: boolean;
  key: string | number;
}

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end';

/** Small enough that a value past the limit is noticed soon after it is reached. */
const sliceBytes = 64 * 1024;

/**
 * Reads JSON texts (RFC 8259) piece by piece and hands out the elements that a layout asks for, so that memory
 * is bounded by one element. Several root values may follow each other, where they are read whole.
 * Of members with the same name the last one counts, as with JSON.parse.
 */
export class JsonAssembler {
  readonly #layout: JsonLayout;
  readonly #limits: ReadLimits;
  readonly #tokenizer: Tokenizer;
  readonly #position = new JsonPosition();
  readonly #frames: Frame[] = [];
  #expected: Expected = 'value';
  #elements: JsonElement[] = [];
  /** Where the value that is being read began, or the last token outside of one ended. */
  #start = 0;
  #rootLine = 1;
  #roots = 0;
  #closed = false;

  constructor(layout: JsonLayout, limits: ReadLimits) {
    this.#layout = layout;
    this.#limits = limits;
    this.#tokenizer = new Tokenizer({ stringBufferSize: sliceBytes });
    this.#tokenizer.onToken = ({ token, value, offset }) => this.#take(token, value, offset);
    this.#tokenizer.onError = (error) => {
      if (error instanceof JsonReadError) throw error;
      throw new JsonReadError('syntax', this.#position.ofBadByte(), this.#path());
    };
  }

  /** Gives up: the root value as far as it has been read. Nothing can be written any more. */
  abandon(): unknown {
    for (let frame = this.#frames.pop(); frame !== undefined; frame = this.#frames.pop()) {
      const parent = this.#frames.at(-1);
      if (parent === undefined) return frame.container;
      attach(parent, frame.container);
    }
    return undefined;
  }

  /**
   * @returns the elements that `bytes` completed.
   * @throws JsonReadError; the elements completed before it are then given by {@link drain}.
   */
  write(bytes: Uint8Array): readonly JsonElement[] {
    for (let at = 0; at < bytes.length; at += sliceBytes) {
      const slice = bytes.subarray(at, at + sliceBytes);
      this.#position.enter(slice);
      this.#tokenizer.write(slice);
      this.#checkSize(this.#position.end);
    }
    return this.drain();
  }

  drain(): readonly JsonElement[] {
    const elements = this.#elements;
    this.#elements = [];
    return elements;
  }

  /** @throws JsonReadError where the text is not whole. */
  end(): readonly JsonElement[] {
    this.#tokenizer.onError = () => {
      throw this.#error('truncated', this.#position.end);
    };
    this.#tokenizer.end();
    if (this.#frames.length > 0 || this.#roots === 0) throw this.#error('truncated', this.#position.end);
    return this.drain();
  }

  #take(token: TokenType, value: unknown, offset: number): void {
    this.#position.token(offset);
    const frame = this.#frames.at(-1);
    const ends = token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET;
    switch (this.#expected) {
      case 'value-or-end':
        if (token === TokenType.RIGHT_BRACKET) this.#close(offset);
        else this.#value(frame, token, value, offset);
        break;
      case 'value':
        this.#value(frame, token, value, offset);
        break;
      case 'key-or-end':
        if (token === TokenType.RIGHT_BRACE) this.#close(offset);
        else this.#key(frame, token, value, offset);
        break;
      case 'key':
        this.#key(frame, token, value, offset);
        break;
      case 'colon':
        if (token !== TokenType.COLON) throw this.#error('syntax', offset);
        this.#expected = 'value';
        break;
      case 'comma-or-end':
        if (ends && token === closing(frame)) this.#close(offset);
        else this.#comma(frame, token, offset);
        break;
    }
  }

  #key(frame: Frame | undefined, token: TokenType, value: unknown, offset: number): void {
    if (token !== TokenType.STRING || frame === undefined) throw this.#error('syntax', offset);
    frame.key = value as string;
    this.#expected = 'colon';
  }

  #comma(frame: Frame | undefined, token: TokenType, offset: number): void {
    if (frame === undefined || token !== TokenType.COMMA) throw this.#error('syntax', offset);
    if (frame.array) (frame.key as number)++;
    this.#expected = frame.array ? 'value' : 'key';
    if (frame.descended) this.#start = offset;
  }

  #value(frame: Frame | undefined, token: TokenType, value: unknown, offset: number): void {
    if (frame === undefined) this.#beginRoot(offset);
    switch (token) {
      case TokenType.LEFT_BRACE:
      case TokenType.LEFT_BRACKET:
        this.#open(frame, token === TokenType.LEFT_BRACKET, offset);
        break;
      case TokenType.RIGHT_BRACE:
      case TokenType.RIGHT_BRACKET:
      case TokenType.COLON:
      case TokenType.COMMA:
        throw this.#error('syntax', offset);
      default:
        this.#complete(frame, value);
    }
  }

  #beginRoot(offset: number): void {
    if (this.#closed) throw this.#error('syntax', offset);
    this.#rootLine = this.#position.at(offset).line;
    this.#start = offset;
  }

  #open(parent: Frame | undefined, array: boolean, offset: number): void {
    if (this.#frames.length >= this.#limits.depth) throw this.#error('too-deep', offset);
    const outside = parent === undefined || parent.descended;
    if (outside) this.#start = offset;
    const descended = outside && this.#layout.descends(this.#path());
    this.#frames.push({ container: array ? [] : {}, array, descended, key: array ? 0 : '' });
    this.#expected = array ? 'value-or-end' : 'key-or-end';
  }

  #close(offset: number): void {
    this.#checkSize(offset);
    const frame = this.#frames.pop();
    if (frame === undefined) throw this.#error('syntax', offset);
    if (!frame.descended) {
      this.#complete(this.#frames.at(-1), frame.container);
      return;
    }
    this.#start = offset;
    this.#settle();
    // A text whose members were handed out one by one is one document: nothing may follow it.
    if (this.#frames.length === 0) this.#closed = true;
  }

  #complete(parent: Frame | undefined, value: unknown): void {
    if (parent === undefined || parent.descended) {
      this.#elements.push({ path: this.#path(), value, line: parent === undefined ? this.#rootLine : 0 });
    } else attach(parent, value);
    this.#settle();
  }

  #settle(): void {
    if (this.#frames.length > 0) {
      this.#expected = 'comma-or-end';
      return;
    }
    this.#roots++;
    this.#expected = 'value';
  }

  #checkSize(offset: number): void {
    const open = this.#frames.length > 0 || this.#roots === 0;
    if (open && offset - this.#start > this.#limits.recordBytes) {
      throw this.#error('too-large', offset);
    }
  }

  #path(): JsonPath {
    return this.#frames.map((frame) => frame.key);
  }

  #error(problem: JsonReadError['problem'], offset: number): JsonReadError {
    return new JsonReadError(problem, this.#position.at(offset), this.#path());
  }
}

function closing(frame: Frame | undefined): TokenType | undefined {
  if (frame === undefined) return undefined;
  return frame.array ? TokenType.RIGHT_BRACKET : TokenType.RIGHT_BRACE;
}

function attach(parent: Frame, value: unknown): void {
  if (parent.array) (parent.container as unknown[]).push(value);
  else setMember(parent.container as Record<string, unknown>, parent.key as string, value);
}

/** Assigning `__proto__` would change the object's prototype instead of adding a member. */
function setMember(container: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true });
  } else container[key] = value;
}
