import { nQuadTerm } from '../../rdf/n-quads.ts';
import { rdf, tree } from '../../vocabulary/terms.ts';
import type { PageStatements } from './ldes-statements.ts';
import type { StreamModel } from './ldes-stream.ts';
import { orderOf, parsePath, type TreePath } from './tree-path.ts';

/** What the members beyond a relation have in common, by time or place in the stream ({@link orderOf}). */
export type Bounds = {
  /** None is before this. */
  readonly from: number | null;
  /** None is after this; `open`: nor at it. */
  readonly to: number | null;
  readonly open: boolean;
};

/** That members are also at another page. */
export type TreeRelation = {
  readonly node: string;
  readonly time: Bounds;
  readonly sequence: Bounds;
};

/** The newest member that was read. */
export type Newest = { readonly time: number | null; readonly sequence: number | null };

const unbounded: Bounds = { from: null, to: null, open: false };

/** Relations of a page, one for each page that they lead to; several to one page hold together (TREE §3.2). */
export function relationsOf(page: PageStatements, stream: StreamModel | undefined): TreeRelation[] {
  const found = new Map<string, TreeRelation>();
  for (const relation of page.objectsOf(tree.relation)) {
    const [path] = page.values(relation, tree.path);
    const steps = path && parsePath(path, (node) => page.about(node));
    const bounds = boundsOf(relation, page);
    for (const target of page.values(relation, tree.node)) {
      if (target.termType !== 'NamedNode') continue;
      const known = found.get(target.value) ?? { node: target.value, time: unbounded, sequence: unbounded };
      const time = isSame(steps, stream?.timestamp) ? both(known.time, bounds) : known.time;
      const sequence = isSame(steps, stream?.sequence) ? both(known.sequence, bounds) : known.sequence;
      found.set(target.value, { ...known, time, sequence });
    }
  }
  return [...found.values()];
}

/** Everything beyond a relation is older than what was read: a stream only grows at its end (§3.1). */
export function isBehind(
  { time, sequence }: Pick<TreeRelation, 'time' | 'sequence'>,
  newest: Newest,
): boolean {
  return isOlder(time, newest.time) || isOlder(sequence, newest.sequence);
}

/** Pages with the oldest members first. */
export function compareRelations(a: TreeRelation, b: TreeRelation): number {
  const start = ({ time, sequence }: TreeRelation) => sequence.from ?? time.from ?? Number.NEGATIVE_INFINITY;
  const [one, other] = [start(a), start(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Members at the very same time may have come since. */
function isOlder({ to, open }: Bounds, newest: number | null): boolean {
  return to !== null && newest !== null && (open ? to <= newest : to < newest);
}

function boundsOf(relation: string, page: PageStatements): Bounds {
  const [value] = page.values(relation, tree.value);
  const order = value && orderOf(value);
  if (order === undefined) return unbounded;
  const types = new Set(page.values(relation, rdf.type).map(nQuadTerm));
  const is = (type: string) => types.has(`<${type}>`);
  if (is(tree.GreaterThanRelation) || is(tree.GreaterThanOrEqualToRelation))
    return { ...unbounded, from: order };
  if (is(tree.LessThanRelation)) return { ...unbounded, to: order, open: true };
  if (is(tree.LessThanOrEqualToRelation)) return { ...unbounded, to: order };
  return is(tree.EqualToRelation) ? { from: order, to: order, open: false } : unbounded;
}

function both(a: Bounds, b: Bounds): Bounds {
  const tighter = b.to !== null && (a.to === null || b.to < a.to) ? b : a;
  const from = a.from === null ? b.from : b.from === null ? a.from : Math.max(a.from, b.from);
  return { from, to: tighter.to, open: tighter.open };
}

function isSame(one: TreePath | undefined, other: TreePath | null | undefined): boolean {
  return one !== undefined && !!other && one.join(' ') === other.join(' ');
}
