import type { RecordKind } from '../model/record.ts';
import { iriOf, iriTerm, parseStatements } from '../rdf/n-quads.ts';
import type { RecordReader, StoredVersion } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct } from '../vocabulary/terms.ts';
import { type RecordChange, versionBefore } from './change-record.ts';

/** What a feed shows: records with one of the values of each property; all where there are none. */
export interface FeedFilters {
  /** IRIs. */
  readonly publisher?: readonly string[];
  /** IRIs of concepts. */
  readonly sector?: readonly string[];
  readonly kind?: readonly string[];
}

/** What a change means for those who follow the feed. */
export interface FeedItem {
  readonly change: RecordChange;
  /** `gone`: it was withdrawn, or belongs to this feed no longer. */
  readonly state: 'here' | 'gone';
}

/** `undefined`: the change is none of the feed's. */
export function feedItem(
  store: RecordReader,
  change: RecordChange,
  filters: FeedFilters,
  before: VersionBefore = () => versionBefore(store, change.document, change.sequence),
): FeedItem | undefined {
  if (belongs(change.version, filters)) return { change, state: change.type === 'delete' ? 'gone' : 'here' };
  if (change.type !== 'update') return undefined;
  const old = before();
  return old && belongs(old, filters) ? { change, state: 'gone' } : undefined;
}

type VersionBefore = () => StoredVersion | undefined;

/** The version before a change, read once however many feeds ask for it. */
export function onceBefore(store: RecordReader, change: RecordChange): VersionBefore {
  let known: { readonly version: StoredVersion | undefined } | undefined;
  return () => {
    known ??= { version: versionBefore(store, change.document, change.sequence) };
    return known.version;
  };
}

function belongs(version: StoredVersion, { publisher, sector, kind }: FeedFilters): boolean {
  if (kind && !(kind as readonly RecordKind[]).includes(version.kind)) return false;
  return has(version, dct.publisher, publisher) && has(version, dcat.theme, sector);
}

/** Most records of a large catalogue are another publisher's: their text is looked through, not parsed. */
function has(
  { nquads, topic }: StoredVersion,
  property: Iri,
  values: readonly string[] | undefined,
): boolean {
  if (!values) return true;
  if (!values.some((value) => nquads.includes(iriTerm(value)))) return false;
  const subject = iriTerm(topic);
  const predicate = iriTerm(property);
  return parseStatements(nquads).some(
    (statement) =>
      statement.subject === subject &&
      statement.predicate === predicate &&
      statement.object.startsWith('<') &&
      values.includes(iriOf(statement.object)),
  );
}
