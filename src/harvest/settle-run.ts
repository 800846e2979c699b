import type { Fetcher } from '../fetch/fetcher.ts';
import { shortKey } from '../store/short-key.ts';
import type { HarvestEnd } from './harvest-client.ts';
import { changesPage, type HarvestTables, ofSource, type StoredProgress } from './harvest-tables.ts';
import { PendingWrites } from './pending-writes.ts';
import type { PublishedStage } from './publish-stage.ts';
import type { RunTally } from './run-counts.ts';
import type { RunLog } from './run-log.ts';
import type { RunReport } from './run-report.ts';
import type { RunStage } from './run-stage.ts';
import type { SourceDefinition } from './source-definition.ts';
import { changeProgress, progressOf } from './stored-progress.ts';
import {
  countPublished,
  heldRecords,
  holdRecords,
  vanishedRecords,
  type Withdrawing,
  withdrawFormer,
  withdrawRecords,
} from './withdraw-vanished.ts';

export interface RunToSettle {
  readonly tables: HarvestTables;
  readonly store: Withdrawing['store'];
  readonly definition: SourceDefinition;
  readonly statesDeletions: boolean;
  readonly stage: RunStage;
  readonly end: HarvestEnd;
  readonly published: PublishedStage;
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
  const { tables, store, definition, stage, end, published, tally, log, fetcher, fingerprint, time } = run;
  const source = definition.name;
  const withdrawing = { tables, store, source };
  const { gone, moved } = published;
  const isTrusted =
    run.statesDeletions ||
    gone.length === 0 ||
    !tooMany(gone.length, countPublished(tables, source), definition);
  if (isTrusted) tally.add('withdrawn', await withdrawRecords(withdrawing, gone));
  else await holdRecords(withdrawing, gone, stage.run.run);
  await withdrawFormer(withdrawing, moved);
  // Pages that were read before and after an interruption are not one state of the source: the next run tells.
  const isWhole = end.coverage === 'whole' && isTrusted && !stage.run.resumed;
  const waiting = isWhole ? await withdrawVanished(run) : stillWaiting(run, isTrusted);
  await keepPages(run);
  const records = countPublished(tables, source);
  let report = log.report;
  // All at once: a run that is cut short here has either ended or goes on.
  changeProgress(
    tables,
    source,
    ({ waiting: _waiting, ...before }) => ({
      ...before,
      // While something waits, what it waits for is not what is usual.
      ...(!waiting && end.coverage === 'whole' && { nameless: stage.nameless }),
      lastGood: stage.run.run,
      failures: 0,
      records,
      fingerprint,
      ...(waiting && { waiting }),
    }),
    () => {
      if (end.bookmark === undefined) tables.bookmarks.removeSync(source);
      else tables.bookmarks.putSync(source, end.bookmark);
      stage.endSync();
      report = log.endSync({
        outcome: waiting ? 'waiting' : 'complete',
        ended: time,
        coverage: end.coverage,
        counts: tally.counts(fetcher.counts()),
        refusals: tally.refusals,
      });
    },
  );
  await stage.clear();
  return report;
}

const partUnread =
  'More of the source than before could not be read, and records are missing: they may be among that, and stay published until it can be read or a person decides.';

async function withdrawVanished(run: RunToSettle): Promise<StoredProgress['waiting']> {
  const { tables, store, definition, stage, tally, log } = run;
  const source = definition.name;
  const { vanished, unpublished, present } = vanishedRecords({ tables, source }, stage.names());
  const writes = new PendingWrites();
  for (const key of unpublished) await writes.add(tables.records.remove([source, shortKey(key)]));
  await writes.settle();
  if (vanished.length === 0) return undefined;
  const of = present + vanished.length;
  // What can be read no more may be what is missing.
  const isRead = stage.nameless <= (tables.progress.get(source)?.nameless ?? 0);
  if (!isRead) log.note(partUnread);
  if (isRead && !tooMany(vanished.length, of, definition)) {
    tally.add('withdrawn', await withdrawRecords({ tables, store, source }, vanished));
    return undefined;
  }
  await holdRecords({ tables, source }, vanished, stage.run.run);
  tally.add('held', vanished.length);
  return { run: stage.run.run, vanished: vanished.length, of };
}

function tooMany(vanished: number, of: number, { vanishing = defaultVanishing }: SourceDefinition): boolean {
  return vanished > 0 && vanished / of >= vanishing;
}

/** A run of changes says nothing of what was held before. */
function stillWaiting(
  { tables, definition, stage, tally }: RunToSettle,
  isTrusted: boolean,
): StoredProgress['waiting'] {
  const source = definition.name;
  const { waiting } = progressOf(tables, source);
  if (!waiting && isTrusted) return undefined;
  const held = heldRecords({ tables, source }).length;
  if (held === 0) return undefined;
  tally.add('held', held);
  return { run: waiting?.run ?? stage.run.run, vanished: held, of: countPublished(tables, source) };
}

/**
 * What pages were, for the next run: a whole run has met all that there are. Addresses of runs of changes are often new
 * ones each time: what the last of them met is kept beside.
 */
async function keepPages({ tables, definition, stage, end }: RunToSettle): Promise<void> {
  const { pages } = tables;
  const { name } = definition;
  const isWhole = end.coverage === 'whole';
  const writes = new PendingWrites();
  const range = isWhole ? ofSource(name) : { start: [name, ' '], end: [name, '!'] };
  const same = new Set<string>();
  for (const [page, memo] of stage.pages()) if (memo === null) same.add(page);
  for (const key of pages.getKeys(range as never))
    if (!same.has((key as [string, string])[1])) await writes.add(pages.remove(key));
  for (const [page, memo] of stage.pages()) {
    if (memo === null) continue;
    const isUsual = isWhole || pages.doesExist([name, page]);
    await writes.add(pages.put([name, isUsual ? page : changesPage(page)], memo));
  }
  await writes.settle();
}
