import { Failure } from '../../model/failure.ts';
import { tree } from '../../vocabulary/terms.ts';
import type { ArrivedPage, HarvestContext, HarvestItem } from '../harvest-client.ts';
import { shortName } from './dcat-page.ts';
import { LaidPage } from './ldes-laid-page.ts';
import { describeMember, type Member, reasonOf, recordsOf } from './ldes-member.ts';
import { findStream, isLimited, type StreamModel } from './ldes-stream.ts';
import { type Newest, relationsOf, type TreeRelation } from './tree-relations.ts';

/** What a page of a stream leaves. */
export type LdesLinks = {
  /** Where it was found, after redirects. */
  readonly url: string;
  /** The stream, where the page describes it. */
  readonly stream: StreamModel | null;
  /** Views of the stream, where the page is none of its pages. */
  readonly views: readonly string[];
  readonly relations: readonly TreeRelation[];
  readonly isImmutable: boolean;
  /** The view keeps less than the newest version of everything. */
  readonly isLimited: boolean;
  /** Objects that members are versions of, in short, with the order of the newest version on the page. */
  readonly objects: readonly (readonly [object: string, order: number])[];
  readonly count: number;
  readonly newest: Newest;
};

/** What a reader of pages has to know of what was read before. */
export interface LdesReading {
  /** Of pages that do not describe the stream themselves. */
  readonly stream?: StreamModel;
  /** Addresses by which the stream may know itself: the source's. */
  readonly addresses: readonly string[];
  /** A newer version of the object was met before. */
  isOutdated(object: string, order: number | undefined): boolean;
}

/**
 * Of each object the newest version on the page. It is given whether or not it was given before: a page that is found
 * unchanged stands for all that it brought, also where everything has to be read anew.
 * @throws Failure `source-failed`, `unreadable-input`
 */
export async function* readLdesPage(
  page: ArrivedPage,
  requested: string,
  reading: LdesReading,
  context: HarvestContext,
): AsyncGenerator<HarvestItem, LdesLinks> {
  const laid = await LaidPage.read(page, context);
  try {
    const { statements } = laid;
    const own = [requested, page.url];
    const described = findStream(statements, [...own, ...reading.addresses]);
    const stream = described ?? reading.stream;
    const relations = relationsOf(statements, stream);
    if (statements.members.size > 0 && !stream)
      throw new Failure('source-failed', `${page.url} has members, but does not say of which stream.`);
    const members = stream ? [...statements.members].map((node) => describeMember(node, laid, stream)) : [];
    const newest = newestVersions(members);
    if (stream) yield* itemsOf(newest, { laid, stream, reading, context });
    const isPart = members.length > 0 || relations.length > 0;
    const views =
      isPart || !stream ? [] : statements.values(`<${stream.iri}>`, tree.view).map(({ value }) => value);
    const isImmutable =
      statements.isImmutable(own) ||
      /(?:^|[\s,])immutable(?:$|[\s,])/i.test(page.headers['cache-control'] ?? '');
    return {
      url: page.url,
      stream: described ?? null,
      views: views.filter((view) => !own.includes(view)),
      relations,
      isImmutable,
      isLimited: isLimited(statements),
      objects: newest.flatMap(({ object, order }) =>
        order === undefined ? [] : [[shortName(object), order] as const],
      ),
      count: members.length,
      newest: newestOf(members),
    };
  } finally {
    await laid.close();
  }
}

interface Content {
  readonly laid: LaidPage;
  readonly stream: StreamModel;
  readonly reading: LdesReading;
  readonly context: HarvestContext;
}

function newestVersions(members: readonly Member[]): readonly Member[] {
  const newest = new Map<string, Member>();
  for (const member of members) {
    const known = newest.get(member.object);
    if (!known || !isBefore(member.order, known.order)) newest.set(member.object, member);
  }
  return [...newest.values()];
}

async function* itemsOf(
  members: readonly Member[],
  { laid, stream, reading, context }: Content,
): AsyncGenerator<HarvestItem> {
  for (const member of members) {
    if (reading.isOutdated(shortName(member.object), member.order)) continue;
    if (!member.isDelete) {
      yield* recordsOf(member, laid, stream, context.reading.names);
    } else if (member.object.startsWith('<')) {
      const reason = reasonOf(member, laid);
      yield { type: 'deleted', key: member.object.slice(1, -1), ...(reason !== undefined && { reason }) };
    }
  }
}

/** Where their order is not known, the later one in the stream is the newer. */
export function isBefore(one: number | undefined, other: number | undefined): boolean {
  return one !== undefined && other !== undefined && one < other;
}

export function laterOf(one: number | null, other: number | null): number | null {
  return one === null ? other : other === null ? one : Math.max(one, other);
}

function newestOf(members: readonly Member[]): Newest {
  return members.reduce<Newest>(
    ({ time, sequence }, member) => ({
      time: laterOf(time, member.time ?? null),
      sequence: laterOf(sequence, member.sequence ?? null),
    }),
    { time: null, sequence: null },
  );
}
