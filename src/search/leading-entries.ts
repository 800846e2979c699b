/** Keeps the first `most` of the slots that it is given, by an order in which no two are equal. */
export class LeadingEntries {
  readonly #most: number;
  readonly #compare: (a: number, b: number) => number;
  readonly #slots: number[] = [];

  constructor(most: number, compare: (a: number, b: number) => number) {
    this.#most = most;
    this.#compare = compare;
  }

  get slots(): readonly number[] {
    return this.#slots;
  }

  offer(slot: number): void {
    const slots = this.#slots;
    const last = slots[slots.length - 1];
    const full = slots.length === this.#most;
    if (full && last !== undefined && this.#compare(slot, last) > 0) return;
    let low = 0;
    let high = slots.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(slot, slots[middle] as number) > 0) low = middle + 1;
      else high = middle;
    }
    slots.splice(low, 0, slot);
    if (full) slots.pop();
  }
}
