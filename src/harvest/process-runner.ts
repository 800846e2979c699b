import type { ChildProcess } from 'node:child_process';
import { Failure, type FailureCode } from '../model/failure.ts';
import { startProcess } from '../thread.ts';
import type { FromHarvestProcess, HarvestSettings, ToHarvestProcess } from './harvest-messages.ts';
import type { RunReport } from './run-report.ts';
import type { HarvestRunner } from './scheduler.ts';

/** Megabytes of JavaScript heap that one run may take: a source cannot take the memory of the server. */
const memory = 1_024;
/** Characters of what a process says last that are told where it dies. */
const lastWords = 500;

/** Runs sources in processes of their own, which hold up nobody and can die alone. */
export class ProcessRunner implements HarvestRunner {
  readonly #settings: HarvestSettings;
  readonly #processes = new Set<ChildProcess>();
  #stopped = false;

  constructor(settings: HarvestSettings) {
    this.#settings = settings;
  }

  /** @throws Failure `busy`, `not-found`, `store-unusable`…; any other Error where the process died */
  async run(source: string, trigger: RunReport['trigger']): Promise<RunReport> {
    if (this.#stopped) throw new Failure('busy', 'Harvesting has been stopped.');
    const child = startProcess('./harvest-process', import.meta.url, {
      memory,
      env: process.env,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#processes.add(child);
    try {
      const answer = await answerOf(child, source, () =>
        send(child, { type: 'run', task: { settings: this.#settings, source, trigger } }),
      );
      if (answer.type === 'done') return answer.report;
      throw failureOf(answer);
    } finally {
      this.#processes.delete(child);
    }
  }

  stop(): void {
    this.#stopped = true;
    for (const child of this.#processes) send(child, { type: 'stop' });
  }
}

/** What the process answers, when it has ended and all that it had open is closed. */
function answerOf(child: ChildProcess, source: string, begin: () => void): Promise<FromHarvestProcess> {
  return new Promise((resolve, reject) => {
    let answer: FromHarvestProcess | undefined;
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-lastWords);
    });
    child.on('message', (message: FromHarvestProcess) => {
      answer = message;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (answer) resolve(answer);
      else
        reject(
          new Error(
            `The process of a run of ${source} ended (${signal ?? code}) before the run did. ${said}`.trim(),
          ),
        );
    });
    begin();
  });
}

/** Where it cannot be sent the process has ended, which is told by itself. */
function send(child: ChildProcess, message: ToHarvestProcess): void {
  if (child.connected) child.send(message, () => undefined);
}

function failureOf({ code, message }: Extract<FromHarvestProcess, { type: 'failed' }>): Error {
  return code === undefined ? new Error(message) : new Failure(code as FailureCode, message);
}
