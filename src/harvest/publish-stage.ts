import type { RecordOrigin, SourceRecord } from '../model/record.ts';
import type { SourceItem } from '../model/source-item.ts';
import type { Publisher } from '../publish/publisher.ts';
import type { RecordReport } from '../publish/record-report.ts';
import { shortKey } from '../store/short-key.ts';
import type { Iri } from '../vocabulary/iri.ts';
import type { HarvestTables, KnownRecord, StagedItem, StagedPart } from './harvest-tables.ts';
import { decideKey, type KeyDecision, type Repeats } from './key-decision.ts';
import type { RunTally } from './run-counts.ts';
import type { RunStage } from './run-stage.ts';

export interface StagePublishing {
  readonly tables: HarvestTables;
  readonly source: string;
  readonly stage: RunStage;
  readonly publisher: Publisher;
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

/** Pages said that records are unchanged which are not known: the source must be read again without them. */
export class RereadNeeded extends Error {}

/**
 * Publishes what a run has staged and the last run had not, and remembers each record with what became of it.
 * @returns what the source says it has no more
 * @throws RereadNeeded before anything is published
 */
export async function publishStage(parts: StagePublishing): Promise<readonly GoneRecord[]> {
  requireContents(parts);
  const tickets: Ticket[] = [];
  const gone: GoneRecord[] = [];
  const reported: RecordReport[] = [];
  for await (const { reports } of parts.publisher.run(changed(parts, tickets, gone))) {
    let writing: Promise<unknown> | undefined;
    for (const report of reports) {
      const [ticket] = tickets;
      if (!ticket) throw new Error('More records were reported than were given.');
      reported.push(report);
      ticket.open -= 1;
      if (ticket.open > 0) continue;
      tickets.shift();
      writing = settle(parts, ticket, reported.splice(0)) ?? writing;
    }
    await writing;
    parts.onBatch();
    parts.signal.throwIfAborted();
  }
  return gone;
}

/** What a run has staged may lean on pages that were not read again: that it can be made whole is seen first. */
function requireContents({ stage, ...parts }: StagePublishing): void {
  for (const { key, items } of stage.keys()) {
    if (!items.some(({ type }) => type === 'unchanged')) continue;
    if (decision(parts, key, items).type === 'reread') throw new RereadNeeded(key);
  }
}

function knownOf({ tables, source }: Pick<StagePublishing, 'tables' | 'source'>, key: string) {
  return tables.records.get([source, shortKey(key)]);
}

function decision(
  parts: Pick<StagePublishing, 'tables' | 'source' | 'comparable' | 'repeats'>,
  key: string,
  items: readonly StagedItem[],
): KeyDecision {
  return decideKey(items, parts.comparable ? knownOf(parts, key) : undefined, parts.repeats);
}

/** The records that are new or have changed, each with a ticket. */
async function* changed(
  parts: StagePublishing,
  tickets: Ticket[],
  gone: GoneRecord[],
): AsyncGenerator<SourceItem> {
  const { stage, tally } = parts;
  for (const { key, items } of stage.keys()) {
    const known = knownOf(parts, key);
    const made = decision(parts, key, items);
    if (made.type !== 'withdraw' && made.type !== 'kept') tally.add('read');
    if (made.type === 'unchanged' && known) await stay(parts, known);
    if (made.type === 'withdraw' && known?.document)
      gone.push({ key, document: known.document, ...(made.reason !== undefined && { reason: made.reason }) });
    if (made.type === 'withdraw' && known && !known.document)
      await parts.tables.records.remove([parts.source, shortKey(key)]);
    if (made.type !== 'publish') continue;
    const { hashes, kept } = made;
    tickets.push({ key, hashes, open: made.parts.length, ...(kept && { kept }), ...(known && { known }) });
    for (const part of made.parts) yield { type: 'record', record: withOrigin(part, parts.origin) };
  }
}

function withOrigin({ record, origin }: StagedPart, shared: StagePublishing['origin']): SourceRecord {
  const { url, catalogue } = origin;
  return {
    ...record,
    origin: { ...shared, ...(url !== undefined && { url }), ...(catalogue !== undefined && { catalogue }) },
  };
}

/** What is unchanged was published, or is refused still. */
async function stay({ tables, source, tally }: StagePublishing, known: KnownRecord): Promise<void> {
  if (known.refusal) tally.refuse({ key: known.key, ...known.refusal });
  else tally.add('unchanged');
  if (known.missing === undefined) return;
  const { missing: _found, ...record } = known;
  await tables.records.put([source, shortKey(known.key)], record);
}

function settle(
  parts: StagePublishing,
  ticket: Ticket,
  reports: readonly RecordReport[],
): Promise<unknown> | undefined {
  const { tables, source, tally } = parts;
  const { key, hashes, kept, known } = ticket;
  const done = reports.find(({ outcome }) => outcome !== 'refused' && outcome !== 'ignored');
  const refused = reports.find(({ outcome }) => outcome === 'refused');
  const name: [string, string] = [source, shortKey(key)];
  if (done?.outcome === 'withdrawn' || done?.outcome === 'absent') {
    tally.add(done.outcome === 'withdrawn' ? 'withdrawn' : 'ignored');
    return tables.records.remove(name);
  }
  if (done) tally.add(countOf(done));
  else if (!refused) tally.add('ignored');
  const document = done?.document ?? known?.document;
  const refusal = refused && {
    ...(refused.label !== undefined && { label: refused.label }),
    findings: refused.findings,
  };
  if (refusal) tally.refuse({ key, ...refusal });
  return tables.records.put(name, {
    key,
    hashes,
    ...(kept && { parts: kept }),
    ...(document !== undefined && { document }),
    ...(refusal && { refusal }),
  });
}

function countOf({ outcome }: RecordReport): 'created' | 'updated' | 'unchanged' {
  return outcome === 'created' || outcome === 'updated' ? outcome : 'unchanged';
}
