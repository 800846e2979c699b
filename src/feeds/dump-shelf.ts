import type { DumpFile } from './dump-file.ts';
import type { DumpIdentity } from './dump-snapshot.ts';

/** Part of the time that dumps of one kind may take before older ones are served. */
const share = 0.1;
/** Milliseconds after a failure in which nothing new is tried: a full disk is not filled again for each request. */
const rest = 10_000;

interface Production {
  readonly began: number;
  /** Absent while it goes on. */
  ended?: number;
}

/** The dumps of one kind: the newest, which may be growing, and the newest whole one. */
export class DumpShelf {
  readonly #maxAge: number;
  readonly #now: () => number;
  #newest: DumpFile | undefined;
  #whole: DumpFile | undefined;
  #productions: Production[] = [];
  #failed: { readonly at: number; readonly error: Error } | undefined;
  /** A production that waits for its turn: it will show whatever is committed until then. */
  pending: Promise<DumpFile | undefined> | undefined;

  /** @param now milliseconds, as `maxAge` is */
  constructor(maxAge: number, now: () => number) {
    this.#maxAge = maxAge;
    this.#now = now;
  }

  get whole(): DumpFile | undefined {
    return this.#whole;
  }

  /** Why nothing new is tried now. */
  get failure(): Error | undefined {
    return this.#failed && this.#now() - this.#failed.at < rest ? this.#failed.error : undefined;
  }

  /**
   * What a request is answered with where `wanted` is the newest state: that, or an older dump where making dumps has
   * taken its share of the last `maxAge` milliseconds (one of them was begun then), or cannot be done.
   * @returns `undefined` where a new one is to be made
   */
  serving(wanted: DumpIdentity): DumpFile | undefined {
    if (this.#newest?.identity.name === wanted.name) return this.#newest;
    if (this.failure) return this.#whole;
    return this.#isSpent() ? this.#newest : undefined;
  }

  /** The one that is named so, growing or whole. */
  find({ name }: DumpIdentity): DumpFile | undefined {
    return this.#newest?.identity.name === name ? this.#newest : undefined;
  }

  /** Takes up what was whole before the start. */
  adopt(file: DumpFile): void {
    this.#newest = file;
    this.#whole = file;
  }

  begin(file: DumpFile): void {
    this.#productions.push({ began: this.#now() });
    this.#newest = file;
  }

  finish(file: DumpFile): void {
    this.#ended();
    this.#failed = undefined;
    this.#whole?.retire();
    this.#whole = file;
  }

  fail(error: Error): void {
    this.#ended();
    this.#failed = { at: this.#now(), error };
    this.#newest = this.#whole;
  }

  async close(): Promise<void> {
    await this.#whole?.close();
  }

  #ended(): void {
    const last = this.#productions.at(-1);
    if (last) last.ended ??= this.#now();
  }

  #isSpent(): boolean {
    const now = this.#now();
    this.#productions = this.#productions.filter(({ began }) => now - began < this.#maxAge);
    const spent = this.#productions.reduce((sum, { began, ended = now }) => sum + ended - began, 0);
    return spent >= this.#maxAge * share;
  }
}
