import type { Quad, Term } from '@rdfjs/types';
import { Failure } from '../../model/failure.ts';
import { nQuadTerm } from '../../rdf/n-quads.ts';
import { prefixes } from '../../vocabulary/prefixes.ts';
import { ldes, rdf, tree } from '../../vocabulary/terms.ts';

/** A page with more statements about pages than this is no page of a stream. */
const mostStatements = 200_000;

/** What a page says of itself, of its stream and of other pages: TREE, LDES, and the paths that they use. */
export class PageStatements {
  readonly #url: string;
  readonly #bySubject = new Map<string, Quad[]>();
  /** Members, as N-Triples writes them, in the order of the page. */
  readonly members = new Set<string>();
  #count = 0;

  constructor(url: string) {
    this.#url = url;
  }

  /** @returns whether the quad is about pages only */
  take(quad: Quad): boolean {
    const { subject, predicate, object } = quad;
    if (predicate.value === tree.member) {
      if (object.termType !== 'Literal') this.members.add(nQuadTerm(object));
      return true;
    }
    if (!isStatement(quad)) return false;
    this.#count += 1;
    if (this.#count > mostStatements)
      throw new Failure(
        'source-failed',
        `${this.#url} has more than ${mostStatements} statements about pages of the stream.`,
      );
    const node = nQuadTerm(subject);
    const known = this.#bySubject.get(node);
    if (known) known.push(quad);
    else this.#bySubject.set(node, [quad]);
    return false;
  }

  about(node: string): readonly Quad[] {
    return this.#bySubject.get(node) ?? [];
  }

  /** The stream, its views and its relations; lists may be data as well. */
  isControl(node: string): boolean {
    return this.about(node).some(
      ({ predicate, object }) =>
        isHypermedia(predicate.value) || (predicate.value === rdf.type && isHypermedia(object.value)),
    );
  }

  values(node: string, property: string): Term[] {
    return this.about(node).flatMap(({ predicate, object }) => (predicate.value === property ? object : []));
  }

  /** Nodes that something refers to by a property. */
  objectsOf(property: string): string[] {
    const all = [...this.#bySubject.values()].flat();
    const found = all.filter(
      ({ predicate, object }) => predicate.value === property && object.termType !== 'Literal',
    );
    return [...new Set(found.map(({ object }) => nQuadTerm(object)))];
  }

  subjectsOfType(type: string): string[] {
    return [...this.#bySubject.keys()].filter((node) =>
      this.values(node, rdf.type).some(({ value }) => value === type),
    );
  }

  subjectsWith(property: string): string[] {
    return [...this.#bySubject.keys()].filter((node) => this.values(node, property).length > 0);
  }

  /** The page says of itself that it never changes again (§3.2). */
  isImmutable(addresses: readonly string[]): boolean {
    return addresses.some((one) =>
      this.values(`<${one}>`, ldes.immutable).some(({ value }) => value === 'true' || value === '1'),
    );
  }
}

function isStatement({ predicate, object }: Quad): boolean {
  const property = predicate.value;
  if (property === rdf.type) return isHypermedia(object.value);
  return (
    isHypermedia(property) ||
    property === rdf.first ||
    property === rdf.rest ||
    property.startsWith(prefixes.sh)
  );
}

function isHypermedia(iri: string): boolean {
  return iri.startsWith(prefixes.tree) || iri.startsWith(prefixes.ldes);
}
