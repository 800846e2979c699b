import type { Quad, Term } from '@rdfjs/types';
import { rdf, xsd } from '../vocabulary/terms.ts';
import {
  type DocumentWriter,
  groupByGraph,
  groupBySubject,
  type Prefixes,
  type SubjectGroup,
} from './document-writer.ts';
import { PrefixTable } from './prefix-table.ts';

type Json = string | Node | readonly Json[];

/**
 * Compacted JSON-LD 1.1 with an inline context of prefixes, and the nodes in one `@graph`. Written directly, because
 * `jsonld.compact` takes many times longer and a dump has millions of quads; the tests read it back with `jsonld`.
 * @param indent spaces of indentation; 0 writes one record a line
 */
export function jsonLdWriter(prefixes: Prefixes, { indent }: { indent: number }): DocumentWriter {
  const table = new PrefixTable(prefixes);
  let empty = true;
  return {
    open: () => `{"@context":${JSON.stringify(prefixes, null, indent)},"@graph":[`,
    write: (quads) => {
      const nodes = [...groupByGraph(quads).values()].flatMap((group) => writeGraph(group, table));
      if (nodes.length === 0) return '';
      const text = nodes.map((node) => JSON.stringify(node, null, indent)).join(',\n');
      const separator = empty ? '\n' : ',\n';
      empty = false;
      return separator + text;
    },
    close: () => '\n]}\n',
  };
}

interface Node {
  readonly [key: string]: Json | null;
}

/** An IRI that reads like one of the prefixed names (`dct:title` meant whole) is safe only in a node without context. */
const noPrefixes = new PrefixTable({});

function writeGraph(
  { graph, quads }: { graph: Quad['graph']; quads: readonly Quad[] },
  table: PrefixTable,
): Node[] {
  const groups = [...groupBySubject(quads).values()];
  if (graph.termType === 'DefaultGraph') return groups.map((group) => writeNode(group, table));
  if (table.looksPrefixed(graph.value))
    return [
      { '@context': null, '@id': id(graph), '@graph': groups.map((group) => writeNode(group, noPrefixes)) },
    ];
  return [{ '@id': id(graph), '@graph': groups.map((group) => writeNode(group, table)) }];
}

function writeNode({ subject, properties }: SubjectGroup, table: PrefixTable): Node {
  const ambiguous = [...properties.values()]
    .flat()
    .some((quad) => iris(quad).some((iri) => table.looksPrefixed(iri)));
  const names = ambiguous ? noPrefixes : table;
  const node: { [key: string]: Json } = { '@id': id(subject) };
  for (const [predicate, values] of properties) {
    if (predicate === rdf.type && values.every((quad) => quad.object.termType !== 'Literal'))
      node['@type'] = unwrap(values.map((quad) => shorten(id(quad.object), names)));
    else node[shorten(predicate, names)] = unwrap(values.map((quad) => value(quad.object, names)));
  }
  return ambiguous ? { '@context': null, ...node } : node;
}

function value(term: Term, table: PrefixTable): Json {
  if (term.termType !== 'Literal') return { '@id': id(term) };
  if (term.language !== '') return { '@value': term.value, '@language': term.language };
  if (term.datatype.value === xsd.string) return term.value;
  return { '@value': term.value, '@type': shorten(term.datatype.value, table) };
}

function id(term: Term): string {
  if (term.termType === 'BlankNode') return `_:${term.value}`;
  if (term.termType === 'NamedNode') return term.value;
  throw new TypeError(`A ${term.termType} cannot be named in JSON-LD.`);
}

function iris(quad: Quad): string[] {
  const object = quad.object.termType === 'Literal' ? quad.object.datatype : quad.object;
  return [quad.subject, quad.predicate, object]
    .filter((term) => term.termType === 'NamedNode')
    .map((term) => term.value);
}

function shorten(iri: string, table: PrefixTable): string {
  return table.shorten(iri) ?? iri;
}

function unwrap(values: readonly Json[]): Json {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : values;
}
