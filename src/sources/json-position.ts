import { Tokenizer } from '@streamparser/json';

interface Slice {
  readonly bytes: Uint8Array;
  /** Offset of its first byte. */
  readonly from: number;
  readonly line: number;
  readonly column: number;
}

const newline = 0x0a;
const none: Slice = { bytes: new Uint8Array(0), from: 0, line: 1, column: 1 };

/** Lines and columns (in UTF-16 units, from 1) of a text that arrives in slices; the last two slices are known. */
export class JsonPosition {
  #before: Slice = none;
  #current: Slice = none;
  #token = 0;
  #tokens = 0;

  /** Offset behind the last byte that arrived. */
  get end(): number {
    return this.#current.from + this.#current.bytes.length;
  }

  enter(bytes: Uint8Array): void {
    const from = this.end;
    const { line, column } = this.at(from);
    this.#before = this.#current;
    this.#current = { bytes, from, line, column };
  }

  /** Notes where the last good token began. */
  token(offset: number): void {
    this.#token = offset;
    this.#tokens++;
  }

  at(offset: number): { line: number; column: number } {
    const slice = offset >= this.#current.from ? this.#current : this.#before;
    const bytes = slice.bytes.subarray(0, Math.max(0, offset - slice.from));
    const last = bytes.lastIndexOf(newline);
    if (last < 0) return { line: slice.line, column: slice.column + width(bytes) };
    return { line: slice.line + count(bytes, last), column: 1 + width(bytes.subarray(last + 1)) };
  }

  /**
   * The byte at which the tokenizer stopped. It does not tell, so what follows the last good token is given to
   * another one byte by byte.
   */
  ofBadByte(): { line: number; column: number } {
    const from = this.#tokens === 0 ? 0 : this.#token;
    if (from < this.#before.from) return this.at(this.#current.from);
    const bytes = Buffer.concat([this.#before.bytes, this.#current.bytes]).subarray(from - this.#before.from);
    let bad = false;
    const probe = new Tokenizer();
    probe.onToken = () => {};
    probe.onError = () => {
      bad = true;
    };
    let at = 0;
    for (; at < bytes.length && !bad; at++) probe.write(bytes.subarray(at, at + 1));
    return this.at(from + Math.max(0, at - 1));
  }
}

function count(bytes: Uint8Array, last: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(newline); at >= 0 && at <= last; at = bytes.indexOf(newline, at + 1)) lines++;
  return lines;
}

/** In UTF-16 units, as editors count; a character that is cut between two slices counts once, with its first byte. */
function width(bytes: Uint8Array): number {
  let units = 0;
  for (const byte of bytes) if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  return units;
}
