import { LRUCache } from 'lru-cache';
import type { ReadRows, TouchedCounts } from './kept-counts.ts';

/** What was asked of the engine once and is kept in step with its changes. */
export interface View {
  /** Predicates of the statements that it depends on; absent: all. */
  readonly spec: { readonly predicates?: readonly string[] };
  /** Values that it holds in memory. */
  readonly size: number;
  /** Solutions that concern some subjects, in the store as it is now; `undefined` where it cannot be said. */
  touched(subjects: ReadonlySet<string>, read: ReadRows): TouchedCounts | undefined;
  /** @returns false where it cannot follow and is to be forgotten */
  apply(before: TouchedCounts, after: TouchedCounts, read: ReadRows): boolean;
}

export interface ViewLimits {
  /** Values that all views may hold together (about 160 bytes each). */
  readonly mostValues: number;
  /** Views: each costs a little at every change. */
  readonly mostViews: number;
  /** Subjects that may change at once; past it the views are forgotten. */
  readonly mostSubjects: number;
  /** Milliseconds that the plain way must take for a view to be worth it, and may take for making one. */
  readonly slow: number;
  readonly tooSlow: number;
  /** Milliseconds that following changes may cost between two uses of a view, where making it took less. */
  readonly upkeep: number;
}

export const viewLimits: ViewLimits = {
  mostValues: 200_000,
  mostViews: 64,
  mostSubjects: 10_000,
  slow: 10,
  tooSlow: 3_000,
  upkeep: 100,
};

interface Kept {
  readonly view: View;
  /** Milliseconds that making it took, and that following changes took since it was last used. */
  readonly made: number;
  upkeep: number;
}

/** Subjects of the statements that a change adds or takes away, by the IRI of the predicate. */
export type ChangedSubjects = ReadonlyMap<string, ReadonlySet<string>>;

interface Followed {
  readonly name: string;
  readonly subjects: ReadonlySet<string>;
  readonly before: TouchedCounts;
}

/** Milliseconds for which what cannot be kept is not tried again. */
const patience = 600_000;

/** Keeps views of what is asked again and again, as long as that is cheaper than asking the engine. */
export class KeptViews {
  readonly #limits: ViewLimits;
  readonly #kept: LRUCache<string, Kept>;
  readonly #wanted = new LRUCache<string, true>({ max: 1_000 });
  readonly #refused = new LRUCache<string, true>({ max: 1_000, ttl: patience });
  readonly #following: Followed[] = [];

  constructor(limits: ViewLimits) {
    this.#limits = limits;
    this.#kept = new LRUCache({
      max: limits.mostViews,
      maxSize: limits.mostValues,
      sizeCalculation: ({ view }) => view.size + 1,
    });
  }

  get isEmpty(): boolean {
    return this.#kept.size === 0;
  }

  /** The view of that name; made by `ask` where it is wanted and not kept yet. */
  get<T extends View>(name: string, ask: () => T | undefined): T | undefined {
    const kept = this.#kept.get(name);
    if (kept) {
      kept.upkeep = 0;
      return kept.view as T;
    }
    if (!this.#wanted.has(name)) return undefined;
    this.#wanted.delete(name);
    const started = performance.now();
    const view = ask();
    if (!view) this.refuse(name);
    else this.#kept.set(name, { view, made: performance.now() - started, upkeep: 0 });
    return view;
  }

  /** A query that these views could have answered took `milliseconds` without them. */
  ranWithout(names: readonly string[], milliseconds: number): void {
    if (milliseconds < this.#limits.slow || milliseconds > this.#limits.tooSlow) return;
    for (const name of names) if (!this.#refused.has(name)) this.#wanted.set(name, true);
  }

  /** Forgets a view that is of no use, for a while. */
  refuse(name: string): void {
    this.#kept.delete(name);
    this.#wanted.delete(name);
    this.#refused.set(name, true);
  }

  forgetAll(): void {
    this.#kept.clear();
    this.#following.length = 0;
  }

  /** To be called before a change; `undefined`: what changes is not known. */
  beforeChange(changed: ChangedSubjects | undefined, read: ReadRows): void {
    this.#following.length = 0;
    if (!changed) {
      this.forgetAll();
      return;
    }
    for (const [name, kept] of [...this.#kept.entries()]) {
      const subjects = subjectsFor(kept.view, changed);
      if (subjects.size === 0) continue;
      const few = subjects.size <= this.#limits.mostSubjects;
      const before = few ? this.#timed(kept, () => kept.view.touched(subjects, read)) : undefined;
      if (before) this.#following.push({ name, subjects, before });
      else this.#kept.delete(name);
    }
  }

  /** To be called after the change, before anything is asked. */
  afterChange(read: ReadRows): void {
    for (const { name, subjects, before } of this.#following.splice(0)) {
      const kept = this.#kept.peek(name);
      if (!kept) continue;
      const followed = this.#timed(kept, () => {
        const after = kept.view.touched(subjects, read);
        return after !== undefined && kept.view.apply(before, after, read);
      });
      if (!followed) this.#kept.delete(name);
      else if (kept.upkeep > Math.max(kept.made, this.#limits.upkeep)) {
        this.#kept.delete(name);
        this.#wanted.set(name, true);
      }
    }
  }

  #timed<T>(kept: Kept, work: () => T): T {
    const started = performance.now();
    const result = work();
    kept.upkeep += performance.now() - started;
    return result;
  }
}

function subjectsFor({ spec }: View, changed: ChangedSubjects): ReadonlySet<string> {
  const predicates = spec.predicates ?? [...changed.keys()];
  return new Set(predicates.flatMap((predicate) => [...(changed.get(predicate) ?? [])]));
}
