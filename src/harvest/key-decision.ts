import type { GraphRecord } from '../model/record.ts';
import type { KnownRecord, StagedItem, StagedPart } from './harvest-tables.ts';

/** What several records under one key are: parts of one description, versions of it, or a mistake of the source. */
export type Repeats = 'parts' | 'versions' | 'duplicates';

/** What is to be done with one key that a run has met. */
export type KeyDecision =
  | { readonly type: 'unchanged' }
  /** It is there and could not be read, which was said: what is published of it stays. */
  | { readonly type: 'kept' }
  | {
      readonly type: 'publish';
      /** Sorted. */
      readonly hashes: readonly string[];
      /** What is published, in the order of the source; more than one where they are duplicates. */
      readonly parts: readonly StagedPart[];
      /** Kept for the next run, which may be brought some of them only. */
      readonly kept?: readonly StagedPart[];
    }
  | { readonly type: 'withdraw'; readonly reason?: string }
  /** A page said that a record is unchanged, and it is not known: it must be read again. */
  | { readonly type: 'reread' };

type Stated = Exclude<StagedItem, { type: 'deleted' | 'unreadable' }>;

/**
 * @param items what was found under the key, in its order; at least one
 * @param known the record as the last run left it; absent where that is worth nothing
 */
export function decideKey(
  items: readonly StagedItem[],
  known: KnownRecord | undefined,
  repeats: Repeats,
): KeyDecision {
  const last = items.at(-1);
  if (last?.type === 'deleted')
    return { type: 'withdraw', ...(last.reason !== undefined && { reason: last.reason }) };
  // What was there before it was deleted is no part of what is there now.
  const deletion = items.findLastIndex(({ type }) => type === 'deleted');
  const stated = items
    .slice(deletion + 1)
    .filter((item): item is Stated => item.type === 'record' || item.type === 'unchanged');
  if (stated.length === 0) return { type: 'kept' };
  return repeats === 'versions' ? decide(stated.slice(-1), stated, known) : decideAll(stated, known, repeats);
}

function decideAll(stated: readonly Stated[], known: KnownRecord | undefined, repeats: Repeats): KeyDecision {
  const decision = decide(stated, stated, known);
  if (decision.type !== 'publish' || repeats === 'duplicates' || decision.parts.length < 2) return decision;
  return { ...decision, parts: [union(decision.parts)], kept: decision.parts };
}

function decide(
  wanted: readonly Stated[],
  stated: readonly Stated[],
  known: KnownRecord | undefined,
): KeyDecision {
  const hashes = [...new Set(wanted.map(({ hash }) => hash))].sort();
  if (known && sameAs(hashes, known.hashes)) return { type: 'unchanged' };
  const parts: StagedPart[] = [];
  for (const hash of new Set(wanted.map((item) => item.hash))) {
    const found =
      stated.find((item) => item.type === 'record' && item.hash === hash) ??
      known?.parts?.find((part) => part.hash === hash);
    if (!found || !('record' in found)) return { type: 'reread' };
    parts.push({ hash, record: found.record, origin: found.origin });
  }
  return { type: 'publish', hashes, parts };
}

function sameAs(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((hash, index) => hash === other[index]);
}

/** One record of all that is said of it: pages of one catalogue are parts of one graph. */
function union(parts: readonly StagedPart[]): StagedPart {
  const [first] = parts;
  if (!first) throw new Error('There is nothing to unite.');
  const graphs = parts.map(({ record }) => record.data as GraphRecord);
  const lines = new Set<string>();
  graphs.forEach(({ triples }, part) => {
    for (const line of triples.split('\n')) if (line !== '') lines.add(`${apart(line, part)}\n`);
  });
  const kind = graphs.find(({ recordKind }) => recordKind !== 'resource')?.recordKind ?? 'resource';
  const data: GraphRecord = {
    topic: graphs[0]?.topic ?? '',
    recordKind: kind,
    parts: [...new Set(graphs.flatMap((graph) => graph.parts))],
    triples: [...lines].join(''),
  };
  return { ...first, record: { ...first.record, data } };
}

/** Blank nodes of two pages are two, whatever their labels. Labels stand before the literal, or not at all in a line. */
function apart(line: string, part: number): string {
  const subject = line.replace(/^_:/, `_:p${part}`);
  return subject.replace(/^(\S+ \S+ )_:/, `$1_:p${part}`);
}
