import type { Worker } from 'node:worker_threads';
import { Failure, type FailureCode } from '../model/failure.ts';
import { startThread } from '../thread.ts';
import type { FromHarvestThread, HarvestSettings, HarvestTask, ToHarvestThread } from './harvest-messages.ts';
import type { RunReport } from './run-report.ts';
import type { HarvestRunner } from './scheduler.ts';

/** Megabytes of JavaScript heap that one run may take: a source cannot take the memory of the server. */
const heap = 1_024;

/** Runs sources in threads of their own, which hold up nobody and can die alone. */
export class ThreadedRunner implements HarvestRunner {
  readonly #settings: HarvestSettings;
  readonly #threads = new Set<Worker>();
  #stopped = false;

  constructor(settings: HarvestSettings) {
    this.#settings = settings;
  }

  /** @throws Failure `busy`, `not-found`, `store-unusable`…; any other Error where the thread died */
  run(source: string, trigger: RunReport['trigger']): Promise<RunReport> {
    if (this.#stopped) throw new Failure('busy', 'Harvesting has been stopped.');
    const task: HarvestTask = { settings: this.#settings, source, trigger };
    const thread = startThread('./harvest-thread', import.meta.url, task, { maxOldGenerationSizeMb: heap });
    this.#threads.add(thread);
    return new Promise((resolve, reject) => {
      let outcome: (() => void) | undefined;
      thread.on('message', (message: FromHarvestThread) => {
        outcome = () => (message.type === 'done' ? resolve(message.report) : reject(failureOf(message)));
      });
      thread.on('error', (error) => {
        outcome = () => reject(error);
      });
      // What it has opened is closed only when it has ended.
      thread.on('exit', (code) => {
        this.#threads.delete(thread);
        if (outcome) outcome();
        else
          reject(new Error(`The thread of a run of ${source} ended with code ${code} before the run did.`));
      });
    });
  }

  stop(): void {
    this.#stopped = true;
    for (const thread of this.#threads) thread.postMessage({ type: 'stop' } satisfies ToHarvestThread);
  }
}

function failureOf({ code, message }: Extract<FromHarvestThread, { type: 'failed' }>): Error {
  return code === undefined ? new Error(message) : new Failure(code as FailureCode, message);
}
