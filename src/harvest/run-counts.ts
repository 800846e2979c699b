import { keptRefusals, noCounts, type Refusal, type RunCounts } from './run-report.ts';

type Counted = Exclude<keyof RunCounts, 'requests' | 'bytes'>;

/** Counts of a run while it goes on. */
export class RunTally {
  readonly #counts: Record<Counted, number> = { ...noCounts };
  readonly #refusals: Refusal[] = [];

  add(name: Counted, number = 1): void {
    this.#counts[name] += number;
  }

  refuse(refusal: Refusal): void {
    this.#counts.refused += 1;
    if (this.#refusals.length < keptRefusals) this.#refusals.push(refusal);
  }

  counts(fetched: { readonly requests: number; readonly bytes: number }): RunCounts {
    return { ...this.#counts, requests: fetched.requests, bytes: fetched.bytes };
  }

  get refusals(): readonly Refusal[] {
    return this.#refusals;
  }
}
