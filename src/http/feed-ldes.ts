import { type ChangePage, openPage, rangesWithin, readChangePage } from '../feeds/change-pages.ts';
import { readChanges } from '../feeds/change-record.ts';
import type { LdesAddresses } from '../feeds/ldes-addresses.ts';
import { describeMembers, latestContents, memberContents, statementsOf } from '../feeds/ldes-members.ts';
import { describeIndex, describePage, describeView } from '../feeds/ldes-node.ts';
import { type RdfFormat, rdfXml } from '../rdf/formats.ts';
import { RdfError } from '../rdf/rdf-error.ts';
import { portalPrefixes, serialiseStatements } from '../rdf/serialise.ts';
import type { Statement } from '../rdf/statement.ts';
import { streamFormats } from './feed-format.ts';
import type { HttpContext } from './http-context.ts';
import { ProblemError } from './problem.ts';
import { availableOf, notAcceptable } from './problems.ts';

type FeedContext = Pick<HttpContext, 'store' | 'portal'>;

/** A node of the event stream that is there: a page, an index node or the view. */
export interface LdesNode {
  /** It never changes again. */
  readonly isComplete: boolean;
  /** What the node was last changed by. */
  readonly validator: string;
  readonly page?: ChangePage;
  write(format: RdfFormat, addresses: LdesAddresses): string;
}

export interface LdesTarget {
  /** Absent: the view. */
  readonly first?: number;
  /** Absent: a page. */
  readonly last?: number;
}

/** @returns `undefined` where there is no such node, or not yet */
export function findLdesNode(context: HttpContext, { first, last }: LdesTarget): LdesNode | undefined {
  if (first === undefined) return viewNode(context);
  return last === undefined ? pageNode(context, first) : indexNode(context, first, last);
}

function viewNode({ store, portal }: HttpContext): LdesNode {
  const sequence = store.sequence();
  return {
    isComplete: false,
    validator: String(sequence),
    write: (format, addresses) =>
      write(
        statementsOf(describeView(store, portal, addresses, sequence)),
        format,
        addresses.view(),
        portal.base,
      ),
  };
}

function indexNode({ store, portal }: HttpContext, first: number, last: number): LdesNode | undefined {
  const range = { first, last };
  if (!rangesWithin(range, store.sequence())) return undefined;
  return {
    isComplete: true,
    validator: String(last),
    write: (format, addresses) =>
      write(
        statementsOf(describeIndex(store, addresses, range) ?? []),
        format,
        addresses.index(range),
        portal.base,
      ),
  };
}

function pageNode({ store, portal }: HttpContext, first: number): LdesNode | undefined {
  const page = readChangePage(store, first);
  if (!page) return undefined;
  return {
    isComplete: page.isFull,
    validator: String(page.entries.at(-1)?.sequence ?? first - 1),
    page,
    write: (format, addresses) => {
      const changes = readChanges(store, page.entries);
      const statements = [
        ...statementsOf([...describePage(addresses, page), ...describeMembers(addresses, changes)]),
        ...(format.quads ? memberContents(changes) : latestContents(changes)),
      ];
      return write(statements, format, addresses.page(first), portal.base);
    },
  };
}

/** The view with the newest page in it, as far as so many bytes hold it: what those get who are sent the stream. */
export function filledLdesView(
  { store, portal }: FeedContext,
  format: RdfFormat,
  addresses: LdesAddresses,
  most: number,
): string {
  const sequence = store.sequence();
  const view = statementsOf(describeView(store, portal, addresses, sequence));
  const page = readChangePage(store, openPage(Math.max(sequence - 1, 0)));
  const changes = readChanges(store, page?.entries ?? []);
  const members = page
    ? statementsOf([...describePage(addresses, page), ...describeMembers(addresses, changes)])
    : [];
  const contents = format.quads ? memberContents(changes) : latestContents(changes);
  const parts = [[...members, ...contents], members, []];
  for (const part of parts) {
    const text = write([...view, ...part], format, addresses.view(), portal.base);
    if (part.length === 0 || Buffer.byteLength(text) <= most) return text;
  }
  return write(view, format, addresses.view(), portal.base);
}

/** @throws ProblemError 406 where RDF/XML cannot write a property of a record */
function write(statements: readonly Statement[], format: RdfFormat, topic: string, base: string): string {
  try {
    return serialiseStatements(statements, format, { topic, prefixes: portalPrefixes(base) });
  } catch (error) {
    if (!(error instanceof RdfError && error.code === 'unknown-format')) throw error;
    const others = availableOf(streamFormats.filter((one) => one !== rdfXml));
    throw new ProblemError(notAcceptable(others), { cause: error });
  }
}
