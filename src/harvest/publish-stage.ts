import type { RecordOrigin, SourceRecord } from '../model/record.ts';
import type { SourceItem } from '../model/source-item.ts';
import type { Publisher } from '../publish/publisher.ts';
import type { RecordReport } from '../publish/record-report.ts';
import { shortKey } from '../store/short-key.ts';
import type { Iri } from '../vocabulary/iri.ts';
import type { HarvestTables, KnownRecord, StagedPart } from './harvest-tables.ts';
import { decideKey, type Repeats } from './key-decision.ts';
import { PendingWrites } from './pending-writes.ts';
import type { RunTally } from './run-counts.ts';
import type { RunStage } from './run-stage.ts';

export interface StagePublishing {
  readonly tables: HarvestTables;
  readonly source: string;
  readonly stage: RunStage;
  readonly publisher: Pick<Publisher, 'run'>;
  readonly repeats: Repeats;
  /** Hashes of the last run tell what has changed. */
  readonly comparable: boolean;
  /** Of every record of this run; its own place is added. */
  readonly origin: Omit<RecordOrigin, 'url' | 'catalogue'>;
  readonly tally: RunTally;
  /** Ends the run between two batches. */
  readonly signal: AbortSignal;
  /** Told after each batch that is durable. */
  readonly onBatch: () => void;
}

/** A record that is on its way through the gate. */
interface Ticket {
  readonly key: string;
  readonly hashes: readonly string[];
  readonly kept?: readonly StagedPart[];
  readonly known?: KnownRecord;
  /** How many of the items that were given are this record's. */
  open: number;
}

/** A record that its source says it has no more. */
export interface GoneRecord {
  readonly key: string;
  readonly document: Iri;
  readonly reason?: string;
}

export interface PublishedStage {
  /** What the source says it has no more. */
  readonly gone: readonly GoneRecord[];
  /** Keys of records that have left a document for another. */
  readonly moved: readonly string[];
}

/** Pages said that records are unchanged which are not known: the source must be read again without them. */
export class RereadNeeded extends Error {}

/**
 * Publishes what a run has staged and the last run had not, and remembers each record with what became of it.
 * @throws RereadNeeded before anything is published
 */
export async function publishStage(parts: StagePublishing): Promise<PublishedStage> {
  requireContents(parts);
  const work: Work = { tickets: [], gone: [], moved: [], writes: new PendingWrites() };
  const { tickets, writes } = work;
  const reported: RecordReport[] = [];
  for await (const { reports } of parts.publisher.run(changed(parts, work))) {
    for (const report of reports) {
      const [ticket] = tickets;
      if (!ticket) throw new Error('More records were reported than were given.');
      reported.push(report);
      ticket.open -= 1;
      if (ticket.open > 0) continue;
      tickets.shift();
      await writes.add(settle(parts, work, ticket, reported.splice(0)));
    }
    await writes.settle();
    parts.onBatch();
    parts.signal.throwIfAborted();
  }
  await writes.settle();
  return work;
}

interface Work {
  readonly tickets: Ticket[];
  readonly gone: GoneRecord[];
  readonly moved: string[];
  readonly writes: PendingWrites;
}

/** What a run has staged may lean on pages that were not read again: that it can be made whole is seen first. */
function requireContents({ stage, repeats, comparable, ...parts }: StagePublishing): void {
  if (!stage.leansOnKnown) return;
  for (const { key, items } of stage.keys()) {
    if (!items.some(({ type }) => type === 'unchanged')) continue;
    const known = comparable ? knownOf(parts, key) : undefined;
    if (decideKey(items, known, repeats).type === 'reread') throw new RereadNeeded(key);
  }
}

function knownOf({ tables, source }: Pick<StagePublishing, 'tables' | 'source'>, key: string) {
  return tables.records.get([source, shortKey(key)]);
}

/** The records that are new or have changed, each with a ticket. */
async function* changed(parts: StagePublishing, work: Work): AsyncGenerator<SourceItem> {
  const { stage, tally, comparable, repeats } = parts;
  for (const { key, items } of stage.keys()) {
    const known = knownOf(parts, key);
    const made = decideKey(items, comparable ? known : undefined, repeats);
    switch (made.type) {
      case 'reread':
        throw new RereadNeeded(key);
      case 'kept':
        if (known?.missing !== undefined) await work.writes.add(found(parts, known));
        break;
      case 'unchanged':
        tally.add('read');
        if (known) count(parts, known);
        if (known?.missing !== undefined) await work.writes.add(found(parts, known));
        if (known?.former) work.moved.push(key);
        break;
      case 'withdraw': {
        const { reason } = made;
        const [document] = known ? documentsOf(known) : [];
        if (document) work.gone.push({ key, document, ...(reason !== undefined && { reason }) });
        else if (known) await work.writes.add(parts.tables.records.remove([parts.source, shortKey(key)]));
        break;
      }
      case 'publish': {
        tally.add('read');
        const { hashes, kept } = made;
        const open = made.parts.length;
        work.tickets.push({ key, hashes, open, ...(kept && { kept }), ...(known && { known }) });
        for (const part of made.parts) yield { type: 'record', record: withOrigin(part, parts.origin) };
      }
    }
  }
}

/** Every document that a record has had here and that may be published still, its own first. */
export function documentsOf({ document, former = [] }: KnownRecord): readonly Iri[] {
  return [...(document === undefined ? [] : [document]), ...former];
}

function withOrigin({ record, origin }: StagedPart, shared: StagePublishing['origin']): SourceRecord {
  const { url, catalogue } = origin;
  return {
    ...record,
    origin: { ...shared, ...(url !== undefined && { url }), ...(catalogue !== undefined && { catalogue }) },
  };
}

/** What is unchanged was published, is refused still, or is no data. */
function count({ tally }: StagePublishing, { key, document, refusal }: KnownRecord): void {
  if (refusal) tally.refuse({ key, ...refusal });
  else tally.add(document === undefined ? 'ignored' : 'unchanged');
}

/** It was missing, and is there again. */
function found({ tables, source }: StagePublishing, known: KnownRecord): Promise<unknown> {
  const { missing: _found, ...record } = known;
  return tables.records.put([source, shortKey(known.key)], record);
}

function settle(
  { tables, source, tally }: StagePublishing,
  { moved }: Work,
  { key, hashes, kept, known }: Ticket,
  reports: readonly RecordReport[],
): Promise<unknown> {
  const done = reports.find(({ outcome }) => outcome !== 'refused' && outcome !== 'ignored');
  const refused = reports.find(({ outcome }) => outcome === 'refused');
  const isGone = done?.outcome === 'withdrawn' || done?.outcome === 'absent';
  if (done) tally.add(countOf(done));
  else if (!refused) tally.add('ignored');
  const document = done?.document ?? known?.document;
  const refusal = refused && {
    ...(refused.label !== undefined && { label: refused.label }),
    findings: refused.findings,
  };
  if (refusal) tally.refuse({ key, ...refusal });
  const former = known ? documentsOf(known).filter((one) => one !== document) : [];
  if (former.length > 0) moved.push(key);
  return tables.records.put([source, shortKey(key)], {
    key,
    hashes,
    ...(kept && { parts: kept }),
    ...(document !== undefined && !isGone && { document }),
    ...(refusal && { refusal }),
    ...(former.length > 0 && { former }),
  });
}

function countOf({ outcome }: RecordReport): 'created' | 'updated' | 'unchanged' | 'withdrawn' | 'ignored' {
  switch (outcome) {
    case 'created':
    case 'updated':
    case 'withdrawn':
      return outcome;
    case 'absent':
      return 'ignored';
    default:
      return 'unchanged';
  }
}
