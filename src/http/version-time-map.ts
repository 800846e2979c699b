import { timeGateIri, timeMapIri, versionIri } from '../mapping/version-iris.ts';
import type { RecordReader, RecordVersion } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { encodeIri } from './site.ts';
import { httpDate, link, linkFormat } from './version-links.ts';

/** Mementos in one TimeMap; the next ones are in the TimeMap that it links to (RFC 7089 §5.1). */
export const timeMapSize = 1_000;

/** Versions of a document, oldest first. */
export interface TimeMap {
  readonly document: Iri;
  readonly versions: readonly RecordVersion[];
  /** Position that these versions come after; absent: from the first one on. */
  readonly after?: number;
  /** Position that the next TimeMap begins after. */
  readonly next?: number;
  /** The first and the last version of all. */
  readonly first?: RecordVersion;
  readonly last?: RecordVersion;
}

export function readTimeMap(store: RecordReader, document: Iri, after: number | undefined): TimeMap {
  const versions: RecordVersion[] = [];
  let next: number | undefined;
  for (const version of store.versions(document, after === undefined ? {} : { beyond: after })) {
    if (versions.length === timeMapSize) {
      next = versions.at(-1)?.sequence;
      break;
    }
    versions.push(version);
  }
  const [first] = after === undefined ? versions : one(store.versions(document));
  const [last] = one(store.versions(document, { newestFirst: true }));
  return {
    document,
    versions,
    ...(after !== undefined && { after }),
    ...(next !== undefined && { next }),
    ...(first && { first }),
    ...(last && { last }),
  };
}

function one(versions: Iterable<RecordVersion>): RecordVersion[] {
  for (const version of versions) return [version];
  return [];
}

/** RFC 7089 §5, `application/link-format` (RFC 6690). */
export function linkFormatTimeMap(map: TimeMap): string {
  const { document, versions, next, first, last } = map;
  const bounds = (from: RecordVersion | undefined, until: RecordVersion | undefined) => ({
    ...(from && { from: httpDate(from.modified) }),
    ...(until && { until: httpDate(until.modified) }),
  });
  const links = [
    link(document, 'original'),
    link(address(map, 'link', map.after), 'self', {
      type: linkFormat,
      ...bounds(versions[0], versions.at(-1)),
    }),
    link(timeGateIri(document), 'timegate'),
    ...(next === undefined
      ? []
      : [link(address(map, 'link', next), 'timemap', { type: linkFormat, ...bounds(undefined, last) })]),
    ...versions.map((version) => {
      const relations = [
        ...(version.sequence === first?.sequence ? ['first'] : []),
        ...(version.sequence === last?.sequence ? ['last'] : []),
        'memento',
      ];
      return link(versionIri(document, version.sequence), relations.join(' '), {
        datetime: httpDate(version.modified),
      });
    }),
  ];
  return `${links.join(',\n')}\n`;
}

/** The form that Memento aggregators use (http://timetravel.mementoweb.org/guide/api/, MemGator). */
export function jsonTimeMap(map: TimeMap): string {
  const { document, versions, next, first, last } = map;
  const memento = ({ sequence, modified }: RecordVersion) => ({
    datetime: modified,
    uri: encodeIri(versionIri(document, sequence)),
  });
  const form = {
    original_uri: encodeIri(document),
    self: encodeIri(address(map, 'json', map.after)),
    timegate_uri: encodeIri(timeGateIri(document)),
    timemap_uri: {
      link_format: encodeIri(timeMapIri(document, 'link')),
      json_format: encodeIri(timeMapIri(document, 'json')),
    },
    mementos: {
      ...(first && { first: memento(first) }),
      ...(last && { last: memento(last) }),
      list: versions.map(memento),
    },
    ...(next !== undefined && { pages: { next: { uri: encodeIri(address(map, 'json', next)) } } }),
  };
  return `${JSON.stringify(form, null, 2)}\n`;
}

function address({ document }: TimeMap, form: 'link' | 'json', after: number | undefined): Iri {
  const iri = timeMapIri(document, form);
  return after === undefined ? iri : (`${iri}?after=${after}` as Iri);
}
