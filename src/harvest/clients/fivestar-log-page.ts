import type { Quad } from '@rdfjs/types';
import { commitsOfPage } from '../../feeds/change-pages.ts';
import { Failure } from '../../model/failure.ts';
import { activityStreams, dct, ldes, rdf, schema, skos, tree } from '../../vocabulary/terms.ts';
import type { ArrivedPage, HarvestItem } from '../harvest-client.ts';
import { graphsOf } from './fivestar-graphs.ts';
import { isAlternate, recordOfDocument } from './fivestar-record.ts';

/** A commit of the other portal's log, by which it is known again: its number and its time. */
export type Commit = readonly [sequence: number, published: string];

/** What a page of another portal's change feed leaves. */
export type LogLinks = {
  /** IRI of the event stream; `null`: it is no page of a portal's change feed. */
  readonly stream: string | null;
  /** It never changes again. */
  readonly isFull: boolean;
  /** Commits of records on the page, oldest first. */
  readonly commits: readonly Commit[];
};

interface Member {
  readonly iri: string;
  readonly sequence: number;
  readonly published: string;
  readonly isDelete: boolean;
  readonly topic: string;
  readonly document: string;
  readonly reason?: string;
}

const streamEnd = 'feed/ldes#stream';

/** The base of a portal's IRIs, by the IRI of its event stream. */
export function baseOfStream(stream: string): string {
  return stream.slice(0, -streamEnd.length);
}

/** First commit of the page that has this one on it. */
export function pageOf(sequence: number): number {
  return Math.max(sequence, 1) - ((Math.max(sequence, 1) - 1) % commitsOfPage);
}

/** What the page says of itself and of its commits, without their contents. */
async function readHead(page: ArrivedPage): Promise<{ links: LogLinks; members: readonly Member[] }> {
  const about = new Map<string, Quad[]>();
  for await (const { graph, quads } of graphsOf(page)) {
    if (graph !== '') continue;
    for (const quad of quads) {
      const known = about.get(quad.subject.value);
      if (known) known.push(quad);
      else about.set(quad.subject.value, [quad]);
    }
  }
  const all = [...about.values()].flat();
  const stream = all.find(
    ({ subject, predicate, object }) =>
      predicate.value === rdf.type && object.value === ldes.EventStream && subject.value.endsWith(streamEnd),
  )?.subject.value;
  const members = all
    .filter(({ subject, predicate }) => subject.value === stream && predicate.value === tree.member)
    .map(({ object }) => memberOf(object.value, about.get(object.value) ?? [], page.url))
    .sort((a, b) => a.sequence - b.sequence);
  const isFull = all.some(
    ({ predicate, object }) => predicate.value === ldes.immutable && object.value === 'true',
  );
  const commits = members.map(({ sequence, published }): Commit => [sequence, published]);
  return { links: { stream: stream ?? null, isFull, commits }, members };
}

/** @throws Failure `source-failed` */
export async function readLinks(page: ArrivedPage): Promise<LogLinks> {
  return (await readHead(page)).links;
}

/**
 * What the page says that happened: of each record the last. All of it is given, also what was read before: a page that is
 * found unchanged stands for all that it brought. Nothing where `isExpected` denies that it is the log that was read before.
 */
export async function* readLogPage(
  page: ArrivedPage,
  isExpected: (links: LogLinks) => boolean,
): AsyncGenerator<HarvestItem, LogLinks> {
  const { links, members } = await readHead(page);
  if (links.stream === null || !isExpected(links)) return links;
  const base = baseOfStream(links.stream);
  const last = new Map(
    members.flatMap((member) => (isAlternate(member.document) ? [] : [[member.topic, member]])),
  );
  const contents = new Map<string, Member>();
  for (const member of last.values()) {
    const { topic, reason } = member;
    if (member.isDelete) yield { type: 'deleted', key: topic, ...(reason !== undefined && { reason }) };
    else contents.set(member.iri, member);
  }
  if (contents.size === 0) return links;
  for await (const { graph, quads } of graphsOf(page)) {
    const member = contents.get(graph);
    if (!member) continue;
    contents.delete(graph);
    yield recordOfDocument({ base, document: member.document, topic: member.topic, quads });
  }
  const [lacking] = contents.keys();
  if (lacking !== undefined)
    throw new Failure('source-failed', `${page.url} lists <${lacking}> and does not say what it was.`);
  return links;
}

function memberOf(iri: string, quads: readonly Quad[], url: string): Member {
  const value = (property: string) =>
    quads.find(({ predicate }) => predicate.value === property)?.object.value;
  const sequence = Number(value(schema.position));
  const [topic, document, published] = [
    value(activityStreams.object),
    value(dct.isVersionOf),
    value(activityStreams.published),
  ];
  if (!Number.isSafeInteger(sequence) || sequence < 1 || !topic || !document || !published)
    throw new Failure(
      'source-failed',
      `${url} does not say what its member <${iri}> is about. Is it a Fivestar?`,
    );
  const isDelete = quads.some(
    ({ predicate, object }) => predicate.value === rdf.type && object.value === activityStreams.Delete,
  );
  const reason = value(skos.changeNote);
  return { iri, sequence, published, isDelete, topic, document, ...(reason !== undefined && { reason }) };
}
