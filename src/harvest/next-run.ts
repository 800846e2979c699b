import { Cron } from 'croner';
import type { Schedule, SourceDefinition } from './source-definition.ts';

const minute = 60_000;
/** A failing source is tried again after this time at first, then after twice as long, and so on. */
const firstRetry = 15 * minute;
const longestRetry = 6 * 60 * minute;

export interface NextRunInput {
  readonly definition: Pick<SourceDefinition, 'schedule' | 'jitter'>;
  readonly now: Date;
  /** Runs that failed since the last good one. */
  readonly failures: number;
  /** In [0, 1): where in the jitter the run is put. */
  readonly random: number;
}

/**
 * When a source whose run has just ended (or which was just added) is read next; `undefined`: never by schedule. A failing
 * source is not asked as often as its schedule says where that is often, and sooner where it is seldom.
 */
export function nextRun({ definition, now, failures, random }: NextRunInput): Date | undefined {
  const { schedule, jitter = 0 } = definition;
  if (!schedule) return undefined;
  const due = dueTime(schedule, now);
  if (!due) return undefined;
  const put = Math.floor(jitter * random);
  if (failures === 0) return new Date(due.getTime() + put);
  const retry = now.getTime() + Math.min(firstRetry * 2 ** (failures - 1), longestRetry);
  if ('every' in schedule) {
    const slower = now.getTime() + Math.min(schedule.every * 2 ** Math.min(failures, 20), longestRetry);
    return new Date(Math.max(due.getTime(), slower) + put);
  }
  return new Date(Math.min(due.getTime(), retry) + put);
}

function dueTime(schedule: Schedule, now: Date): Date | undefined {
  if ('every' in schedule) return new Date(now.getTime() + schedule.every);
  return cronOf(schedule).nextRun(now) ?? undefined;
}

function cronOf({ cron, timezone = 'UTC' }: Extract<Schedule, { cron: string }>): Cron {
  return new Cron(cron, { timezone, paused: true });
}

/** What is wrong with a cron expression or its time zone, in croner's words. */
export function cronProblem(schedule: Extract<Schedule, { cron: string }>): string | undefined {
  try {
    return cronOf(schedule).nextRun() ? undefined : 'it never comes round';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
