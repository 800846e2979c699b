import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BareTime } from './bare-queries.ts';
import type { Figure, Report, Run } from './figures.ts';
import { fillStore } from './filled-store.ts';
import { HttpClient } from './http-client.ts';
import { startPortal, untilSettled, untilSparql } from './portal.ts';
import { type BenchQuery, namesFrom, readQueries } from './query-set.ts';
import { median } from './statistics.ts';
import { formatNumber } from './table.ts';
import { inWorkspace, type Workspace } from './workspace.ts';

/** Milliseconds of a bare query from which on the way over HTTP is small beside it. */
const long = 10;
/** Bytes of an answer that the aim is for. */
const smallAnswer = 1_000_000;

/** The queries of `bench/queries` over HTTP, cold and repeated, beside the same in a bare `oxigraph.Store`. */
export async function queries(run: Run): Promise<Report> {
  const datasets = run.quick ? 500 : 100_000;
  return inWorkspace(async (workspace) => {
    const { folder, samples } = await fillStore(run, workspace, datasets);
    const portal = await startPortal(workspace.processes, folder, samples[0] ?? '');
    await untilSparql(portal, performance.now());
    await untilSettled(portal, 1);
    const set = readQueries(await namesFrom(portal.origin));
    const client = new HttpClient();
    const served: ServedTimes[] = [];
    for (const query of set) {
      run.say(`${query.name}: ${query.question}`);
      served.push(await serve(client, portal.origin, query, run.quick));
    }
    const trivial = {
      name: 'nothing',
      question: '',
      text: 'ASK {}',
      accept: 'application/sparql-results+json',
    };
    const way = await serve(client, portal.origin, trivial, run.quick);
    client.close();
    await portal.process.stop();
    const bare = await askBare(run, workspace, folder, set);
    return {
      figures: [
        { name: 'the way over HTTP to the engine and back: ASK {}', value: way.cold, unit: 'ms' },
        ...set.flatMap(({ name }, index) => figuresOf(name, served[index], bare[name])),
      ],
      notes: [
        `${datasets.toLocaleString('en')} generated datasets; serve with its default settings, one client, from when it has its image. Cold: Cache-Control: no-cache, median of ${rounds(run.quick)} after the first two, by which the engine has its counts; first: the very first. Repeated: the same request again, median of 100. Bare: the query in an oxigraph.Store of its own process, default graph the union, results as text, median of ${rounds(run.quick)}.`,
        `The aim of 1.15 is for queries that take a bare store ${long} ms or more; below, the way over HTTP is what is measured.`,
      ],
    };
  });
}

interface ServedTimes {
  /** Milliseconds. */
  readonly first: number;
  readonly cold: number;
  readonly repeated: number;
  readonly bytes: number;
}

function rounds(quick: boolean): number {
  return quick ? 3 : 5;
}

async function serve(
  client: HttpClient,
  origin: string,
  { name, text, accept }: BenchQuery,
  quick: boolean,
): Promise<ServedTimes> {
  const address = `${origin}sparql?${new URLSearchParams({ query: text })}`;
  let bytes = 0;
  const ask = async (headers: Record<string, string>): Promise<number> => {
    const answer = await client.get(address, { accept, ...headers });
    if (answer.status !== 200)
      throw new Error(`${name} answered ${answer.status}: ${answer.body.slice(0, 500)}`);
    bytes = answer.bytes;
    return answer.milliseconds;
  };
  const times = async (count: number, headers: Record<string, string>): Promise<number[]> => {
    const taken: number[] = [];
    while (taken.length < count) taken.push(await ask(headers));
    return taken;
  };
  const cold = await times(rounds(quick) + 2, { 'cache-control': 'no-cache' });
  await ask({});
  const repeated = await times(quick ? 10 : 100, {});
  return { first: cold[0] ?? 0, cold: median(cold.slice(2)), repeated: median(repeated), bytes };
}

async function askBare(
  run: Run,
  { folder, processes }: Workspace,
  data: string,
  set: readonly BenchQuery[],
): Promise<Record<string, BareTime>> {
  run.say('the same in a bare store');
  const file = join(folder, 'catalogue.nq');
  const dump = processes.script(new URL('./engine-load.ts', import.meta.url), 'dump', data, file);
  if ((await dump.end()) !== 0) throw new Error(`The dump failed:\n${dump.output.slice(-2000)}`);
  const list = join(folder, 'queries.json');
  writeFileSync(list, JSON.stringify(set));
  const script = new URL('./bare-queries.ts', import.meta.url);
  const process = processes.script(script, file, list, String(rounds(run.quick)));
  if ((await process.end()) !== 0) throw new Error(`The bare store failed:\n${process.output.slice(-2000)}`);
  return JSON.parse(process.output) as Record<string, BareTime>;
}

function figuresOf(name: string, served: ServedTimes | undefined, bare: BareTime | undefined): Figure[] {
  if (!served || !bare) throw new Error(`${name} was not measured.`);
  const { first, cold, repeated, bytes } = served;
  const isAimedAt = bare.milliseconds >= long && bytes < smallAnswer;
  const note = `cold ${formatNumber(cold)} ms, bare ${formatNumber(bare.milliseconds)} ms, first ${formatNumber(first)} ms, ${bytes.toLocaleString('en')} bytes`;
  return [
    {
      name: `${name}: cold / bare`,
      value: cold / bare.milliseconds,
      unit: '×',
      note,
      ...(isAimedAt && { aim: { at: 'most', value: 1.15 } }),
    },
    { name: `${name}: repeated`, value: repeated, unit: 'ms', aim: { at: 'most', value: 1 } },
  ];
}
