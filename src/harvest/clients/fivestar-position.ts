import type { HarvestEnd, Json } from '../harvest-client.ts';
import type { Commit, LogLinks } from './fivestar-log-page.ts';

/** How far another portal's log was read. */
export interface LogPosition {
  /** IRI of its event stream. */
  readonly stream: string;
  /** Every commit up to this one was read. */
  readonly sequence: number;
  /** The last commit of a record that was met: where the log has another one in its place, it is another log. */
  readonly anchor?: Commit;
}

/** A position within a run. */
export interface RunPosition extends LogPosition {
  readonly coverage: HarvestEnd['coverage'];
}

export function toJson(position: LogPosition | RunPosition): Json {
  return { ...position } as unknown as Json;
}

/** @returns `undefined` where it is no position: the run then begins anew */
export function parsePosition(value: Json | undefined): LogPosition | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { stream, sequence, anchor } = value as Readonly<Record<string, unknown>>;
  if (typeof stream !== 'string' || typeof sequence !== 'number') return undefined;
  return { stream, sequence, ...(isCommit(anchor) && { anchor }) };
}

export function parseRunPosition(value: Json | undefined): RunPosition | undefined {
  const position = parsePosition(value);
  const coverage = position && (value as Readonly<Record<string, unknown>>)['coverage'];
  return position && (coverage === 'whole' || coverage === 'changes') ? { ...position, coverage } : undefined;
}

/** The page is of the log that was read before: it has the same commit in the place of the anchor. */
export function isSameLog(
  { stream, anchor }: LogPosition,
  first: number,
  last: number,
  links: LogLinks,
): boolean {
  if (links.stream !== stream) return false;
  if (!anchor || anchor[0] < first || anchor[0] > last) return true;
  return links.commits.some(([sequence, published]) => sequence === anchor[0] && published === anchor[1]);
}

/** @param last the last commit that the page has where it is full */
export function advance<Position extends LogPosition>(
  position: Position,
  last: number,
  links: LogLinks,
): Position {
  const newest = links.commits.at(-1);
  const sequence = Math.max(position.sequence, newest?.[0] ?? 0, links.isFull ? last : 0);
  return { ...position, sequence, ...(newest && { anchor: newest }) };
}

function isCommit(value: unknown): value is Commit {
  return Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'string';
}
