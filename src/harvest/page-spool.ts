import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FetchedBody, FetchLimits } from '../fetch/fetcher.ts';
import { Failure } from '../model/failure.ts';
import { decompress } from '../sources/decompress.ts';
import type { ArrivedPage } from './harvest-client.ts';

/** Bytes of a page that are held in memory before a file is used. */
const heldBytes = 4 * 1024 ** 2;
/** Bytes that a page may have which is read as one text. */
const textBytes = 64 * 1024 ** 2;

/** Bytes that any page may unpack to. */
const freeBytes = 1024 ** 2;

export type UnpackLimits = Pick<FetchLimits, 'pageBytes' | 'ratio'>;

/** A page that was read to its last byte before anything is made of it. */
export class PageSpool {
  readonly #answer: FetchedBody;
  readonly #hash: Hash = createHash('sha256');
  #held: Uint8Array[] = [];
  #size = 0;
  #folder: string | undefined;
  #file: FileHandle | undefined;
  #digest = '';

  readonly #limits: UnpackLimits;

  private constructor(answer: FetchedBody, limits: UnpackLimits) {
    this.#answer = answer;
    this.#limits = limits;
  }

  /** @throws Failure of the body; nothing is left behind then */
  static async read(answer: FetchedBody, limits: UnpackLimits): Promise<PageSpool> {
    const spool = new PageSpool(answer, limits);
    try {
      for await (const chunk of answer.body) await spool.#add(chunk);
      spool.#digest = spool.#hash.digest('base64url');
      return spool;
    } catch (error) {
      await spool.close();
      throw error;
    }
  }

  /** SHA-256 of the bytes. */
  get hash(): string {
    return this.#digest;
  }

  get page(): ArrivedPage {
    const { url, mediaType, charset, headers } = this.#answer;
    return {
      url,
      mediaType,
      ...(charset !== undefined && { charset }),
      headers,
      size: this.#size,
      bytes: () => this.#unpacked(),
      text: (most = textBytes) => this.#text(most),
    };
  }

  async close(): Promise<void> {
    await this.#file?.close();
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
    this.#held = [];
  }

  async #add(chunk: Uint8Array): Promise<void> {
    this.#hash.update(chunk);
    this.#size += chunk.length;
    if (!this.#file && this.#size > heldBytes) {
      this.#folder = await mkdtemp(join(tmpdir(), 'fivestar-page-'));
      this.#file = await open(join(this.#folder, 'page'), 'wx+');
      for (const held of this.#held.splice(0)) await this.#file.appendFile(held);
    }
    if (this.#file) await this.#file.appendFile(chunk);
    else this.#held.push(chunk);
  }

  /** What is a gzip file by itself is unpacked, within the limits that hold for what is packed on its way. */
  async *#unpacked(): AsyncGenerator<Uint8Array> {
    const { url } = this.#answer;
    const { pageBytes, ratio } = this.#limits;
    const most = Math.min(pageBytes, Math.max(freeBytes, this.#size * ratio));
    let size = 0;
    for await (const chunk of decompress(this.#bytes(), url)) {
      size += chunk.length;
      if (size > most)
        throw new Failure(
          'source-failed',
          `<${url}> has ${this.#size} bytes and unpacks to more than ${most}: that is no catalogue.`,
        );
      yield chunk;
    }
  }

  async *#bytes(): AsyncGenerator<Uint8Array> {
    if (this.#folder === undefined) yield* this.#held;
    else for await (const chunk of createReadStream(join(this.#folder, 'page'))) yield chunk as Buffer;
  }

  async #text(most: number): Promise<string> {
    const { url } = this.#answer;
    if (this.#size > most) {
      throw new Failure(
        'source-failed',
        `<${url}> has ${this.#size} bytes; at most ${most} are read of such a page.`,
      );
    }
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let text = '';
    try {
      for await (const chunk of this.#unpacked()) text += decoder.decode(chunk, { stream: true });
      return text + decoder.decode();
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause;
      throw new Failure(
        'source-failed',
        `<${url}> is no valid UTF-8. Its server must send what it says it sends.`,
        {
          cause,
        },
      );
    }
  }
}
