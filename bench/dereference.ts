import { writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import type { CannedAnswer } from './bare-server.ts';
import { type DereferenceCase, dereferenceCases } from './dereference-cases.ts';
import type { Figure, Report, Run } from './figures.ts';
import { fillStore } from './filled-store.ts';
import type { LoadJob, LoadRequest, LoadResult } from './load-client.ts';
import { onThisPortal, startPortal, untilSparql } from './portal.ts';
import type { Process } from './processes.ts';
import { rawAnswer } from './raw-answer.ts';
import { median, percentile, spread } from './statistics.ts';
import { base } from './timed-publish.ts';
import { inWorkspace, type Workspace } from './workspace.ts';

const connections = 32;

/** Requests a second for documents, against bare `node:http` that sends the same bytes. */
export async function dereference(run: Run): Promise<Report> {
  return inWorkspace(async (workspace) => {
    const { folder, samples } = await fillStore(run, workspace, run.quick ? 600 : 20_000);
    const figures: Figure[] = [];
    for (const cold of [false, true]) {
      const options = cold ? ['--cache-bytes', '0'] : [];
      const portal = await startPortal(workspace.processes, folder, samples[0] ?? '', ...options);
      await untilSparql(portal, performance.now());
      for (const one of dereferenceCases.filter((each) => each.cold === cold)) {
        const wanted = run.quick ? Math.ceil(one.documents / 20) : one.documents;
        const paths = samples
          .slice(0, wanted)
          .map((iri) => new URL(onThisPortal(portal.origin, iri)).pathname);
        const measurement = new Measurement(run, workspace, one, paths);
        figures.push(...(await measurement.compare(portal.origin)));
      }
      await portal.process.stop();
    }
    return {
      figures,
      notes: [
        `Over loopback, ${connections} connections kept alive without pipelining; servers and load in processes of their own, by turns; medians. Cold: --cache-bytes 0, every answer read from the store and made anew, by one core.`,
      ],
    };
  });
}

/** One case: the portal and the yardstick by turns. */
class Measurement {
  readonly #run: Run;
  readonly #workspace: Workspace;
  readonly #case: DereferenceCase;
  readonly #paths: readonly string[];

  constructor(run: Run, workspace: Workspace, one: DereferenceCase, paths: readonly string[]) {
    this.#run = run;
    this.#workspace = workspace;
    this.#case = one;
    this.#paths = paths;
  }

  async compare(origin: string): Promise<Figure[]> {
    const { requests, answers } = await this.#ask(origin);
    const bare = await this.#startBare(answers);
    const rounds = this.#run.quick ? 1 : 3;
    const results = { product: [] as LoadResult[], bare: [] as LoadResult[] };
    // The first round is for warming up.
    for (let round = 0; round <= rounds; round++) {
      this.#run.say(`${this.#case.name}, round ${round} of ${rounds}`);
      const product = await this.#load(origin, requests);
      const yardstick = await this.#load(bare.origin, requests);
      if (round === 0) continue;
      results.product.push(product);
      results.bare.push(yardstick);
    }
    await bare.process.stop();
    return figuresOf(this.#case, results);
  }

  /** What the portal answers, and the requests that it answers so. */
  async #ask(origin: string): Promise<{ requests: LoadRequest[]; answers: Record<string, CannedAnswer> }> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const requests: LoadRequest[] = [];
    const answers: Record<string, CannedAnswer> = {};
    for (const path of this.#paths) {
      const address = new URL(path, origin).href;
      let { fields } = this.#case;
      let answer = await rawAnswer(address, fields, agent);
      if (this.#case.conditional) {
        fields = { ...fields, 'If-None-Match': answer.headers['ETag'] ?? '' };
        answer = await rawAnswer(address, fields, agent);
      }
      if (answer.status !== this.#status) throw new Error(`${address} answered ${answer.status}.`);
      requests.push({ path, fields });
      answers[path] = answer;
    }
    agent.destroy();
    return { requests, answers };
  }

  async #startBare(answers: Record<string, CannedAnswer>): Promise<{ process: Process; origin: string }> {
    const file = join(this.#workspace.folder, 'answers.json');
    writeFileSync(file, JSON.stringify(answers));
    const script = new URL('./bare-server.ts', import.meta.url);
    const process = this.#workspace.processes.script(script, file);
    const [, port] = await process.says(/^port (\d+)$/m, 30_000);
    return { process, origin: `http://127.0.0.1:${port}/` };
  }

  async #load(origin: string, requests: readonly LoadRequest[]): Promise<LoadResult> {
    const { folder, processes } = this.#workspace;
    const job: LoadJob = {
      port: Number(new URL(origin).port),
      host: new URL(base).host,
      requests,
      status: this.#status,
      connections,
      milliseconds: this.#run.quick ? 300 : 3_000,
    };
    const file = join(folder, 'load.json');
    writeFileSync(file, JSON.stringify(job));
    const process = processes.script(new URL('./load-client.ts', import.meta.url), file);
    if ((await process.end()) !== 0) throw new Error(`The load failed:\n${process.output.slice(-2000)}`);
    return JSON.parse(process.output) as LoadResult;
  }

  get #status(): number {
    return this.#case.conditional ? 304 : 200;
  }
}

function figuresOf(
  { name, aim }: DereferenceCase,
  results: { product: readonly LoadResult[]; bare: readonly LoadResult[] },
): Figure[] {
  const rates = (loads: readonly LoadResult[]) => loads.map(({ requests, seconds }) => requests / seconds);
  const [product, bare] = [rates(results.product), rates(results.bare)];
  const latencies = results.product.flatMap((result) => result.latencies);
  const note = `p50 ${percentile(latencies, 0.5).toFixed(2)} ms, p99 ${percentile(latencies, 0.99).toFixed(2)} ms, spread ${Math.round(spread(product) * 100)} %; node:http ${Math.round(median(bare)).toLocaleString('en')}/s`;
  return [
    {
      name,
      value: median(product),
      unit: 'requests/s',
      note,
      ...(aim.rate !== undefined && { aim: { at: 'least', value: aim.rate } }),
    },
    {
      name: `${name} / node:http`,
      value: median(product) / median(bare),
      unit: '×',
      ...(aim.ratio !== undefined && { aim: { at: 'least', value: aim.ratio } }),
    },
  ];
}
