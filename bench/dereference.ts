import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CannedAnswer } from './bare-server.ts';
import type { Figure, Report, Run } from './figures.ts';
import { fillStore } from './filled-store.ts';
import type { LoadJob, LoadResult } from './load-client.ts';
import { onThisPortal, startPortal, untilSparql } from './portal.ts';
import { median, percentile, spread } from './statistics.ts';
import { base } from './timed-publish.ts';
import { inWorkspace, type Workspace } from './workspace.ts';

const accept = 'text/turtle';

/** Requests a second for Turtle documents, against bare `node:http` that sends the same bytes. */
export async function dereference(run: Run): Promise<Report> {
  const different = run.quick ? 50 : 1_000;
  return inWorkspace(async (workspace) => {
    const { folder, samples } = await fillStore(run, workspace, different * 2);
    const document = samples[0] ?? '';
    const product = await startPortal(workspace.processes, folder, document);
    await untilSparql(product, performance.now());
    const uncached = await startPortal(workspace.processes, folder, document, '--cache-bytes', '0');
    await untilSparql(uncached, performance.now());

    const addresses = samples.slice(0, different).map((iri) => onThisPortal(product.origin, iri));
    const paths = addresses.map((address) => new URL(address).pathname);
    const bare = await startBare(workspace, addresses);
    const measure = new Measurement(run, workspace, {
      product: product.origin,
      uncached: uncached.origin,
      bare,
    });
    const hot = await measure.compare(paths.slice(0, 1), ['product', 'bare']);
    const many = await measure.compare(paths, ['product', 'bare', 'uncached']);
    return {
      figures: [
        ...figuresOf('one document', hot),
        ...figuresOf(`${different.toLocaleString('en')} documents`, many),
      ],
      notes: [
        `Turtle over loopback, ${connections} connections kept alive without pipelining; servers and load in processes of their own, by turns; medians. Uncached: --cache-bytes 0, every answer read from the store and serialised.`,
      ],
    };
  });
}

const connections = 32;
type Server = 'product' | 'uncached' | 'bare';
type Rates = ReadonlyMap<Server, readonly LoadResult[]>;

/** Starts the yardstick with the answers that the portal gives for the addresses. @returns its origin */
async function startBare({ folder, processes }: Workspace, addresses: readonly string[]): Promise<string> {
  const answers: Record<string, CannedAnswer> = {};
  for (const address of addresses) {
    const response = await fetch(address, { headers: { Accept: accept } });
    const body = await response.text();
    if (response.status !== 200) throw new Error(`${address} answered ${response.status}.`);
    const { connection: _, 'keep-alive': __, date: ___, ...headers } = Object.fromEntries(response.headers);
    answers[new URL(address).pathname] = { headers, body };
  }
  const file = join(folder, 'answers.json');
  writeFileSync(file, JSON.stringify(answers));
  const process = processes.script(new URL('./bare-server.ts', import.meta.url), file);
  const [, port] = await process.says(/^port (\d+)$/m, 20_000);
  return `http://127.0.0.1:${port}/`;
}

class Measurement {
  readonly #run: Run;
  readonly #workspace: Workspace;
  readonly #origins: Readonly<Record<Server, string>>;

  constructor(run: Run, workspace: Workspace, origins: Readonly<Record<Server, string>>) {
    this.#run = run;
    this.#workspace = workspace;
    this.#origins = origins;
  }

  /** Several rounds, the servers by turns; the first, for warming up, does not count. */
  async compare(paths: readonly string[], servers: readonly Server[]): Promise<Rates> {
    const rounds = this.#run.quick ? 1 : 3;
    const results = new Map(servers.map((server) => [server, [] as LoadResult[]]));
    for (let round = 0; round <= rounds; round++) {
      this.#run.say(`${paths.length} paths, round ${round} of ${rounds}`);
      for (const server of servers) {
        const result = await this.#load(server, paths);
        if (round > 0) results.get(server)?.push(result);
      }
    }
    return results;
  }

  async #load(server: Server, paths: readonly string[]): Promise<LoadResult> {
    const { folder, processes } = this.#workspace;
    const port = Number(new URL(this.#origins[server]).port);
    const milliseconds = this.#run.quick ? 500 : 4_000;
    const job: LoadJob = { port, host: new URL(base).host, paths, accept, connections, milliseconds };
    const file = join(folder, 'load.json');
    writeFileSync(file, JSON.stringify(job));
    const process = processes.script(new URL('./load-client.ts', import.meta.url), file);
    if ((await process.end()) !== 0) throw new Error(`The load failed:\n${process.output.slice(-2000)}`);
    return JSON.parse(process.output) as LoadResult;
  }
}

const names: Readonly<Record<Server, string>> = {
  product: 'serve',
  uncached: 'serve, uncached',
  bare: 'node:http',
};

function figuresOf(what: string, rates: Rates): Figure[] {
  const rateOf = (server: Server) =>
    (rates.get(server) ?? []).map(({ requests, seconds }) => requests / seconds);
  const bare = median(rateOf('bare'));
  return [...rates.keys()].flatMap((server): Figure[] => {
    const rate = median(rateOf(server));
    const latencies = (rates.get(server) ?? []).flatMap((result) => result.latencies);
    const note = `p50 ${percentile(latencies, 0.5).toFixed(2)} ms, p99 ${percentile(latencies, 0.99).toFixed(2)} ms, spread ${Math.round(spread(rateOf(server)) * 100)} %`;
    const figure = { name: `${what}: ${names[server]}`, value: rate, unit: 'requests/s', note };
    if (server === 'bare') return [figure];
    return [figure, { name: `${what}: ${names[server]} / node:http`, value: rate / bare, unit: '×' }];
  });
}
