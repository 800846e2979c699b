import { detached } from './detached.ts';
import { GrowingArray } from './growing-array.ts';

/** The values that each entry has of one facet, as numbers in the order of the entries' slots. */
export class FacetColumn {
  readonly #ids = new Map<string, number>();
  readonly #values: string[] = [];
  /** Slot → where its values begin in {@link #cells}. */
  #starts = new GrowingArray(1024);
  #cells = new GrowingArray(1024);

  constructor() {
    this.#starts.push(0);
  }

  get size(): number {
    return this.#values.length;
  }

  idOf(value: string): number | undefined {
    return this.#ids.get(value);
  }

  valueOf(id: number): string {
    return this.#values[id] ?? '';
  }

  /** Values of the next slot. */
  push(values: Iterable<string>): void {
    for (const value of new Set(values)) this.#cells.push(this.#number(value));
    this.#starts.push(this.#cells.length);
  }

  /** Where the values of each slot begin, one start more than there are slots, and the values. */
  arrays(): { readonly starts: Uint32Array; readonly cells: Uint32Array } {
    return { starts: this.#starts.view(), cells: this.#cells.view() };
  }

  /** Whether each slot has one of the values. @returns 1 or 0 a slot */
  having(wanted: Uint8Array): Uint8Array {
    const { starts, cells } = this.arrays();
    const found = new Uint8Array(starts.length - 1);
    for (let slot = 0; slot < found.length; slot++) {
      const end = starts[slot + 1] ?? 0;
      for (let cell = starts[slot] ?? 0; cell < end; cell++) {
        if (wanted[cells[cell] ?? 0] === 1) {
          found[slot] = 1;
          break;
        }
      }
    }
    return found;
  }

  /** How many of the slots have each value, by its id. */
  count(slots: Uint32Array): Uint32Array {
    const { starts, cells } = this.arrays();
    const counts = new Uint32Array(this.size);
    for (let at = 0; at < slots.length; at++) {
      const slot = slots[at] ?? 0;
      const end = starts[slot + 1] ?? 0;
      for (let cell = starts[slot] ?? 0; cell < end; cell++) {
        const id = cells[cell] ?? 0;
        counts[id] = (counts[id] ?? 0) + 1;
      }
    }
    return counts;
  }

  /** Ids of `values` as flags; values that no entry has are left out. */
  flags(values: Iterable<string>): Uint8Array {
    const flags = new Uint8Array(this.size);
    for (const value of values) {
      const id = this.#ids.get(value);
      if (id !== undefined) flags[id] = 1;
    }
    return flags;
  }

  /** Keeps the slots for which `kept` is set; the rest move up. */
  keep(kept: Uint8Array): void {
    const { starts, cells } = this.arrays();
    const newStarts = new GrowingArray(starts.length);
    const newCells = new GrowingArray(cells.length);
    newStarts.push(0);
    for (let slot = 0; slot < starts.length - 1; slot++) {
      if (kept[slot] !== 1) continue;
      const end = starts[slot + 1] ?? 0;
      for (let cell = starts[slot] ?? 0; cell < end; cell++) newCells.push(cells[cell] ?? 0);
      newStarts.push(newCells.length);
    }
    this.#starts = newStarts;
    this.#cells = newCells;
  }

  #number(value: string): number {
    const known = this.#ids.get(value);
    if (known !== undefined) return known;
    const id = this.#values.length;
    const kept = detached(value);
    this.#values.push(kept);
    this.#ids.set(kept, id);
    return id;
  }
}
