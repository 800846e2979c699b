import type { JsonPath } from '../sources/json-path.ts';

const mostParts = 1_000;
const mostBytes = 64 * 1024;

/**
 * What stands around the records of a JSON document (counts, the address of the next page), as one value in which each
 * list of records holds its last one only, so that memory does not depend on their number.
 */
export class JsonAround {
  #root: unknown;
  #last: { readonly path: JsonPath; readonly record: unknown } | undefined;
  #parts = 0;

  /** Keeps a value that is no record. */
  keep(path: JsonPath, value: unknown): void {
    if (this.#parts >= mostParts || tooLong(value)) return;
    this.#parts += 1;
    this.#set(path, value);
  }

  /** Keeps a record in the place of the one before it. */
  keepLast(path: JsonPath, record: unknown): void {
    this.#last = { path, record };
  }

  get value(): unknown {
    if (this.#last) {
      const { path, record } = this.#last;
      this.#set(typeof path.at(-1) === 'number' ? [...path.slice(0, -1), 0] : path, record);
      this.#last = undefined;
    }
    return this.#root;
  }

  #set(path: JsonPath, value: unknown): void {
    const [first] = path;
    if (first === undefined) {
      this.#root = value;
      return;
    }
    this.#root ??= containerFor(first);
    let container = this.#root as Record<string | number, unknown>;
    for (const [index, step] of path.entries()) {
      const next = path[index + 1];
      const member = next === undefined ? value : (ownMember(container, step) ?? containerFor(next));
      Object.defineProperty(container, step, {
        value: member,
        enumerable: true,
        configurable: true,
        writable: true,
      });
      if (next !== undefined) container = member as Record<string | number, unknown>;
    }
  }
}

function containerFor(step: string | number): unknown {
  return typeof step === 'number' ? [] : {};
}

function ownMember(container: object, step: string | number): unknown {
  return Object.hasOwn(container, step) ? (container as Record<string | number, unknown>)[step] : undefined;
}

function tooLong(value: unknown): boolean {
  return typeof value === 'string' ? value.length > mostBytes : JSON.stringify(value).length > mostBytes;
}
