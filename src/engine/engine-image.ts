import { createHash } from 'node:crypto';
import type { ImageMark } from './query-engine.ts';

/** Which engine an image belongs to: only the very same WebAssembly code understands its own memory. */
export interface EngineBuild {
  readonly version: string;
  /** SHA-256 of the WebAssembly file, hexadecimal. */
  readonly wasm: string;
}

/**
 * The table of JavaScript values that the memory refers to by number. Between calls it holds the names of properties that
 * the engine reads of terms ("termType"), kept from their first use on; nothing but such plain values can be carried over.
 */
export interface ExternrefTable {
  readonly length: number;
  readonly values: readonly (readonly [place: number, value: string | number | boolean | null])[];
}

/** The state of an idle engine, beside the bytes of its memory. */
export interface EngineState {
  readonly engine: EngineBuild;
  /** Address of the store in the memory. */
  readonly pointer: number;
  readonly externrefs: ExternrefTable;
  readonly quads: number;
  /** Bytes of memory when the store had last been loaded from records: what memory has grown to since is waste. */
  readonly loaded: number;
  /** Form of the counts that follow the memory. */
  readonly statisticsForm: number;
}

/** An idle engine whole, as it passes between threads. */
export interface EngineImage extends EngineState {
  /** The memory, in order. */
  readonly memory: readonly Uint8Array<ArrayBuffer>[];
  readonly statistics: Uint8Array<ArrayBuffer>;
}

/** What stands at the head of an image file. */
export interface ImageHeader extends EngineState, ImageMark {
  /** Bytes of memory, which follow the header, and of the counts, which follow the memory. */
  readonly memory: number;
  readonly statistics: number;
  /** SHA-256 of all that follows the header, hexadecimal. */
  readonly content: string;
}

/** One page of WebAssembly memory. */
export const headerBytes = 65_536;
/** Bytes copied, read, written or hashed at once. */
export const chunkBytes = 1 << 24;

const magic = 'fivestar engine image 1';

/** The header's page: magic, SHA-256 of the JSON, and the JSON, a line each. */
export function encodeHeader(header: ImageHeader): Uint8Array {
  const json = JSON.stringify(header);
  const page = Buffer.alloc(headerBytes);
  const text = `${magic}\n${sha256(json)}\n${json}\n`;
  if (Buffer.byteLength(text) > headerBytes)
    throw new Error(`the mark is longer than ${headerBytes} bytes allow`);
  page.write(text);
  return page;
}

/** `undefined`: no header of this form, or a damaged one. */
export function decodeHeader(page: Uint8Array): ImageHeader | undefined {
  const [first, digest, json] = Buffer.from(page).toString('utf8').split('\n', 3);
  if (first !== magic || json === undefined || sha256(json) !== digest) return undefined;
  const header: unknown = JSON.parse(json);
  return isHeader(header) ? header : undefined;
}

export function sameBuild(a: EngineBuild, b: EngineBuild): boolean {
  return a.version === b.version && a.wasm === b.wasm;
}

const numbers = ['pointer', 'quads', 'loaded', 'statisticsForm', 'sequence', 'memory', 'statistics'];

function isHeader(value: unknown): value is ImageHeader {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  const engine = new Map<string, unknown>(Object.entries(fields.get('engine') ?? {}));
  const texts = [fields.get('log'), fields.get('content'), engine.get('version'), engine.get('wasm')];
  return (
    numbers.every((name) => Number.isSafeInteger(fields.get(name)) && Number(fields.get(name)) >= 0) &&
    texts.every((text) => typeof text === 'string') &&
    isTable(fields.get('externrefs'))
  );
}

function isTable(value: unknown): value is ExternrefTable {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'length' in value &&
    Number.isSafeInteger(value.length) &&
    'values' in value &&
    Array.isArray(value.values)
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
