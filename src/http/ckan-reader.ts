import { type CkanRefusal, validationError } from './ckan-errors.ts';
import type { CkanParameters } from './ckan-parameters.ts';

const longestText = 8_000;

/** Reads the parameters of one call by type, and refuses what cannot be meant with CKAN's Validation Error (409). */
export class CkanReader {
  readonly #parameters: CkanParameters;
  readonly #help: string;

  constructor(parameters: CkanParameters, help: string) {
    this.#parameters = parameters;
    this.#help = help;
  }

  refusal(name: string, problem: string): CkanRefusal {
    return validationError(this.#help, { [name]: [problem] });
  }

  names(): readonly string[] {
    return [...this.#parameters.keys()];
  }

  /** `undefined` where it is absent, null or empty. */
  text(name: string): string | undefined {
    const value = this.#parameters.get(name);
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string' && typeof value !== 'number') throw this.refusal(name, 'Must be a text');
    const text = String(value);
    if (text.length > longestText) throw this.refusal(name, `Has more than ${longestText} characters`);
    return text;
  }

  required(...names: readonly [string, ...string[]]): string {
    for (const name of names) {
      const text = this.text(name);
      if (text !== undefined) return text;
    }
    throw this.refusal(names[0], 'Missing value');
  }

  /** A whole number, not below 0. */
  count(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (!/^\d{1,9}$/.test(text)) throw this.refusal(name, 'Must be a natural number');
    return Number(text);
  }

  /** A count, or −1 for all: `undefined`. */
  limit(name: string, usual: number): number | undefined {
    const text = this.text(name);
    if (text !== undefined && /^-\d{1,9}$/.test(text)) return undefined;
    return this.count(name) ?? usual;
  }

  flag(name: string, usual = false): boolean {
    const value = this.#parameters.get(name);
    if (value === undefined || value === null || value === '') return usual;
    if (typeof value === 'boolean') return value;
    const text = String(value).toLowerCase();
    if (['true', 'yes', 't', 'y', '1', 'on'].includes(text)) return true;
    if (['false', 'no', 'f', 'n', '0', 'off'].includes(text)) return false;
    throw this.refusal(name, 'Must be true or false');
  }

  /** Texts: a list of JSON, the same as a text, or one text. */
  texts(name: string): readonly string[] {
    const value = this.#parameters.get(name);
    if (value === undefined || value === null || value === '') return [];
    const listed =
      typeof value === 'string' && value.trimStart().startsWith('[') ? this.#list(name, value) : value;
    const items: readonly unknown[] = Array.isArray(listed) ? listed : [listed];
    if (!items.every((item) => typeof item === 'string')) throw this.refusal(name, 'Must be a list of texts');
    if (items.join('').length > longestText)
      throw this.refusal(name, `Has more than ${longestText} characters`);
    return items;
  }

  /** Python's lists in single quotation marks come by as well. */
  #list(name: string, text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      try {
        return JSON.parse(text.replaceAll("'", '"'));
      } catch {
        throw this.refusal(name, 'Cannot parse JSON list');
      }
    }
  }
}
