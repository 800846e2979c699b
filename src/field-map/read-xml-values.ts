import type { XmlNames } from './read-xml-path.ts';

export interface XmlAttribute {
  readonly uri: string;
  readonly local: string;
  readonly name: string;
  readonly value: string;
}

const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';

/**
 * The value of an element, made while it is read: its text where it has no more; else an object of attributes (`@name`),
 * elements (repeated ones an array), and text between them (`#text`); `null` where `xsi:nil` says so.
 */
export class XmlValue {
  readonly #members = new Map<string, unknown>();
  #text = '';
  #nil = false;

  constructor(attributes: readonly XmlAttribute[], names: XmlNames) {
    for (const attribute of attributes) {
      const { uri, local, name, value } = attribute;
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
      if (uri === schemaInstance) this.#nil ||= local === 'nil' && ['true', '1'].includes(value.trim());
      else this.#members.set(`@${name.startsWith('xml:') ? name : names.nameOf(attribute)}`, value);
    }
  }

  addText(text: string): void {
    this.#text += text;
  }

  addElement(name: string, value: unknown): void {
    const before = this.#members.get(name);
    if (before === undefined && !this.#members.has(name)) this.#members.set(name, value);
    else if (before instanceof Repeated) before.values.push(value);
    else this.#members.set(name, new Repeated([before, value]));
  }

  /** As an element within a record. */
  get value(): unknown {
    if (this.#nil) return null;
    return this.#members.size === 0 ? this.#text.trim() : this.record;
  }

  /** As the record itself. */
  get record(): Readonly<Record<string, unknown>> {
    const text = this.#text.trim();
    const members = [...this.#members].map(([name, value]): [string, unknown] => [
      name,
      value instanceof Repeated ? value.values : value,
    ]);
    if (text !== '') members.push(['#text', text]);
    return Object.fromEntries(members);
  }
}

/** Tells an array that is made here from a value. */
class Repeated {
  readonly values: unknown[];

  constructor(values: unknown[]) {
    this.values = values;
  }
}
