import { closeSync, read as readCallback, rmSync } from 'node:fs';
import { promisify } from 'node:util';
import type { DumpIdentity } from './dump-snapshot.ts';

const read = promisify(readCallback);
/** Bytes read at a time. */
const slice = 256 * 1024;

/** What is known of a dump that is whole. */
export interface WholeDump {
  readonly bytes: number;
  /** Of the file as it is, in hexadecimal digits. */
  readonly sha256: string;
}

export interface DumpPaths {
  /** Where it lies while it is written. */
  readonly temporary: string;
  /** Where it lies when it is whole. */
  readonly file: string;
  readonly checksumFile: string;
}

/**
 * One dump on disk, which may still be growing. Whoever reads it holds it; a retired one is removed when nobody does.
 * It is read through one descriptor, whatever its name is by then.
 */
export class DumpFile {
  readonly identity: DumpIdentity;
  readonly #descriptor: number;
  readonly #paths: DumpPaths;
  readonly #waiting = new Set<() => void>();
  #bytes = 0;
  #whole: WholeDump | undefined;
  #failure: Error | undefined;
  #readers = 0;
  #retired = false;
  #closed = false;

  constructor(identity: DumpIdentity, descriptor: number, paths: DumpPaths) {
    this.identity = identity;
    this.#descriptor = descriptor;
    this.#paths = paths;
  }

  /** Present when it is complete. */
  get whole(): WholeDump | undefined {
    return this.#whole;
  }

  /** Why it will never be complete. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  grow(bytes: number): void {
    this.#bytes = bytes;
    this.#wake();
  }

  complete({ bytes, sha256 }: WholeDump): void {
    this.#bytes = bytes;
    this.#whole = { bytes, sha256 };
    this.#wake();
  }

  fail(error: Error): void {
    this.#failure = error;
    this.#wake();
    this.retire();
  }

  hold(): void {
    this.#readers += 1;
  }

  release(): void {
    this.#readers -= 1;
    this.#wake();
    this.#removeUnread();
  }

  /** It goes as soon as nobody holds it. */
  retire(): void {
    this.#retired = true;
    this.#removeUnread();
  }

  /** Waits until there is something to read, or there never will be. */
  async begun(): Promise<void> {
    while (this.#bytes === 0 && !this.#isSettled()) await this.#news();
  }

  /** Waits until it is complete or has failed, for at most so many milliseconds. */
  async settled(milliseconds: number): Promise<void> {
    let expired = false;
    const timer = setTimeout(() => {
      expired = true;
      this.#wake();
    }, milliseconds);
    while (!expired && !this.#isSettled()) await this.#news();
    clearTimeout(timer);
  }

  /**
   * Bytes `start` to `end` (not included), by default all there will be: what is not written yet is waited for.
   * @throws Error where the rest will never come
   */
  async *read(start = 0, end = Number.POSITIVE_INFINITY): AsyncGenerator<Buffer> {
    for (let position = start; position < end; ) {
      if (this.#closed) throw this.#failure ?? new Error('A dump was read after it was closed.');
      const available = Math.min(this.#bytes, end) - position;
      if (available > 0) {
        const buffer = Buffer.allocUnsafe(Math.min(available, slice));
        const { bytesRead } = await read(this.#descriptor, buffer, 0, buffer.length, position);
        if (bytesRead === 0) throw new Error('A dump is shorter on disk than what was written of it.');
        position += bytesRead;
        yield buffer.subarray(0, bytesRead);
      } else if (this.#failure) throw this.#failure;
      else if (this.#whole) return;
      else await this.#news();
    }
  }

  /** Closes it when nobody holds it any more; a complete one stays on disk. */
  async close(): Promise<void> {
    while (this.#readers > 0) await this.#news();
    this.#closeDescriptor();
  }

  #isSettled(): boolean {
    return this.#whole !== undefined || this.#failure !== undefined;
  }

  #news(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }

  #removeUnread(): void {
    if (!this.#retired || this.#readers > 0 || this.#closed) return;
    this.#closeDescriptor();
    const { temporary, file, checksumFile } = this.#paths;
    for (const path of this.#whole ? [file, checksumFile] : [temporary]) rmSync(path, { force: true });
  }

  #closeDescriptor(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#descriptor);
  }
}
