import type { Json } from '../harvest-client.ts';
import type { LinkScope } from './dcat-link-scope.ts';
import { shortName } from './dcat-page.ts';
import { isBefore, type LdesLinks, laterOf } from './ldes-page.ts';
import type { StreamModel } from './ldes-stream.ts';
import { compareRelations, isBehind, type Newest, type TreeRelation } from './tree-relations.ts';

type ObjectOrder = readonly [object: string, order: number];

/** What is kept of a stream between runs. */
interface Bookmark {
  readonly stream: StreamModel;
  /** Pages that were read and never change again, in short. */
  readonly closed: readonly string[];
  /** Pages that were read and may change. */
  readonly open: readonly string[];
  /** Objects of the open pages, in short, and their newest versions: an older one may be met there again. */
  readonly objects: readonly ObjectOrder[];
  readonly newest: Newest;
}

/** A page to be read, and how it was come by. */
interface QueuedPage extends TreeRelation {
  /** From an earlier run: it may have gone. */
  readonly isOld?: boolean;
}

interface RunState {
  readonly stream: StreamModel | null;
  readonly before: Bookmark | null;
  readonly queue: readonly QueuedPage[];
  readonly visited: readonly string[];
  readonly closed: readonly string[];
  readonly open: readonly TreeRelation[];
  /** Objects of the open pages. */
  readonly held: readonly string[];
  readonly newest: Newest;
  readonly objects: readonly ObjectOrder[];
  readonly count: number;
  readonly isLimited: boolean;
}

const nothing: Newest = { time: null, sequence: null };
const unbounded = { from: null, to: null, open: false };

/** How far a stream has been read, in this run and in those before. */
export class LdesProgress {
  readonly #before: Bookmark | undefined;
  readonly #queue: QueuedPage[];
  readonly #queued: Set<string>;
  #isSorted = false;
  readonly #visited: Set<string>;
  readonly #closed: Set<string>;
  readonly #open: Map<string, TreeRelation>;
  readonly #held: Set<string>;
  readonly #objects: Map<string, number>;
  #stream: StreamModel | undefined;
  #newest: Newest;
  #count: number;
  #isLimited: boolean;
  #read = 0;
  #kept = 0;

  constructor(url: string, from: { readonly bookmark?: Json; readonly cursor?: Json }) {
    const state = parseState(from.cursor);
    const before = state ? (state.before ?? undefined) : parseBookmark(from.bookmark);
    const start = [url.replace(/#.*$/s, ''), ...(before?.open ?? [])];
    this.#before = before;
    this.#queue = [
      ...(state?.queue ??
        [...new Set(start)].map((node, at) => ({
          node,
          time: unbounded,
          sequence: unbounded,
          isOld: at > 0,
        }))),
    ];
    this.#queued = new Set(this.#queue.map(({ node }) => shortName(node)));
    this.#visited = new Set(state?.visited);
    this.#closed = new Set(state?.closed ?? before?.closed);
    this.#open = new Map(state?.open.map((page) => [page.node, page]));
    this.#held = new Set(state?.held);
    this.#objects = new Map(state?.objects ?? before?.objects);
    this.#stream = state?.stream ?? before?.stream;
    this.#newest = state?.newest ?? before?.newest ?? nothing;
    this.#count = state?.count ?? 0;
    this.#isLimited = state?.isLimited ?? false;
  }

  get stream(): StreamModel | undefined {
    return this.#stream;
  }

  /** Members that were met in this run. */
  get count(): number {
    return this.#count;
  }

  /** No run was read to its end before. */
  get isFirst(): boolean {
    return this.#before === undefined;
  }

  /** Everything that there is was read in this run: it is the first one, and the stream keeps at least the newest of everything. */
  get isWhole(): boolean {
    return this.isFirst && !this.#isLimited;
  }

  next(): QueuedPage | undefined {
    if (!this.#isSorted) this.#queue.sort(compareRelations);
    this.#isSorted = true;
    const page = this.#queue.shift();
    if (page) this.#visited.add(shortName(page.node));
    return page;
  }

  isOutdated(object: string, order: number | undefined): boolean {
    return isBefore(order, this.#objects.get(object));
  }

  /**
   * @returns whether the stream is still the one of the runs before
   * @throws Failure `source-refused` where a page is elsewhere
   */
  take(page: QueuedPage, links: LdesLinks, scope: LinkScope): boolean {
    const { stream, url } = links;
    if (stream && this.#before && stream.iri !== this.#before.stream.iri) return false;
    this.#stream = stream ?? this.#stream;
    this.#read += 1;
    this.#count += links.count;
    this.#isLimited ||= links.isLimited;
    this.#visited.add(shortName(url));
    this.#newest = {
      time: laterOf(this.#newest.time, links.newest.time),
      sequence: laterOf(this.#newest.sequence, links.newest.sequence),
    };
    for (const [object, order] of links.objects) {
      if (!this.isOutdated(object, order)) this.#objects.set(object, order);
      if (!links.isImmutable) this.#held.add(object);
    }
    if (links.isImmutable) for (const one of [page.node, url]) this.#closed.add(shortName(one));
    else this.#open.set(page.node, { node: page.node, time: page.time, sequence: page.sequence });
    for (const view of links.views)
      this.#add({ node: scope.require(view, url), time: unbounded, sequence: unbounded });
    for (const relation of links.relations)
      this.#add({ ...relation, node: scope.require(relation.node, url) });
    return true;
  }

  /** A page is gone: what it had is not known, so that the rest is not everything. */
  miss({ isOld }: QueuedPage): void {
    if (!isOld) this.#isLimited = true;
  }

  /** As of other crawls: after a tenth more was read. */
  isDue(): boolean {
    if (this.#read - this.#kept < Math.max(1, this.#read / 10)) return false;
    this.#kept = this.#read;
    return true;
  }

  cursor(): Json {
    const state: RunState = {
      stream: this.#stream ?? null,
      before: this.#before ?? null,
      queue: [...this.#queue],
      visited: [...this.#visited],
      closed: [...this.#closed],
      open: [...this.#open.values()],
      held: [...this.#held],
      newest: this.#newest,
      objects: [...this.#objects],
      count: this.#count,
      isLimited: this.#isLimited,
    };
    return state as unknown as Json;
  }

  /** Pages that cannot have got members since need not be read again, whether or not they say that they never change. */
  bookmark(): Json | undefined {
    if (!this.#stream) return undefined;
    const open = [...this.#open.values()].filter((page) => !isBehind(page, this.#newest));
    const bookmark: Bookmark = {
      stream: this.#stream,
      closed: [...this.#closed],
      open: open.map(({ node }) => node),
      objects: [...this.#held].flatMap((object) => {
        const order = this.#objects.get(object);
        return order === undefined ? [] : [[object, order] as const];
      }),
      newest: this.#newest,
    };
    return bookmark as unknown as Json;
  }

  #add(page: TreeRelation): void {
    const name = shortName(page.node);
    if (this.#visited.has(name) || this.#closed.has(name)) return;
    if (this.#before && isBehind(page, this.#before.newest)) return;
    if (this.#queued.has(name)) return;
    this.#queued.add(name);
    this.#queue.push(page);
    this.#isSorted = false;
  }
}

function parseBookmark(value: Json | undefined): Bookmark | undefined {
  const isBookmark =
    typeof value === 'object' &&
    value !== null &&
    'stream' in value &&
    'closed' in value &&
    'newest' in value;
  return isBookmark ? (value as unknown as Bookmark) : undefined;
}

function parseState(value: Json | undefined): RunState | undefined {
  const isState = typeof value === 'object' && value !== null && 'queue' in value && 'objects' in value;
  return isState ? (value as unknown as RunState) : undefined;
}
