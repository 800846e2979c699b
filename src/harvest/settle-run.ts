import type { Fetcher } from '../fetch/fetcher.ts';
import type { RecordStore } from '../store/record-store.ts';
import { shortKey } from '../store/short-key.ts';
import type { HarvestEnd } from './harvest-client.ts';
import type { HarvestTables, StoredProgress } from './harvest-tables.ts';
import type { GoneRecord } from './publish-stage.ts';
import type { RunTally } from './run-counts.ts';
import type { RunLog } from './run-log.ts';
import type { RunReport } from './run-report.ts';
import { type RunStage, removeAll } from './run-stage.ts';
import type { SourceDefinition } from './source-definition.ts';
import {
  countPublished,
  heldRecords,
  holdRecords,
  vanishedRecords,
  withdrawRecords,
} from './withdraw-vanished.ts';

export interface RunToSettle {
  readonly tables: HarvestTables;
  readonly store: RecordStore;
  readonly definition: SourceDefinition;
  readonly statesDeletions: boolean;
  readonly stage: RunStage;
  readonly end: HarvestEnd;
  readonly gone: readonly GoneRecord[];
  readonly tally: RunTally;
  readonly log: RunLog;
  readonly fetcher: Pick<Fetcher, 'counts'>;
  readonly fingerprint: string;
  /** xsd:dateTime in UTC. */
  readonly time: string;
}

/** Share of a source's records that may vanish in one run, where its definition says nothing. */
export const defaultVanishing = 0.2;

/** The last part of a run, when all that it brought is published: what has vanished is withdrawn, or held for a person. */
export async function settleRun(run: RunToSettle): Promise<RunReport> {
  const { tables, store, definition, stage, end, gone, tally, log, fetcher, fingerprint, time } = run;
  const source = definition.name;
  const withdrawing = { tables, store, source };
  const isTrusted = run.statesDeletions || !tooMany(gone.length, countPublished(tables, source), definition);
  if (isTrusted) tally.add('withdrawn', await withdrawRecords(withdrawing, gone));
  else await holdRecords(withdrawing, gone, stage.run.run);
  const waiting = end.coverage === 'whole' && isTrusted ? await withdrawVanished(run) : stillWaiting(run);
  await keepPages(run);
  const progress = tables.progress.get(source) ?? { run: stage.run.run, failures: 0, records: 0 };
  const { bookmark: _bookmark, waiting: _waiting, ...before } = progress;
  await tables.progress.put(source, {
    ...before,
    // While something waits, what it waits for is not what is usual.
    ...(!waiting && end.coverage === 'whole' && { nameless: stage.nameless }),
    lastGood: stage.run.run,
    failures: 0,
    records: countPublished(tables, source),
    fingerprint,
    ...(end.bookmark !== undefined && { bookmark: end.bookmark }),
    ...(waiting && { waiting }),
  });
  await stage.clear();
  return log.end({
    outcome: waiting ? 'waiting' : 'complete',
    ended: time,
    coverage: end.coverage,
    counts: tally.counts(fetcher.counts()),
    refusals: tally.refusals,
  });
}

const partUnread =
  'More of the source than before could not be read, and records are missing: they may be among that, and stay published until it can be read or a person decides.';

async function withdrawVanished(run: RunToSettle): Promise<StoredProgress['waiting']> {
  const { tables, store, definition, stage, tally, log } = run;
  const source = definition.name;
  const { vanished, unpublished, of } = vanishedRecords({ tables, source }, (key) => stage.has(key));
  await Promise.all(unpublished.map((key) => tables.records.remove([source, shortKey(key)])));
  if (vanished.length === 0) return undefined;
  // What can be read no more may be what is missing.
  const isRead = stage.nameless <= (tables.progress.get(source)?.nameless ?? 0);
  if (!isRead) log.note(partUnread);
  if (isRead && !tooMany(vanished.length, of, definition)) {
    tally.add('withdrawn', await withdrawRecords({ tables, store, source }, vanished));
    return undefined;
  }
  await holdRecords({ tables, store, source }, vanished, stage.run.run);
  tally.add('held', vanished.length);
  return { run: stage.run.run, vanished: vanished.length, of };
}

function tooMany(vanished: number, of: number, { vanishing = defaultVanishing }: SourceDefinition): boolean {
  return vanished > 0 && vanished / of >= vanishing;
}

/** A run of changes says nothing of what was held before. */
function stillWaiting({ tables, definition, stage, tally }: RunToSettle): StoredProgress['waiting'] {
  const source = definition.name;
  const held = heldRecords({ tables, source }).length;
  if (held === 0) return undefined;
  tally.add('held', held);
  const { run = stage.run.run } = tables.progress.get(source)?.waiting ?? {};
  return { run, vanished: held, of: countPublished(tables, source) };
}

/** What pages were, for the next run: a whole run has met all that there are. */
async function keepPages({ tables, definition, stage, end }: RunToSettle): Promise<void> {
  const { pages } = tables;
  if (end.coverage === 'whole') await removeAll(pages, definition.name);
  let last: Promise<unknown> = Promise.resolve();
  for (const [address, memo] of stage.pages()) last = pages.put([definition.name, address], memo);
  await last;
}
