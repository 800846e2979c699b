import type { Quad } from '@rdfjs/types';
import type { Iri } from '../vocabulary/iri.ts';
import type { Finding } from './finding.ts';
import type { Place } from './place.ts';

/** How a source is read. `idp` and `frappe` are data.gov.in's satellite lists; users name them all `ogd`. */
export const profiles = ['ndsap', 'ogd', 'ckan', 'dcat-us', 'schema-org', 'dcat', 'map'] as const;
export type Profile = (typeof profiles)[number];
/** Those that a file can be read as without anything else; records of `map` come out of a field map. */
export const fileProfiles = profiles.filter((profile) => profile !== 'map');

/**
 * One record as a reader found it: plain data that can be sent to a worker thread (structured clone).
 * A reader keeps at most one batch of them alive.
 */
export interface SourceRecord {
  readonly profile: Profile;
  /** What it is within its profile: `resource`, `catalog`, `package`, `organization`, `dataset`, `registry`, `graph`… */
  readonly kind: string;
  readonly operation: 'upsert' | 'delete';
  readonly place: Place;
  /** CSV: an object of header → cell. JSON: the object. RDF (`kind: 'graph'`): a {@link GraphRecord}. `map`: its fields. */
  readonly data: unknown;
  /** Where it was harvested; absent: it is published here. */
  readonly origin?: RecordOrigin;
}

/** Where a harvested record comes from. */
export interface RecordOrigin {
  /** Name of the harvest source: lower-case letters, digits and hyphens. */
  readonly source: string;
  /** Set before the keys of IRIs that are minted for what has none of its own (`mapping/iris.ts`); may be empty. */
  readonly namespace: string;
  /** The record at its source. */
  readonly url?: string;
  /** IRI of the catalogue that it stands in there. */
  readonly catalogue?: string;
  /** The run that found it, a `prov:Activity`: `{base}harvest/{source}/{n}#run`. */
  readonly run: Iri;
  /** When it was harvested: xsd:dateTime in UTC. */
  readonly time: string;
}

/** `data` of an RDF source record: the triples of one resource and of what belongs to it. */
export interface GraphRecord {
  readonly topic: string;
  readonly recordKind: RecordKind;
  /** IRIs of the other things that this record describes (distributions, checksums…); found when it is settled. */
  readonly parts: readonly string[];
  /** N-Triples; without blank nodes once it is settled (`sources/settle-graph-record.ts`). */
  readonly triples: string;
}

/** The `{kind}` of `{base}id/{kind}/{key}`. */
export const recordKinds = [
  'catalog',
  'dataset',
  'series',
  'app',
  'service',
  'distribution',
  'organization',
  'agent',
  'contact',
  'place',
  'concept',
  'scheme',
  'record',
  'vocabulary',
  'resource',
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** One record in RDF, ready to be checked: the content of the named graph `document`. */
export interface MappedRecord {
  readonly kind: RecordKind;
  /** The thing that the record is about. */
  readonly topic: Iri;
  /** Document IRI = named graph = `dcat:CatalogRecord`. */
  readonly document: Iri;
  /** The other things that are described here and dereference to this document. */
  readonly parts: readonly Iri[];
  /** Triples (default graph, no blank nodes). The catalog record's own triples are not among them. */
  readonly quads: readonly Quad[];
  /** Written only where no record of this topic exists: organisations and sectors met on the way. */
  readonly incidental: boolean;
  readonly place: Place;
  /** What the mapping could not use or had to mend. */
  readonly findings: readonly Finding[];
  /** Subject and property (IRIs, a blank between) → the publisher's name of the field, for findings of the shapes. */
  readonly fieldNames?: Readonly<Record<string, string>>;
}

/** What a mapping makes of one source record. */
export interface Mapping {
  /** The record itself first, then the incidental ones. Empty where it is refused, deleted or not data. */
  readonly records: readonly MappedRecord[];
  /** Documents to withdraw. */
  readonly deletions: readonly Iri[];
  /** Why nothing (or not all) could be mapped; a violation here refuses the source record. */
  readonly findings: readonly Finding[];
  /** Counted as ignored, with the reason, where the source record is no data (paging, an empty group). */
  readonly ignored?: string;
}
