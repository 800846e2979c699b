import type { Finding } from '../model/finding.ts';
import type { RecordOrigin } from '../model/record.ts';
import type { SourceItem } from '../model/source-item.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { placeFor } from './document-for.ts';
import { duplicateFinding } from './duplicate-finding.ts';
import type { MappedFace, RecordFace } from './gate-messages.ts';
import { publishedOrigin } from './published-origin.ts';
import type { SeenDocuments } from './seen-documents.ts';

/** What is to be done with one mapped record. */
export type RecordPlan =
  /** To be checked; `index` into the answers of the gate. */
  | { readonly type: 'check'; readonly face: RecordFace; readonly index: number }
  /** Stored already in this version, accepted by these very shapes. */
  | {
      readonly type: 'unchanged';
      readonly face: RecordFace;
      readonly document: Iri;
      readonly warnings: number;
    }
  | { readonly type: 'repeats'; readonly face: RecordFace; readonly earlier: string }
  | { readonly type: 'duplicate'; readonly face: RecordFace; readonly finding: Finding };

/** What is to be done with one item of the source. */
export type ItemPlan =
  | { readonly type: 'unreadable'; readonly finding: Finding }
  | {
      readonly type: 'mapped';
      readonly face: MappedFace;
      readonly records: readonly RecordPlan[];
      /** Of a harvested record. */
      readonly origin?: RecordOrigin;
    };

export interface BatchPlan {
  readonly items: readonly ItemPlan[];
  /** [source record, mapped record] pairs that the gate is to check. */
  readonly wanted: readonly (readonly [number, number])[];
}

export interface PlanInput {
  readonly items: readonly SourceItem[];
  /** One for each source record among the items, in order. */
  readonly faces: readonly MappedFace[];
  readonly seen: SeenDocuments;
  readonly store?: RecordReader | undefined;
  readonly policy: Iri;
  readonly policyVersion: string;
}

/** Decides which records of a batch must be checked: not what is stored unchanged, and incidental ones once a batch. */
export function planBatch(input: PlanInput): BatchPlan {
  const wanted: (readonly [number, number])[] = [];
  const incidental = new Map<string, number>();
  let source = -1;
  const items = input.items.map((item): ItemPlan => {
    if (item.type === 'unreadable') return item;
    source += 1;
    const face = input.faces[source];
    if (!face) throw new Error('The gate gave fewer answers than it was asked.');
    const origin = item.record.origin && publishedOrigin(item.record.origin);
    const records = face.records.flatMap((record, index): RecordPlan[] => {
      const plan = planRecord(record, face, input, origin?.source);
      if (plan === 'skip') return [];
      if (plan !== 'check') return [plan];
      const place = (record.incidental && incidental.get(record.document)) || wanted.push([source, index]);
      if (record.incidental) incidental.set(record.document, place);
      return [{ type: 'check', face: record, index: place - 1 }];
    });
    return { type: 'mapped', face, records, ...(origin && { origin }) };
  });
  return { items, wanted };
}

function planRecord(
  face: RecordFace,
  mapped: MappedFace,
  input: PlanInput,
  source: string | undefined,
): RecordPlan | 'check' | 'skip' {
  const { store } = input;
  const isPlaced = store && source !== undefined && !face.incidental;
  const document = isPlaced ? placeFor(store, face.document, source) : face.document;
  const stored = store?.head(document);
  const live = stored?.state === 'live';
  if (face.incidental) return live || input.seen.has(face.document) ? 'skip' : 'check';
  const earlier = input.seen.meet(face.document, face.version, mapped.place);
  if (earlier?.same) return { type: 'repeats', face, earlier: earlier.place };
  if (earlier)
    return { type: 'duplicate', face, finding: duplicateFinding(face, mapped.place, earlier.place) };
  const known =
    live &&
    stored.version === (document === face.document ? face.version : face.alternateVersion) &&
    stored.origin?.source === source &&
    stored.policy === input.policy &&
    stored.policyVersion === input.policyVersion;
  return known ? { type: 'unchanged', face, document, warnings: stored.warnings } : 'check';
}
