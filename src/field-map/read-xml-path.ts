import { Failure } from '../model/failure.ts';

interface Step {
  /** `*`: any name. */
  readonly name: string;
  /** Elements may stand between the one before and this one (`//`). */
  readonly anywhere: boolean;
}

/** The names of elements down to the records of an XML document. */
export class XmlPath {
  readonly #steps: readonly Step[];

  /**
   * @param path `/rss/channel/item`, `//record`, `/root/*`; names as {@link XmlNames} gives them
   * @throws Failure `invalid-configuration`
   */
  constructor(path: string, file: string) {
    const steps = [...path.matchAll(/(\/\/?)([^/[\]@()\s]+)/gu)];
    if (steps.length === 0 || steps.map(([text]) => text).join('') !== path) {
      throw new Failure(
        'invalid-configuration',
        `${file}: "${path}" is no path of elements. Write it like /root/records/record or //record.`,
      );
    }
    this.#steps = steps.map(([, slashes, name = '']) => ({ name, anywhere: slashes === '//' }));
  }

  /** Whether an element is a record. @param names of the elements from the root down to it */
  matches(names: readonly string[]): boolean {
    return this.#matches(names, names.length, this.#steps.length);
  }

  #matches(names: readonly string[], length: number, count: number): boolean {
    const step = this.#steps[count - 1];
    if (step === undefined) return length === 0;
    if (length === 0) return false;
    if (step.name !== '*' && step.name !== names[length - 1]) return false;
    if (!step.anywhere) return this.#matches(names, length - 1, count - 1);
    for (let above = length - 1; above >= 0; above--) {
      if (count === 1 || this.#matches(names, above, count - 1)) return true;
    }
    return false;
  }
}

/** How elements and attributes are called: by the map's prefix where it declares their namespace, else by local name. */
export class XmlNames {
  readonly #prefixes: ReadonlyMap<string, string>;

  constructor(namespaces: Readonly<Record<string, string>> = {}) {
    this.#prefixes = new Map(Object.entries(namespaces).map(([prefix, iri]) => [iri, prefix]));
  }

  nameOf({ uri, local }: { readonly uri: string; readonly local: string }): string {
    const prefix = this.#prefixes.get(uri);
    return prefix === undefined || prefix === '' ? local : `${prefix}:${local}`;
  }
}
