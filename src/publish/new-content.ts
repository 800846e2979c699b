import type { Quad, Term } from '@rdfjs/types';
import { DataFactory } from 'n3';
import type { GraphDifference } from '../engine/engine-edit.ts';
import { nQuadTerm, parseNQuads } from '../rdf/n-quads.ts';

/** Each line of N-Quads as the engine gives it back. */
export type EngineLines = (nquads: string) => Promise<readonly string[]>;

/**
 * The stored content of a graph without what was removed, and with what was added. The engine folds numbers and language
 * tags into one form: a line is compared in that form, and what is not touched is kept in the form it was stored in.
 */
export async function newContent(
  { removed, added, whole }: GraphDifference,
  stored: string,
  engineLines: EngineLines,
): Promise<Quad[]> {
  const quads = parseNQuads(stored);
  if (!whole && removed.length === 0) return [...quads, ...parsed(added)];
  const lines = quads.length === 0 ? [] : await engineLines(stored);
  if (whole) return respelled(parsed(whole), quads, parsed(lines));
  const gone = new Set(removed);
  return [...quads.filter((_, index) => !gone.has(lines[index] ?? '')), ...parsed(added)];
}

/**
 * The engine's content of a graph with blank nodes, its literals as they were stored: a blank node cannot be followed
 * there and back, but what it was said to have can.
 * @param folded the stored quads in the engine's form, in their order
 */
function respelled(content: readonly Quad[], stored: readonly Quad[], folded: readonly Quad[]): Quad[] {
  const spelling = new Map<string, Term>();
  stored.forEach((quad, index) => {
    const form = folded[index];
    if (form && quad.object.termType === 'Literal' && !spelling.has(keyOf(form)))
      spelling.set(keyOf(form), quad.object);
  });
  return content.map((quad) => {
    const object = spelling.get(keyOf(quad));
    if (!object || object.equals(quad.object)) return quad;
    return DataFactory.quad(
      quad.subject as never,
      quad.predicate as never,
      object as never,
    ) as unknown as Quad;
  });
}

/** All blank nodes count as one. */
function keyOf({ subject, predicate, object }: Quad): string {
  const blank = subject.termType === 'BlankNode';
  return `${blank ? '_:' : nQuadTerm(subject)} ${predicate.value} ${nQuadTerm(object)}`;
}

function parsed(lines: readonly string[]): Quad[] {
  return parseNQuads(lines.map((line) => `${line}\n`).join(''));
}
