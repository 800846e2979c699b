import type { Finding } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import type { RecordKind, SourceRecord } from '../model/record.ts';
import type { Iri } from '../vocabulary/iri.ts';

/** What the gate's threads are made with: plain data. */
export interface GateOptions {
  readonly base: string;
  readonly licence: Iri;
  readonly language: string;
  /** `dcat`, `ndsap` or paths of shapes files. */
  readonly policies: readonly string[];
}

/** A record after mapping, without its triples. */
export interface RecordFace {
  readonly document: Iri;
  readonly topic: Iri;
  readonly kind: RecordKind;
  readonly label?: string;
  readonly version: string;
  /** Of a harvested record: its version where it stands beside another's as an alternate. */
  readonly alternateVersion?: string;
  readonly incidental: boolean;
}

/** What mapping one source record came to. */
export interface MappedFace {
  readonly place: Place;
  readonly records: readonly RecordFace[];
  readonly deletions: readonly Iri[];
  readonly findings: readonly Finding[];
  readonly ignored?: string;
}

/** A checked record: what the store needs where it is accepted. */
export interface CheckedRecord {
  readonly findings: readonly Finding[];
  readonly nquads: string;
  readonly parts: readonly Iri[];
  readonly links: readonly Iri[];
}

/** New content that is written into a record's graph, past the mapping. */
export interface EditedRecord {
  readonly document: Iri;
  /** N-Triples; blank nodes may stand in them, and what the portal says of its own document. */
  readonly triples: string;
  /** The record that is there. */
  readonly known?: { readonly topic: Iri; readonly kind: RecordKind; readonly alternate?: true };
}

/** An edited record that was checked. */
export interface VerifiedRecord extends CheckedRecord {
  readonly document: Iri;
  readonly topic: Iri;
  readonly kind: RecordKind;
  readonly version: string;
}

/** Mapping and checking are two steps of one batch, so that the main thread can leave out what has not changed. */
export type GateRequest =
  | { readonly id: number; readonly type: 'map'; readonly records: readonly SourceRecord[] }
  /** `wanted`: [source record, mapped record] index pairs of the batch that was mapped last. */
  | { readonly id: number; readonly type: 'check'; readonly wanted: readonly (readonly [number, number])[] }
  | { readonly id: number; readonly type: 'verify'; readonly edited: readonly EditedRecord[] };

export type GateResponse =
  | { readonly id: number; readonly type: 'mapped'; readonly faces: readonly MappedFace[] }
  | { readonly id: number; readonly type: 'checked'; readonly records: readonly CheckedRecord[] }
  | { readonly id: number; readonly type: 'verified'; readonly records: readonly VerifiedRecord[] }
  | { readonly id: number; readonly type: 'failed'; readonly code: string; readonly message: string };

/** Sent once, when the thread has its shapes and vocabulary. */
export type GateReady = { readonly type: 'ready'; readonly policy: Iri; readonly policyVersion: string };
