import { RdfError } from '../rdf/rdf-error.ts';
import type { SchemaNode, SchemaText, SchemaValue } from './schema-org-node.ts';

type Plain = string | number | boolean | SchemaText;
type Value = { readonly plain: Plain } | { readonly node: string };
type Json = Readonly<Record<string, unknown>>;

/** A thing as all blocks of a page together describe it. */
export interface GraphNode {
  readonly id: string;
  readonly types: Set<string>;
  readonly members: Map<string, Value[]>;
}

const deepest = 10;
const mostNodes = 10_000;

/** What the JSON-LD blocks of one page say, as one graph. Blank nodes of one block are none of another's. */
export class SchemaGraph {
  readonly #nodes = new Map<string, GraphNode>();
  /** Nodes at the top of a block or in its `@graph`. */
  readonly roots = new Set<string>();
  #blocks = 0;
  #blanks = 0;

  /** @param expanded a JSON-LD document in expanded form */
  add(expanded: readonly unknown[]): void {
    this.#blocks += 1;
    this.#addRoots(expanded);
  }

  get(id: string): GraphNode | undefined {
    return this.#nodes.get(id);
  }

  all(): Iterable<GraphNode> {
    return this.#nodes.values();
  }

  /** The things that `id` names with `member`. */
  linked(id: string, member: string): string[] {
    return (this.#nodes.get(id)?.members.get(member) ?? []).flatMap((value) =>
      'node' in value ? [value.node] : [],
    );
  }

  /** The texts and numbers of a member. */
  plain(id: string, member: string): Plain[] {
    return (this.#nodes.get(id)?.members.get(member) ?? []).flatMap((value) =>
      'plain' in value ? [value.plain] : [],
    );
  }

  /** A thing by no more than its name and address. */
  mention(id: string): SchemaNode {
    const members = ['name', 'url'].map((member) => [member, this.plain(id, member)] as const);
    return {
      ...this.#head(id),
      ...Object.fromEntries(members.filter(([, values]) => values.length > 0)),
    };
  }

  /**
   * A thing with all that belongs to it. Of things in `apart` only name and address are told, and nothing where they
   * are said to be its `dataset`.
   * @throws RdfError `too-large`
   */
  describe(id: string, apart: ReadonlySet<string>): SchemaNode {
    let told = 0;
    const tell = (own: string, path: readonly string[]): SchemaNode => {
      told += 1;
      if (told > mostNodes)
        throw new RdfError(
          'too-large',
          `The description holds more than ${mostNodes} things. Link to them, or divide it.`,
        );
      const members = [...(this.#nodes.get(own)?.members ?? [])]
        .map(
          ([name, values]) =>
            [name, values.flatMap((value) => tellValue(name, value, [...path, own]))] as const,
        )
        .filter(([, values]) => values.length > 0);
      return { ...this.#head(own), ...Object.fromEntries(members) };
    };
    const tellValue = (member: string, value: Value, path: readonly string[]): SchemaValue[] => {
      if ('plain' in value) return [value.plain];
      const { node } = value;
      if (node !== id && apart.has(node)) return member === 'dataset' ? [] : [this.mention(node)];
      if (!path.includes(node) && path.length < deepest) return [tell(node, path)];
      return node.startsWith('_:') ? [] : [{ '@id': node, '@type': [] }];
    };
    return tell(id, []);
  }

  #head(id: string): Pick<SchemaNode, '@id' | '@type'> {
    return { ...(!id.startsWith('_:') && { '@id': id }), '@type': [...(this.#nodes.get(id)?.types ?? [])] };
  }

  #addRoots(values: readonly unknown[]): void {
    for (const value of values) {
      if (!isObject(value) || '@value' in value) continue;
      const isWrapper = Object.keys(value).every((key) => key === '@graph' || key === '@id');
      if ('@graph' in value) this.#addRoots(listOf(value['@graph']));
      if (!isWrapper) this.roots.add(this.#addNode(value));
    }
  }

  #addNode(value: Json): string {
    const node = this.#nodeOf(value['@id']);
    for (const type of listOf(value['@type'])) node.types.add(localName(String(type)));
    for (const [key, own] of Object.entries(value)) {
      if (key === '@reverse' && isObject(own)) this.#addReverse(node, own);
      else if (key === '@included') this.#addRoots(listOf(own));
      else if (!key.startsWith('@')) this.#addMember(node, localName(key), own);
    }
    return node.id;
  }

  #addMember(node: GraphNode, name: string, values: unknown): void {
    const members = node.members.get(name) ?? [];
    node.members.set(name, members);
    const seen = new Set(members.map((value) => JSON.stringify(value)));
    for (const one of listOf(values).flatMap((value) => this.#values(value))) {
      const key = JSON.stringify(one);
      if (seen.has(key)) continue;
      seen.add(key);
      members.push(one);
    }
  }

  #addReverse(node: GraphNode, properties: Json): void {
    for (const [property, values] of Object.entries(properties))
      for (const value of listOf(values)) {
        if (!isObject(value)) continue;
        const from = this.#nodes.get(this.#addNode(value));
        from?.members.set(localName(property), [
          ...(from.members.get(localName(property)) ?? []),
          { node: node.id },
        ]);
      }
  }

  #values(value: unknown): Value[] {
    if (!isObject(value)) return [];
    if ('@list' in value) return listOf(value['@list']).flatMap((one) => this.#values(one));
    if (!('@value' in value)) return [{ node: this.#addNode(value) }];
    const { '@value': plain, '@language': language } = value;
    if (typeof plain === 'string' && typeof language === 'string')
      return [{ plain: { '@value': plain, '@language': language.toLowerCase() } }];
    if (typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean')
      return [{ plain }];
    return plain === null || plain === undefined ? [] : [{ plain: JSON.stringify(plain) }];
  }

  #nodeOf(stated: unknown): GraphNode {
    const id =
      typeof stated !== 'string'
        ? `_:g${this.#blanks++}`
        : stated.startsWith('_:')
          ? `_:d${this.#blocks}-${stated.slice(2)}`
          : stated;
    const known = this.#nodes.get(id);
    if (known) return known;
    const node: GraphNode = { id, types: new Set(), members: new Map() };
    this.#nodes.set(id, node);
    return node;
  }
}

/** The two namespaces of schema.org are one. */
function localName(iri: string): string {
  return /^https?:\/\/(?:www\.)?schema\.org\/([^/#?]+)$/.exec(iri)?.[1] ?? iri;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
