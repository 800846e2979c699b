import { JSONParser } from '@streamparser/json';
import { isRecord } from '../is-record.ts';

const termTypes = new Set<unknown>(['uri', 'literal', 'typed-literal', 'bnode', 'triple']);

/** Watches SPARQL results in JSON pass: whether they are sound JSON, and have variables and terms where they belong. */
export class JsonResultsCheck {
  readonly #parser = new JSONParser({ paths: ['$.head.vars', '$.results.bindings.*'], keepStack: false });
  #problem: string | undefined;

  constructor() {
    this.#parser.onValue = ({ key, value, parent }) => {
      if (key === 'vars') this.#note(Array.isArray(value), 'its variables are no list');
      else
        this.#note(
          Array.isArray(parent) && isSolution(value),
          'one of its solutions has what is no RDF term',
        );
    };
    this.#parser.onError = (error) => this.#note(false, `the body is no sound JSON (${error.message})`);
  }

  /** @returns what is wrong already */
  take(bytes: Uint8Array): string | undefined {
    if (this.#problem === undefined) this.#parser.write(bytes);
    return this.#problem;
  }

  /** The outermost object is closed. */
  get whole(): boolean {
    return this.#parser.isEnded;
  }

  #note(sound: boolean, problem: string): void {
    if (!sound) this.#problem ??= problem;
  }
}

/** SPARQL 1.1 Query Results JSON Format §3.2; Virtuoso writes `typed-literal` too. */
function isSolution(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every(isTerm);
}

function isTerm(term: unknown): boolean {
  if (!isRecord(term) || !termTypes.has(term.type)) return false;
  if (term.type !== 'triple') return typeof term.value === 'string';
  const { value } = term;
  return isRecord(value) && [value.subject, value.predicate, value.object].every(isTerm);
}
