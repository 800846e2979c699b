import { keptRefusals, type Refusal, type RunCounts } from './run-report.ts';

type Counted = Exclude<keyof RunCounts, 'requests' | 'bytes'>;

/** Counts of a run while it goes on. */
export class RunTally {
  readonly #counts: Record<Counted, number> = {
    read: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    refused: 0,
    withdrawn: 0,
    held: 0,
    ignored: 0,
  };
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
