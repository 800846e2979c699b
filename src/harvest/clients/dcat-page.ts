import { createHash } from 'node:crypto';
import { Failure } from '../../model/failure.ts';
import type { GraphRecord, RecordKind, SourceRecord } from '../../model/record.ts';
import type { SourceItem } from '../../model/source-item.ts';
import { nQuads, nTriples } from '../../rdf/formats.ts';
import { membershipProperties } from '../../sources/rdf-kinds.ts';
import { readRdf } from '../../sources/read-rdf.ts';
import { prefixes } from '../../vocabulary/prefixes.ts';
import { rdf } from '../../vocabulary/terms.ts';
import type { ArrivedPage, HarvestContext, HarvestItem } from '../harvest-client.ts';
import { harvestItems } from '../item-key.ts';
import { PageControls } from './dcat-controls.ts';
import { nextLinks } from './dcat-link-field.ts';
import { openRdfPage } from './dcat-open-page.ts';

/** What a page of a catalogue leaves. Addresses are absolute, and may lead anywhere. */
export type DcatLinks = {
  /** Where it was found, after redirects. */
  readonly url: string;
  readonly next: readonly string[];
  /** Other pages, in no order. */
  readonly pages: readonly string[];
  /** Members that it names and does not describe. */
  readonly listed: readonly string[];
  /** Members that it describes, in short ({@link shortName}). */
  readonly members: readonly string[];
  /** Members in all, as the page states. */
  readonly total: number | null;
};

const memberKinds: ReadonlySet<RecordKind> = new Set(['app', 'catalog', 'dataset', 'series', 'service']);
const triple = /^(<[^>]*>|_:\S+) <([^>]*)> (.*) \.$/gm;

/** 66 bits of a hash: what a crawl remembers of each member. */
export function shortName(iri: string): string {
  return createHash('sha256').update(iri).digest('base64url').slice(0, 11);
}

/**
 * The records of one page of a catalogue.
 * @param requested the address that was asked for
 * @throws Failure `source-failed`, `unreadable-input`, `too-large`
 */
export async function* readDcatPage(
  page: ArrivedPage,
  requested: string,
  { source, reading }: HarvestContext,
): AsyncGenerator<HarvestItem, DcatLinks> {
  const { format, text } = await openRdfPage(page, source);
  const controls = new PageControls([requested, page.url]);
  const isLines = format === nTriples || format === nQuads;
  const end = { isCut: false };
  const items = readRdf(isLines ? watchEnd(text, end) : text, format, {
    file: page.url,
    names: reading.names,
    ...(reading.contexts && { contexts: reading.contexts }),
    leaveOut: (quad) => controls.take(quad),
  });
  const members = new Set<string>();
  const described = new Set<string>();
  let unreadable = 0;
  async function* data(): AsyncGenerator<SourceItem> {
    for await (const item of items) {
      if (item.type === 'unreadable') unreadable += 1;
      else if (isControl(item.record, controls, reading.names.base)) continue;
      else noteRecord(item.record, members, described, controls.listedThings());
      yield item;
    }
  }
  yield* harvestItems(data(), (record) => originOf(record, page, controls));
  if (end.isCut && unreadable > 0)
    throw new Failure(
      'source-failed',
      `${page.url} ends in the middle of a line: it was cut off on its way.`,
    );
  const absolute = (target: string) =>
    URL.canParse(target, page.url) ? new URL(target, page.url).href : target;
  return {
    url: page.url,
    next: [...new Set([...controls.next(), ...nextLinks(page)].map(absolute))],
    pages: [...new Set([...controls.treeNodes, ...controls.views()].map(absolute))],
    listed: [...controls.listedThings()].filter((iri) => !described.has(iri)),
    members: [...members],
    total: controls.total() ?? null,
  };
}

/** What pages are described by: named nodes, and paths and shapes, which stand in blank nodes. */
function isControl({ data }: SourceRecord, { nodes }: PageControls, portalBase: string): boolean {
  const { topic, recordKind, triples } = data as GraphRecord;
  if (recordKind !== 'resource') return false;
  if (nodes.has(topic)) return true;
  if (!topic.startsWith(portalBase)) return false;
  const predicates = [...triples.matchAll(triple)].map(([, , predicate = '', object]) =>
    predicate === rdf.type ? (object ?? '').slice(1) : predicate,
  );
  return predicates.every(
    (one) =>
      one === rdf.first || one === rdf.rest || one.startsWith(prefixes.sh) || one.startsWith(prefixes.tree),
  );
}

/** A type alone describes nothing: the thing is then looked up where it is listed. */
function noteRecord(
  { data }: SourceRecord,
  members: Set<string>,
  described: Set<string>,
  listed: ReadonlySet<string>,
): void {
  const { topic, recordKind, triples } = data as GraphRecord;
  let isMember = recordKind !== 'catalog';
  for (const [, subject = '', predicate = '', object = ''] of triples.matchAll(triple)) {
    if (membershipProperties.has(predicate)) {
      if (object === `<${topic}>`) isMember = true;
      continue;
    }
    const iri = subject.slice(1, -1);
    if (predicate !== rdf.type && listed.has(iri)) described.add(iri);
  }
  if (isMember && memberKinds.has(recordKind)) members.add(shortName(topic));
}

function originOf({ data }: SourceRecord, { url }: ArrivedPage, { records }: PageControls) {
  const { topic, triples } = data as GraphRecord;
  const record = records.get(topic);
  let catalogue: string | undefined;
  for (const [, subject = '', predicate = '', object = ''] of triples.matchAll(triple))
    if (membershipProperties.has(predicate) && object === `<${topic}>` && subject.startsWith('<')) {
      catalogue = subject.slice(1, -1);
      break;
    }
  return {
    url: record !== undefined && /^https?:/.test(record) ? record : url,
    ...(catalogue !== undefined && { catalogue }),
  };
}

async function* watchEnd(
  text: AsyncIterable<Uint8Array>,
  end: { isCut: boolean },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of text) {
    if (chunk.length > 0) end.isCut = chunk.at(-1) !== 0x0a;
    yield chunk;
  }
}
