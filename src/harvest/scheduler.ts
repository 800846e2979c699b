import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../model/failure.ts';
import type { LmdbHarvestStore, SourceSchedule } from './lmdb-harvest-store.ts';
import { nextRun } from './next-run.ts';
import { recordFailure } from './record-failure.ts';
import type { RunReport } from './run-report.ts';

/** Milliseconds that a source is left alone after a run, whatever strangers say. */
const rest = 5 * 60_000;

/** Runs sources, in whatever way. */
export interface HarvestRunner {
  run(source: string, trigger: RunReport['trigger']): Promise<RunReport>;
  /** Has the run end at once; the next one goes on. */
  stop(): void;
}

export interface SchedulerOptions {
  readonly store: LmdbHarvestStore;
  readonly runner: HarvestRunner;
  /** Runs at once. */
  readonly atOnce: number;
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
  readonly now?: () => Date;
  readonly random?: () => number;
  /** Milliseconds between looks at what is due. */
  readonly interval?: number;
}

/**
 * Reads each source when it is due. What is due is looked up in the store each time, so that sources which another
 * process adds or pauses count at once, and a restart forgets nothing.
 */
export class HarvestScheduler {
  readonly #options: SchedulerOptions;
  readonly #stop = new AbortController();
  readonly #running = new Map<string, Promise<void>>();
  /** Sources that were asked for while they ran, or before their turn. */
  readonly #wanted = new Map<string, RunReport['trigger']>();
  #loop: Promise<void> | undefined;

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#loop ??= this.#watch();
  }

  /** Has a source read soon, once, whatever its schedule. */
  want(source: string, trigger: RunReport['trigger']): void {
    this.#wanted.set(source, trigger);
  }

  /**
   * Somebody says that something has changed at `iris`: sources of those servers are read soon. Who is not known can have
   * a source read sooner than its schedule says, not more often than once in {@link rest}.
   */
  notified(iris: readonly string[], isTrusted: boolean): void {
    const origins = new Set(iris.flatMap((iri) => originOf(iri) ?? []));
    for (const { definition, lastRun } of this.#options.store.sources()) {
      const origin = originOf(definition.url);
      if (origin === undefined || !origins.has(origin) || definition.paused) continue;
      const rested =
        this.#now().getTime() - Date.parse(lastRun?.ended ?? lastRun?.started ?? '1970-01-01') >= rest;
      if (isTrusted || (rested && definition.schedule)) this.want(definition.name, 'notification');
    }
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#options.runner.stop();
    await Promise.all(this.#running.values());
    await this.#loop;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await this.#look();
      } catch (error) {
        this.#say('error', `The schedule of harvests could not be read: ${messageOf(error)}`);
      }
      await sleep(this.#options.interval ?? 1_000, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    // Who has waited longest goes first.
    const states = [...this.#options.store.schedules()].sort((a, b) =>
      (a.next ?? '') < (b.next ?? '') ? -1 : 1,
    );
    for (const state of states) {
      const { name, paused } = state.definition;
      if (this.#running.size >= this.#options.atOnce) return;
      if (this.#running.has(name) || this.#sharesHost(state, states)) continue;
      const trigger =
        this.#wanted.get(name) ?? (!paused && (await this.#isDue(state)) ? 'schedule' : undefined);
      if (!trigger) continue;
      this.#wanted.delete(name);
      this.#running.set(name, this.#run(name, trigger));
    }
  }

  /** A source that has a schedule and no time yet is given one: at once where it was never read. */
  async #isDue({ definition, next, wasRead, failures }: SourceSchedule): Promise<boolean> {
    if (!definition.schedule) return false;
    if (next !== undefined) return Date.parse(next) <= this.#now().getTime();
    if (!wasRead) return true;
    await this.#plan(
      definition.name,
      nextRun({ definition, now: this.#now(), failures, random: this.#random() }),
    );
    return false;
  }

  /** One server is not asked by two sources at once. */
  #sharesHost(state: SourceSchedule, states: readonly SourceSchedule[]): boolean {
    const host = hostOf(state.definition.url);
    return (
      host !== undefined &&
      states.some(({ definition }) => this.#running.has(definition.name) && hostOf(definition.url) === host)
    );
  }

  async #run(name: string, trigger: RunReport['trigger']): Promise<void> {
    try {
      const report = await this.#options.runner.run(name, trigger);
      this.#tell(report);
    } catch (error) {
      const isBusy = error instanceof Failure && error.code === 'busy';
      this.#say(isBusy ? 'info' : 'error', `Source ${name} could not be harvested: ${messageOf(error)}`);
      if (!isBusy) await this.#record(name, trigger, error);
    }
    try {
      const state = this.#options.store.source(name);
      if (state && !this.#stop.signal.aborted) {
        const { definition, failures } = state;
        await this.#plan(name, nextRun({ definition, now: this.#now(), failures, random: this.#random() }));
      }
    } catch (error) {
      this.#say('error', `The next run of ${name} could not be planned: ${messageOf(error)}`);
    } finally {
      this.#running.delete(name);
    }
  }

  async #record(source: string, trigger: RunReport['trigger'], error: unknown): Promise<void> {
    try {
      const time = toSeconds(this.#now());
      await recordFailure(this.#options.store.tables, { source, trigger, error, time });
    } catch (cause) {
      this.#say('error', `That could not be recorded: ${messageOf(cause)}`);
    }
  }

  #tell({ source, number, outcome, counts, failure }: RunReport): void {
    const { read, created, updated, unchanged, refused, withdrawn, held } = counts;
    const text = `Run ${number} of ${source}: ${outcome}; ${read} read, ${created} new, ${updated} changed, ${unchanged} unchanged, ${refused} refused, ${withdrawn} withdrawn, ${held} held.`;
    if (failure) this.#say('warn', `${text} ${failure.message}`);
    else this.#say(outcome === 'waiting' ? 'warn' : 'info', text);
  }

  #plan(name: string, next: Date | undefined): Promise<void> {
    return this.#options.store.plan(name, next && toSeconds(next));
  }

  #say(level: 'info' | 'warn' | 'error', message: string): void {
    this.#options.log(level, message);
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date();
  }

  #random(): number {
    return this.#options.random?.() ?? Math.random();
  }
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host || undefined : undefined;
}

function toSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

function originOf(iri: string): string | undefined {
  if (!URL.canParse(iri)) return undefined;
  const { origin } = new URL(iri);
  return origin === 'null' ? undefined : origin;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
