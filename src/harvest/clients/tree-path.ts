import type { Quad, Term } from '@rdfjs/types';
import { nQuadTerm } from '../../rdf/n-quads.ts';
import { rdf } from '../../vocabulary/terms.ts';

/** A property path (SHACL §2.3.1) of predicates, one after another: IRIs. */
export type TreePath = readonly string[];

/** The quads of a node, which is written as in N-Triples. */
export type QuadsOf = (node: string) => readonly Quad[];

/** Steps of a path that are followed. */
const longestPath = 20;

/** @returns `undefined` where the path is more than a predicate or a sequence of them (inverse, alternatives, repetition) */
export function parsePath(path: Term, quadsOf: QuadsOf): TreePath | undefined {
  if (path.termType === 'NamedNode' && !quadsOf(nQuadTerm(path)).some(isListPart)) return [path.value];
  const steps: string[] = [];
  let node: Term = path;
  while (node.value !== rdf.nil) {
    const quads: readonly Quad[] = node.termType === 'Literal' ? [] : quadsOf(nQuadTerm(node));
    const first = quads.find(({ predicate }) => predicate.value === rdf.first)?.object;
    const rest = quads.find(({ predicate }) => predicate.value === rdf.rest)?.object;
    if (first?.termType !== 'NamedNode' || !rest || steps.length >= longestPath) return undefined;
    steps.push(first.value);
    node = rest;
  }
  return steps.length > 0 ? steps : undefined;
}

/** What a path leads to from a node. */
export function valuesAt(node: string, path: TreePath, quadsOf: QuadsOf): Term[] {
  const [step, ...rest] = path;
  if (step === undefined) return [];
  const values = quadsOf(node).flatMap(({ predicate, object }) => (predicate.value === step ? object : []));
  if (rest.length === 0) return values;
  return values.flatMap((value) =>
    value.termType === 'Literal' ? [] : valuesAt(nQuadTerm(value), rest, quadsOf),
  );
}

const dateTime = /^(-?\d{4,}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/;

/**
 * A value as a number that orders as it does: numbers as they are, times as milliseconds since 1970 (those without a
 * time zone as UTC). `undefined`: it has no order that is known.
 */
export function orderOf(value: Term): number | undefined {
  if (value.termType !== 'Literal') return undefined;
  const text = value.value.trim();
  const [, date, time = '00:00:00', fraction = '', zone = 'Z'] = dateTime.exec(text) ?? [];
  const order =
    date === undefined
      ? numberOf(text)
      : Date.parse(`${date}T${time}${zone}`) + Number(`0${fraction}`) * 1000;
  return Number.isFinite(order) ? order : undefined;
}

function numberOf(text: string): number {
  return text === '' ? Number.NaN : Number(text);
}

function isListPart({ predicate }: Quad): boolean {
  return predicate.value === rdf.first;
}
