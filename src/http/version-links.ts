import { historyIri, timeGateIri, timeMapIri, versionIri } from '../mapping/version-iris.ts';
import type { RecordHead, RecordReader, RecordVersion } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { encodeIri } from './site.ts';

export const linkFormat = 'application/link-format';
export const timeMapJson = 'application/json';

/** The versions around one of them. */
export interface Neighbours {
  readonly first?: RecordVersion;
  readonly previous?: RecordVersion;
  readonly next?: RecordVersion;
  readonly last?: RecordVersion;
}

export function neighboursOf(store: RecordReader, document: Iri, sequence: number): Neighbours {
  return withoutAbsent({
    first: firstOf(store.versions(document)),
    previous: firstOf(store.versions(document, { newestFirst: true, beyond: sequence })),
    next: firstOf(store.versions(document, { beyond: sequence })),
    last: firstOf(store.versions(document, { newestFirst: true })),
  });
}

function firstOf<T>(values: Iterable<T>): T | undefined {
  for (const value of values) return value;
  return undefined;
}

function withoutAbsent<T extends object>(values: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

/**
 * Link values of a document: its TimeGate and TimeMaps (RFC 7089 §2.2.2) and its versions (RFC 5829). Of a withdrawn record
 * the last version that there was. They change with the head only.
 */
export function versionLinks(head: RecordHead): string[] {
  const { document, state, sequence, previous } = head;
  const latest = state === 'live' ? sequence : previous;
  const before = state === 'live' ? previous : undefined;
  return [
    ...timeLinks(document),
    ...(latest === undefined ? [] : [link(versionIri(document, latest), 'latest-version')]),
    ...(before === undefined ? [] : [link(versionIri(document, before), 'predecessor-version')]),
    link(historyIri(document), 'version-history'),
  ];
}

/** Where the times of a document are negotiated and listed. */
export function timeLinks(document: Iri): string[] {
  return [
    link(timeGateIri(document), 'timegate'),
    link(timeMapIri(document, 'link'), 'timemap', { type: linkFormat }),
    link(timeMapIri(document, 'json'), 'timemap', { type: timeMapJson }),
  ];
}

/**
 * Mementos with their times (RFC 7089 §2.2.4), each once with all its relation types: `first`, `prev`, `next` and `last` in
 * a row of versions.
 * @param more further relation types by role, e.g. `predecessor-version`
 */
export function mementoLinks(
  neighbours: Neighbours,
  more: Partial<Record<keyof Neighbours, string>> = {},
): string[] {
  const roles = [
    ['first', 'first'],
    ['previous', 'prev'],
    ['next', 'next'],
    ['last', 'last'],
  ] as const;
  const found = new Map<number, { version: RecordVersion; relations: string[] }>();
  for (const [role, relation] of roles) {
    const version = neighbours[role];
    if (!version) continue;
    const known = found.get(version.sequence) ?? { version, relations: [] };
    known.relations.push(relation, ...(more[role] === undefined ? [] : [more[role]]));
    found.set(version.sequence, known);
  }
  return [...found.values()].map(({ version, relations }) =>
    link(versionIri(version.document, version.sequence), `${relations.join(' ')} memento`, {
      datetime: httpDate(version.modified),
    }),
  );
}

/**
 * A link value (RFC 8288 §3). Built here because `http-link-header` percent-encodes the colons of `datetime`, which
 * clients then cannot read. What is quoted holds no quotation mark: relation types, media types, dates.
 */
export function link(
  target: Iri,
  relation: string,
  parameters: Readonly<Record<string, string>> = {},
): string {
  const rest = Object.entries(parameters).map(([name, value]) => `; ${name}="${value}"`);
  return `<${encodeIri(target)}>; rel="${relation}"${rest.join('')}`;
}

/** As RFC 1123 writes dates (RFC 9110 §5.6.7 IMF-fixdate). */
export function httpDate(time: string): string {
  return new Date(time).toUTCString();
}
