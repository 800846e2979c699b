/** Whole numbers from 0 to 2³² − 1 in a typed array that doubles as it fills. */
export class GrowingArray {
  #items: Uint32Array;
  #length = 0;

  constructor(capacity = 4) {
    this.#items = new Uint32Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  push(item: number): void {
    if (this.#length === this.#items.length) {
      const larger = new Uint32Array(Math.max(4, this.#length * 2));
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.#length++] = item;
  }

  /** What is in it, without a copy: valid until the next {@link push}. */
  view(): Uint32Array {
    return this.#items.subarray(0, this.#length);
  }
}
