import { readFileSync } from 'node:fs';
import type { Fetcher } from '../fetch/fetcher.ts';
import { vocabularyPaths } from '../mapping/vocabulary-files.ts';
import { Failure } from '../model/failure.ts';
import { Publisher } from '../publish/publisher.ts';
import { LmdbRecordStore } from '../store/lmdb-record-store.ts';
import { shapeFilesOf } from '../validation/shape-files.ts';
import { clientKind } from './clients/client-kinds.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { HarvestSettings, HarvestTask } from './harvest-messages.ts';
import { harvestRun } from './harvest-run.ts';
import { SourceLease } from './lease.ts';
import { LmdbHarvestStore } from './lmdb-harvest-store.ts';
import { pruneRuns } from './prune-runs.ts';
import { recordFailure } from './record-failure.ts';
import { type ResolvedSource, resolveSecrets } from './resolve-secrets.ts';
import type { RunReport } from './run-report.ts';
import type { SourceDefinition } from './source-definition.ts';
import { sourceFetcher } from './source-fetcher.ts';
import { SourceIris } from './source-iris.ts';

/** Milliseconds that a run may take, where its source says nothing. */
const defaultRunTime = 12 * 3_600_000;

/**
 * Runs one source, with stores of its own: in a thread.
 * @throws Failure `not-found`, `busy` while another run of it is on its way, `store-unusable`, `invalid-configuration`
 */
export async function runSource(task: HarvestTask, stop: AbortSignal): Promise<RunReport> {
  const { settings, source } = task;
  const harvests = LmdbHarvestStore.open(settings.folder);
  const lost = new AbortController();
  let lease: SourceLease | undefined;
  try {
    lease = SourceLease.take(harvests.tables, source, () => lost.abort(leaseLost(source)));
    if (!lease) throw new Failure('busy', `A run of the source ${source} is on its way already.`);
    // Only now: it may have been removed until then.
    const state = harvests.source(source);
    if (!state) throw new Failure('not-found', `There is no source named ${source}.`);
    const time = AbortSignal.timeout(state.definition.runTime ?? defaultRunTime);
    const limit = new AbortController();
    time.addEventListener('abort', () => limit.abort(tooLong(state.definition)), { once: true });
    const signal = AbortSignal.any([stop, lost.signal, limit.signal]);
    const report = await runOrFail(task, harvests, state.definition, signal);
    await pruneRuns(harvests.tables, source);
    return report;
  } finally {
    lease?.release();
    await harvests.close();
  }
}

/** A source that cannot be begun with has failed. */
async function runOrFail(
  task: HarvestTask,
  harvests: LmdbHarvestStore,
  definition: SourceDefinition,
  signal: AbortSignal,
): Promise<RunReport> {
  try {
    return await withStore(task, harvests, resolveSecrets(definition, process.env), signal);
  } catch (error) {
    if (!(error instanceof Failure && error.code === 'invalid-configuration')) throw error;
    const time = new Date().toISOString().replace(/\.\d{3}Z$/, 'Z');
    return recordFailure(harvests.tables, { source: task.source, trigger: task.trigger, error, time });
  }
}

async function withStore(
  { settings, trigger }: HarvestTask,
  harvests: LmdbHarvestStore,
  { definition, secrets }: ResolvedSource,
  signal: AbortSignal,
): Promise<RunReport> {
  const store = LmdbRecordStore.open(settings.folder, { base: settings.base });
  let fetcher: Fetcher | undefined;
  try {
    fetcher = sourceFetcher(definition, settings);
    const kind = await clientKind(definition.type, settings);
    const namespace = definition.namespace ?? kind.namespaced(definition);
    return await harvestRun({
      tables: harvests.tables,
      store,
      definition,
      kind,
      fetcher,
      reading: {
        names: new SourceIris(settings.base, namespace, secrets),
        limits: { recordBytes: settings.recordBytes },
      },
      publisher: () =>
        new Publisher({ store, gate: settings.gate, threads: settings.threads, batchSize: settings.batch }),
      fingerprint: fingerprint(definition, settings, namespace),
      namespace,
      base: settings.base,
      trigger,
      secrets,
      signal,
    });
  } finally {
    await fetcher?.close();
    await store.close();
  }
}

function fingerprint(definition: SourceDefinition, settings: HarvestSettings, namespace: string): string {
  const { base, gate } = settings;
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return fingerprintOf({
    definition,
    settings: [base, gate.licence, gate.language, ...gate.policies, namespace, String(version)],
    files: [
      ...shapeFilesOf(gate.policies),
      ...vocabularyPaths(),
      ...(definition.map === undefined ? [] : [definition.map]),
    ],
  });
}

function tooLong({ name }: SourceDefinition): Failure {
  return new Failure(
    'source-failed',
    `The run of ${name} took longer than it may. Give the source a longer runTime, or make it smaller.`,
  );
}

function leaseLost(source: string): Failure {
  return new Failure(
    'busy',
    `Another process runs the source ${source} since this one stood still for too long.`,
  );
}
