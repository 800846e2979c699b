import { xsd } from '../vocabulary/terms.ts';
import {
  type DocumentWriter,
  groupByGraph,
  groupBySubject,
  type SubjectGroup,
  typeTerm,
} from './document-writer.ts';
import { iriOf, literalOf } from './n-quads.ts';
import type { UsedPrefixes } from './prefix-table.ts';
import type { Statement } from './statement.ts';

type Json = string | Node | readonly Json[];

interface Node {
  readonly [key: string]: Json | null;
}

/**
 * Compacted JSON-LD 1.1 with an inline context of prefixes, and the nodes in one `@graph`. Written directly, because
 * `jsonld.compact` takes many times longer and a dump has millions of quads; the tests read it back with `jsonld`.
 * @param indent spaces of indentation; 0 writes one record a line
 */
export function jsonLdWriter(names: UsedPrefixes, { indent }: { indent: number }): DocumentWriter {
  let empty = true;
  return {
    open: (prefixes) => `{"@context":${JSON.stringify(prefixes, null, indent)},"@graph":[`,
    write: (statements) => {
      const nodes: Node[] = [];
      for (const [graph, own] of groupByGraph(statements)) nodes.push(...writeGraph(graph, own, names));
      if (nodes.length === 0) return '';
      const text = nodes.map((node) => JSON.stringify(node, null, indent)).join(',\n');
      const separator = empty ? '\n' : ',\n';
      empty = false;
      return separator + text;
    },
    close: () => '\n]}\n',
  };
}

function writeGraph(graph: string, statements: readonly Statement[], names: UsedPrefixes): Node[] {
  const groups = [...groupBySubject(statements)];
  if (graph === '') return groups.map((group) => writeNode(group, names));
  if (looksPrefixed(graph, names))
    return [{ '@context': null, '@id': id(graph), '@graph': groups.map((group) => writeNode(group)) }];
  return [{ '@id': id(graph), '@graph': groups.map((group) => writeNode(group, names)) }];
}

/** @param names without them nothing is shortened */
function writeNode(group: SubjectGroup, names?: UsedPrefixes): Node {
  if (names && isAmbiguous(group, names)) return { '@context': null, ...writeNode(group) };
  const node: { [key: string]: Json } = { '@id': id(group.subject) };
  for (const [predicate, objects] of group.properties) {
    if (predicate === typeTerm && ![...objects].some(isLiteral))
      node['@type'] = unwrap(objects, (object) => shorten(object, names));
    else node[shorten(predicate, names)] = unwrap(objects, (object) => value(object, names));
  }
  return node;
}

/** An IRI that reads like one of the prefixed names (`dct:title` meant whole) is safe only in a node without context. */
function isAmbiguous({ subject, properties }: SubjectGroup, names: UsedPrefixes): boolean {
  if (looksPrefixed(subject, names)) return true;
  for (const [predicate, objects] of properties) {
    if (looksPrefixed(predicate, names)) return true;
    for (const object of objects) if (looksPrefixed(object, names)) return true;
  }
  return false;
}

/** Of a literal its datatype is meant. */
function looksPrefixed(term: string, { table }: UsedPrefixes): boolean {
  if (!term.endsWith('>')) return false;
  return table.looksPrefixed(term.slice(term.lastIndexOf('<') + 1, -1));
}

function value(term: string, names: UsedPrefixes | undefined): Json {
  if (!isLiteral(term)) return { '@id': id(term) };
  const { text, language, datatype } = literalOf(term);
  if (language !== '') return { '@value': text, '@language': language };
  if (datatype === xsd.string) return text;
  return { '@value': text, '@type': shorten(`<${datatype}>`, names) };
}

function isLiteral(term: string): boolean {
  return term.startsWith('"');
}

function id(term: string): string {
  return term.startsWith('<') ? iriOf(term) : term;
}

function shorten(term: string, names: UsedPrefixes | undefined): string {
  return names?.shorten(term) ?? id(term);
}

function unwrap(terms: ReadonlySet<string>, write: (term: string) => Json): Json {
  const values: Json[] = [];
  for (const term of terms) values.push(write(term));
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : values;
}
