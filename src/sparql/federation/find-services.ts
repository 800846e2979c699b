import { Parser } from '@traqula/parser-sparql-1-2';
import { Failure } from '../../model/failure.ts';

/** What a query asks of other endpoints. */
export interface Services {
  /** Absolute IRIs of SERVICE, in order, each once. */
  readonly endpoints: readonly string[];
  /** There is a `SERVICE ?variable`. */
  readonly variable: boolean;
}

const none: Services = { endpoints: [], variable: false };

/** Spares the parser where the word does not occur at all; in a string or comment it proves nothing. */
const mention = /\bservice\b|\\u/i;

/**
 * The endpoints that the SERVICE clauses of a query name, nested ones and those in EXISTS included.
 * @param base resolves relative IRIs
 * @throws Failure `query-malformed` where the query mentions SERVICE and cannot be parsed
 */
export function findServices(query: string, base: string): Services {
  if (!mention.test(query)) return none;
  const walk = new ServiceWalk(base);
  walk.visit(parse(query, base));
  return { endpoints: [...walk.endpoints], variable: walk.variable };
}

/** Whether a query has a SERVICE clause. One that cannot be parsed has none: the engine says what is wrong with it. */
export function isFederated(query: string): boolean {
  try {
    const { endpoints, variable } = findServices(query, 'http://localhost/');
    return endpoints.length > 0 || variable;
  } catch (error) {
    if (error instanceof Failure && error.code === 'query-malformed') return false;
    throw error;
  }
}

function parse(query: string, base: string): unknown {
  try {
    return new Parser().parse(query, { baseIRI: base });
  } catch (error) {
    const reason = error instanceof RangeError ? 'it is nested too deeply' : messageOf(error);
    throw new Failure('query-malformed', `The query cannot be parsed: ${reason}`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Collects SERVICE clauses from any place of the syntax tree; prologues come before what they are about. */
class ServiceWalk {
  readonly endpoints = new Set<string>();
  variable = false;
  readonly #prefixes = new Map<string, string>();
  #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  /** Own stack: the tree may be deeper than the call stack. */
  visit(root: unknown): void {
    const open: unknown[] = [root];
    while (open.length > 0) {
      const node = open.pop();
      if (Array.isArray(node)) open.push(...node.toReversed());
      else if (isNode(node)) {
        this.#note(node);
        const children = Object.entries(node).filter(([key]) => key !== 'loc' && key !== 'context');
        open.push(...children.map(([, child]) => child).reverse());
      }
    }
  }

  #note(node: Node): void {
    if (Array.isArray(node['context'])) for (const definition of node['context']) this.#define(definition);
    if (node['subType'] !== 'service' || !isNode(node['name'])) return;
    const name = node['name'];
    if (name['subType'] === 'variable') this.variable = true;
    else this.endpoints.add(this.#resolve(name));
  }

  #define(definition: unknown): void {
    if (!isNode(definition) || !isNode(definition['value'])) return;
    const iri = this.#resolve(definition['value']);
    if (definition['subType'] === 'base') this.#base = iri;
    if (definition['subType'] === 'prefix') this.#prefixes.set(String(definition['key']), iri);
  }

  /** SPARQL 1.1 §4.1.1: a prefixed name is its namespace and local part; another IRI is resolved against the base. */
  #resolve(term: Node): string {
    const value = String(term['value']);
    const namespace = typeof term['prefix'] === 'string' ? this.#prefixes.get(term['prefix']) : undefined;
    if (namespace !== undefined) return namespace + value;
    if (/^[a-z][a-z0-9+.-]*:/i.test(value)) return value;
    return URL.canParse(value, this.#base) ? new URL(value, this.#base).href : value;
  }
}

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
