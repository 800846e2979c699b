import type { Quad, Term } from '@rdfjs/types';
import { prefixes } from '../vocabulary/prefixes.ts';
import { rdf, sh } from '../vocabulary/terms.ts';
import { IndexedGraph, termKey } from './graph.ts';

const shacl = (name: string) => `${prefixes.sh}${name}`;
const listParameters = ['in', 'or', 'and', 'xone', 'languageIn', 'ignoredProperties', 'alternativePath'].map(
  shacl,
);
const branches = ['or', 'and', 'xone'].map(shacl);
const nested = ['node', 'not', 'property', 'qualifiedValueShape'].map(shacl);
const targets = ['targetClass', 'targetNode', 'targetSubjectsOf', 'targetObjectsOf'].map(shacl);
const unsupported = ['sparql', 'target', 'js', 'expression', 'select', 'ask'].map(shacl);

/** What can be told of shapes before any data is seen. */
export interface ShapeSurvey {
  /** Whether there is a shape that looks for its own focus nodes. */
  readonly hasTargets: boolean;
  readonly recursive: boolean;
  /** What would make a validation throw, hang or silently skip a constraint. */
  readonly problems: readonly string[];
}

export function surveyShapes(quads: Iterable<Quad>): ShapeSurvey {
  const graph = new IndexedGraph(quads);
  const problems: string[] = [];
  let hasTargets = false;
  for (const { subject, predicate, object } of graph) {
    if (targets.includes(predicate.value)) hasTargets = true;
    if (predicate.value === rdf.type && object.value === sh.NodeShape && isClass(graph, subject))
      hasTargets = true;
    if (unsupported.includes(predicate.value))
      problems.push(`${describe(subject)} uses ${compact(predicate)}, which is not part of SHACL Core`);
    if (listParameters.includes(predicate.value) && !isList(graph, object))
      problems.push(`the value of ${compact(predicate)} of ${describe(subject)} is no well-formed list`);
    if (predicate.value === shacl('pattern') && !isExpression(object.value, flagsOf(graph, subject)))
      problems.push(`the pattern "${object.value}" of ${describe(subject)} is no regular expression`);
    if (predicate.value === shacl('inversePath') && object.termType !== 'NamedNode')
      problems.push('sh:inversePath is supported for a single property only');
  }
  const direct = references(graph, [sh.property], []);
  if (circular(direct)) problems.push('a property shape contains itself (sh:property)');
  return { hasTargets, recursive: circular(references(graph, nested, branches)), problems };
}

function isClass(graph: IndexedGraph, subject: Term): boolean {
  return graph.objects(subject, rdf.type).some((type) => type.value.endsWith('#Class'));
}

function isList(graph: IndexedGraph, head: Term): boolean {
  const seen = new Set<string>();
  let cell = head;
  while (cell.value !== rdf.nil) {
    const rest = graph.objects(cell, rdf.rest);
    const [next] = rest;
    if (!next || rest.length > 1 || graph.objects(cell, rdf.first).length !== 1 || seen.has(termKey(cell)))
      return false;
    seen.add(termKey(cell));
    cell = next;
  }
  return true;
}

function members(graph: IndexedGraph, head: Term): Term[] {
  const found: Term[] = [];
  const seen = new Set<string>();
  for (let cell: Term | undefined = head; cell && cell.value !== rdf.nil && !seen.has(termKey(cell)); ) {
    seen.add(termKey(cell));
    found.push(...graph.objects(cell, rdf.first));
    cell = graph.objects(cell, rdf.rest)[0];
  }
  return found;
}

function references(
  graph: IndexedGraph,
  single: readonly string[],
  lists: readonly string[],
): Map<string, string[]> {
  const edges = new Map<string, string[]>();
  for (const { subject, predicate, object } of graph) {
    const to = single.includes(predicate.value)
      ? [object]
      : lists.includes(predicate.value)
        ? members(graph, object)
        : [];
    if (to.length > 0)
      edges.set(termKey(subject), [...(edges.get(termKey(subject)) ?? []), ...to.map(termKey)]);
  }
  return edges;
}

function circular(edges: ReadonlyMap<string, readonly string[]>): boolean {
  const state = new Map<string, 'open' | 'done'>();
  const visit = (node: string): boolean => {
    if (state.has(node)) return state.get(node) === 'open';
    state.set(node, 'open');
    const found = (edges.get(node) ?? []).some(visit);
    state.set(node, 'done');
    return found;
  };
  return [...edges.keys()].some(visit);
}

function flagsOf(graph: IndexedGraph, shape: Term): string {
  return graph.objects(shape, shacl('flags'))[0]?.value ?? '';
}

function isExpression(pattern: string, flags: string): boolean {
  try {
    new RegExp(pattern, flags);
    return true;
  } catch {
    return false;
  }
}

function compact(term: Term): string {
  return term.value.replace(prefixes.sh, 'sh:');
}

function describe(shape: Term): string {
  return shape.termType === 'NamedNode' ? `<${shape.value}>` : 'a shape without a name';
}
