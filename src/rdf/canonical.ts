import { createHash } from 'node:crypto';
import type { Quad, Term } from '@rdfjs/types';
import { DataFactory } from 'n3';
import { canonize } from 'rdf-canonize';
import type { Iri } from '../vocabulary/iri.ts';
import { nQuadLine, nQuadTerm } from './n-quads.ts';
import { RdfError } from './rdf-error.ts';
import { iri } from './terms.ts';

/**
 * The canonical N-Quads (RDFC-1.0) of a dataset without blank nodes, all of it put into the named graph `graph`.
 * Without blank nodes the algorithm only escapes, sorts and removes duplicates, which is done here directly. Lines are
 * sorted by UTF-16 code unit, as `rdf-canonize` sorts them.
 * @throws TypeError where a blank node or a quoted triple is met
 */
export function canonicalNQuads(quads: Iterable<Quad>, graph: Iri): string {
  const name = nQuadTerm(iri(graph));
  const lines = new Set<string>();
  for (const quad of quads) {
    if (isBlank(quad.subject) || isBlank(quad.object))
      throw new TypeError(`A blank node is left in ${graph}: skolemise first.`);
    lines.add(nQuadLine(quad, name));
  }
  return [...lines].sort().join('');
}

/** The version of a record: SHA-256 of its canonical N-Quads, base64url, 43 characters. */
export function versionOf(nquads: string): string {
  return createHash('sha256').update(nquads).digest('base64url');
}

export interface SkolemizeLimits {
  /** Deep comparisons allowed: the number of alike blank nodes to this power. */
  readonly workFactor?: number;
  readonly timeoutMs?: number;
}

/**
 * Every blank node replaced by the IRI that `mint` gives for its RDFC-1.0 label (`c14n0`, `c14n1`…), so that the same
 * description gives the same IRIs whatever its source called them. Blank graph names are replaced too.
 * @throws RdfError `too-large` where the blank nodes are so alike and so entangled that a limit is passed
 */
export async function skolemize(
  quads: readonly Quad[],
  mint: (label: string) => Iri,
  limits: SkolemizeLimits = {},
): Promise<Quad[]> {
  if (!quads.some(hasBlank)) return [...quads];
  const labels = await canonicalLabels(quads, limits);
  const minted = new Map<string, Term>();
  const replace = <T extends Term>(term: T): T => {
    if (term.termType !== 'BlankNode') return term;
    let node = minted.get(term.value);
    if (node === undefined) {
      node = iri(mint(labels.get(term.value) ?? term.value));
      minted.set(term.value, node);
    }
    return node as T;
  };
  return quads.map((quad) =>
    hasBlank(quad)
      ? (DataFactory.quad(
          replace(quad.subject),
          quad.predicate,
          replace(quad.object),
          replace(quad.graph),
        ) as unknown as Quad)
      : quad,
  );
}

/** Blank node label → canonical label (RDFC-1.0 §4.4.3), both without `_:`. */
export async function canonicalLabels(
  quads: readonly Quad[],
  { workFactor = 2, timeoutMs = 5_000 }: SkolemizeLimits = {},
): Promise<ReadonlyMap<string, string>> {
  const labels = new Map<string, string>();
  await runRdfc(quads, { canonicalIdMap: labels, maxWorkFactor: workFactor, timeoutMs });
  return labels;
}

/** The canonical N-Quads of any dataset, blank nodes included: two datasets are isomorphic if theirs are equal. */
export async function canonicalDataset(
  quads: readonly Quad[],
  { workFactor = 2, timeoutMs = 5_000 }: SkolemizeLimits = {},
): Promise<string> {
  return runRdfc(quads, { canonicalIdMap: new Map(), maxWorkFactor: workFactor, timeoutMs });
}

async function runRdfc(
  quads: readonly Quad[],
  options: { canonicalIdMap: Map<string, string>; maxWorkFactor: number; timeoutMs: number },
): Promise<string> {
  const unique = [...new Map(quads.map((quad) => [nQuadLine(quad), quad])).values()];
  try {
    return await canonize(unique, {
      algorithm: 'RDFC-1.0',
      format: 'application/n-quads',
      canonicalIdMap: options.canonicalIdMap,
      maxWorkFactor: options.maxWorkFactor,
      signal: AbortSignal.timeout(options.timeoutMs),
    });
  } catch (cause) {
    throw new RdfError(
      'too-large',
      `Its ${countBlanks(unique)} blank nodes cannot be told apart with reasonable effort (RDFC-1.0 limit). ` +
        'Give them IRIs, or remove repeated descriptions.',
      { cause },
    );
  }
}

function isBlank(term: Term): boolean {
  return term.termType === 'BlankNode';
}

function hasBlank(quad: Quad): boolean {
  return isBlank(quad.subject) || isBlank(quad.object) || isBlank(quad.graph);
}

function countBlanks(quads: readonly Quad[]): number {
  const labels = new Set<string>();
  for (const quad of quads)
    for (const term of [quad.subject, quad.object]) if (isBlank(term)) labels.add(term.value);
  return labels.size;
}
