import { Parser } from 'n3';
import { Failure } from '../../model/failure.ts';
import { isRecord } from '../is-record.ts';

type Node = Readonly<Record<string, unknown>>;

/** One operation of an update request, all of its IRIs absolute, and the base that holds for it. */
export interface AbsoluteOperation {
  readonly operation: Node;
  readonly base: string;
}

/**
 * The operations of a parsed update request with the declarations of its prologues worked in: a declaration holds for its
 * own operation and all later ones (SPARQL 1.1 Update §3, grammar rules 29 and 30).
 * @throws Failure `query-malformed` where a prefix is not declared, or an IRI is none
 */
export function absoluteOperations(updates: readonly unknown[], base: string): AbsoluteOperation[] {
  const names = new Names(base);
  return updates.flatMap((update): AbsoluteOperation[] => {
    if (!isRecord(update)) return [];
    for (const declaration of Array.isArray(update.context) ? update.context : []) names.declare(declaration);
    if (!isRecord(update.operation)) return [];
    return [{ operation: names.absolute(update.operation) as Node, base: names.base }];
  });
}

/** What IRIs and prefixed names stand for (SPARQL 1.1 §4.1.1). */
class Names {
  base: string;
  readonly #prefixes = new Map<string, string>();

  constructor(base: string) {
    this.base = base;
  }

  declare(declaration: unknown): void {
    if (!isRecord(declaration) || !isRecord(declaration.value)) return;
    const iri = resolve(String(declaration.value.value), this.base);
    if (declaration.subType === 'base') this.base = iri;
    else if (declaration.subType === 'prefix') this.#prefixes.set(String(declaration.key), iri);
  }

  /** A copy of a part of the syntax tree. */
  absolute(node: unknown): unknown {
    if (Array.isArray(node)) return node.map((item) => this.absolute(item));
    if (!isRecord(node)) return node;
    if (node.type === 'term' && node.subType === 'namedNode') {
      const { prefix: _, ...term } = node;
      return { ...term, value: this.#iriOf(node) };
    }
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => [key, key === 'loc' ? value : this.absolute(value)]),
    );
  }

  #iriOf({ prefix, value }: Node): string {
    if (prefix === undefined) return resolve(String(value), this.base);
    const namespace = this.#prefixes.get(String(prefix));
    if (namespace !== undefined) return namespace + String(value);
    throw new Failure(
      'query-malformed',
      `The update is malformed: the prefix "${String(prefix)}:" is not declared.`,
    );
  }
}

/** RFC 3987 §2.2, as far as it matters that nothing else ends in the store. */
const absoluteIri = /^[a-z][a-z0-9+.-]*:[^\p{Cc}\p{Cs}\p{Z}<>"{}|^`\\]*$/iu;

/**
 * RFC 3986 §5.2, which n3 knows; an absolute IRI stays as it is.
 * @throws Failure `query-malformed`
 */
function resolve(iri: string, base: string): string {
  const resolved = /^[a-z][a-z0-9+.-]*:/i.test(iri) ? iri : resolveRelative(iri, base);
  if (resolved !== undefined && absoluteIri.test(resolved)) return resolved;
  throw new Failure('query-malformed', `The update is malformed: <${iri.slice(0, 300)}> is no IRI.`);
}

function resolveRelative(iri: string, base: string): string | undefined {
  try {
    return new Parser({ baseIRI: base }).parse(`<${iri}> <urn:p> <urn:o> .`)[0]?.subject.value;
  } catch {
    return undefined;
  }
}
