import { labelKey } from '../mapping/label-key.ts';

/** The publisher's values → the values that they stand for; an empty list: the value says nothing. */
export class Lookup {
  readonly #values = new Map<string, readonly string[]>();

  /** @returns whether the value was new; case, blanks and punctuation do not tell values apart */
  add(value: string, meaning: readonly string[]): boolean {
    const key = labelKey(value);
    if (this.#values.has(key)) return false;
    this.#values.set(key, meaning);
    return true;
  }

  /** What the value stands for: itself, where it is not listed. */
  read(value: string): readonly string[] {
    return this.#values.get(labelKey(value)) ?? [value];
  }
}
