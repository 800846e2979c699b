import { usualDocument } from '../mapping/alternate-iris.ts';
import type { Tables } from './lmdb-tables.ts';
import type { Put, RecordHead } from './record-store.ts';
import { shortKey } from './short-key.ts';

/**
 * Which document a thing leads to, where several describe it: the usual one, else an alternate, as long as one is live.
 * All inside the caller's write transaction.
 */
export class ThingIndex {
  readonly #tables: Tables;
  readonly #count: (name: string, change: number) => void;

  /** @param count adds to a number of the table `meta` */
  constructor(tables: Tables, count: (name: string, change: number) => void) {
    this.#tables = tables;
    this.#count = count;
  }

  /** The topic and parts of a record whose head has just been written. */
  take(put: Put): void {
    const { topic, parts, document } = put;
    if (put.alternate) this.#setAlternates(topic, (all) => [...new Set([...all, shortKey(document)])].sort());
    for (const thing of [topic, ...parts]) if (this.#mayTake(thing, put)) this.#lead(thing, document);
  }

  /** Before the head of a live alternate changes. */
  removeAlternate(topic: string, key: string): void {
    this.#setAlternates(topic, (all) => all.filter((other) => other !== key));
  }

  /** What led to a document that describes it no more leads to another live one that does, if there is one. */
  handOn(
    { document, topic, alternate }: Pick<RecordHead, 'document' | 'topic' | 'alternate'>,
    gone: readonly string[],
  ): void {
    const { alternates, heads, things } = this.#tables;
    const usual = alternate ? [shortKey(usualDocument(document))] : [];
    for (const thing of gone) {
      if (things.get(shortKey(thing)) !== document) continue;
      const beside = [topic, thing].flatMap((about) => alternates.get(shortKey(about)) ?? []);
      const next = [...usual, ...beside].find((key) => this.#describes(key, thing));
      const head = next === undefined ? undefined : heads.get(next);
      if (head) this.#lead(thing, head.document);
    }
  }

  /**
   * Whether a thing is to lead to what is put. What a live record is about stays with it: an alternate stands beside, and
   * who only mentions it as a part takes nothing. A harvested record takes no part of another source's either.
   */
  #mayTake(thing: string, { document, topic, alternate, origin }: Put): boolean {
    const present = this.#tables.things.get(shortKey(thing));
    if (present === undefined || present === document) return true;
    const head = this.#tables.heads.get(shortKey(present));
    if (!head || !this.#describes(shortKey(present), thing)) return true;
    if (thing === topic) return !alternate;
    return head.topic !== thing && (origin === undefined || head.origin?.source === origin.source);
  }

  /** Whether a live record is about a thing, or has it as a part. */
  #describes(key: string, thing: string): boolean {
    const { edges, heads } = this.#tables;
    const head = heads.get(key);
    if (head?.state !== 'live') return false;
    return head.topic === thing || edges.get(key)?.parts.includes(thing) === true;
  }

  #setAlternates(topic: string, change: (all: readonly string[]) => readonly string[]): void {
    const { alternates } = this.#tables;
    const key = shortKey(topic);
    const all = change(alternates.get(key) ?? []);
    this.#countAside(topic, -1);
    if (all.length > 0) alternates.putSync(key, all);
    else alternates.removeSync(key);
    this.#countAside(topic, 1);
  }

  #lead(thing: string, document: string): void {
    const { things } = this.#tables;
    if (things.get(shortKey(thing)) === document) return;
    this.#countAside(thing, -1);
    things.putSync(shortKey(thing), document);
    this.#countAside(thing, 1);
  }

  /** Counts the live alternates that their thing does not lead to: taken off before a change, and added after it. */
  #countAside(thing: string, sign: 1 | -1): void {
    const { alternates, heads, things } = this.#tables;
    const key = shortKey(thing);
    for (const alternate of alternates.get(key) ?? []) {
      const head = heads.get(alternate);
      if (head && things.get(key) !== head.document) this.#count(`aside:${head.kind}`, sign);
    }
  }
}
