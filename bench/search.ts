import type { Figure, Report, Run } from './figures.ts';
import { fillStore } from './filled-store.ts';
import { HttpClient } from './http-client.ts';
import { restingMemory, startPortal, untilSparql } from './portal.ts';
import { Random } from './random.ts';
import { hindiSubjects, places, subjects } from './records/words.ts';
import { median, percentile } from './statistics.ts';
import { formatNumber } from './table.ts';
import { inWorkspace, type Workspace } from './workspace.ts';

/** A kind of search, and the parameters of some of it. */
interface QueryKind {
  readonly name: string;
  readonly make: (random: Random) => Readonly<Record<string, string>>;
}

const typos = ['rainfal', 'enrolmnet', 'foodgrians', 'irigation', 'passneger', 'vegetabels'] as const;
const common = ['district', 'wise', 'table', 'data', 'station', 'state'] as const;
const firstWord = (text: string) => text.split(' ')[0] ?? '';

function queryKinds(datasets: number): readonly QueryKind[] {
  const facets = (random: Random) => ({
    place: random.pick(places)[1],
    year: String(random.whole(2000, 2020)),
  });
  return [
    { name: 'a rare word', make: (random) => ({ q: String(random.whole(1, datasets)) }) },
    { name: 'a common word', make: (random) => ({ q: random.pick(common) }) },
    {
      name: 'two words',
      make: (random) => ({ q: `${firstWord(random.pick(subjects))} ${random.pick(places)[0]}` }),
    },
    {
      name: 'a question of many words',
      make: (random) => ({
        q: `district wise ${random.pick(subjects)} in ${random.pick(places)[0]} for ${random.whole(1996, 2024)}`,
      }),
    },
    {
      name: 'the beginning of a word',
      make: (random) => ({ q: firstWord(random.pick(subjects)).slice(0, 4) }),
    },
    { name: 'a slip', make: (random) => ({ q: random.pick(typos) }) },
    { name: 'Hindi', make: (random) => ({ q: random.pick(hindiSubjects) }) },
    { name: 'facets only', make: facets },
    {
      name: 'a word and facets',
      make: (random) => ({ q: firstWord(random.pick(subjects)), ...facets(random) }),
    },
    { name: 'everything, newest first', make: () => ({}) },
  ];
}

/** Searches over HTTP in a large catalogue, beside the same words asked of the query engine with CONTAINS. */
export async function search(run: Run): Promise<Report> {
  const datasets = run.quick ? 500 : 100_000;
  return inWorkspace(async (workspace) => {
    const { folder, samples } = await fillStore(run, workspace, datasets);
    // Without its cache every search is answered by the index.
    const started = performance.now();
    const portal = await startPortal(workspace.processes, folder, samples[0] ?? '', '--cache-bytes', '0');
    const [, build = '0'] = await portal.process.says(/Search ready: \d+ records in (\d+) ms/, 180_000);
    const found = (performance.now() - started) / 1000;
    await untilSparql(portal, started);
    const memory = await restingMemory(portal);
    const client = new HttpClient();
    const times = await measure(run, client, portal.origin, datasets);
    const scan = await scanTitles(run, client, portal.origin);
    client.close();
    await portal.process.stop();
    const index = await indexAlone(run, workspace, folder);
    const all = [...times.values()].flat();
    const p50 = percentile(all, 0.5);
    return {
      figures: [
        { name: 'index made, beside the engine that loads', value: Number(build) / 1000, unit: 's' },
        {
          name: 'first search after start',
          value: found,
          unit: 's',
          note: `the first document after ${formatNumber(portal.firstDocument)} s`,
        },
        { name: 'index made, alone', value: index.seconds, unit: 's' },
        {
          name: 'index in memory',
          value: index.bytes / 2 ** 20,
          unit: 'MiB',
          note: `${index.terms.toLocaleString('en')} words`,
        },
        ...(memory ? [{ name: 'serve: private memory', value: memory.own / 2 ** 20, unit: 'MiB' }] : []),
        {
          name: 'all searches, p50',
          value: p50,
          unit: 'ms',
          aim: { at: 'most', value: 30 },
          note: `p99 ${formatNumber(percentile(all, 0.99))} ms`,
        },
        ...[...times].map(
          ([name, taken]): Figure => ({
            name: `${name}, p50`,
            value: percentile(taken, 0.5),
            unit: 'ms',
            note: `p99 ${formatNumber(percentile(taken, 0.99))} ms`,
          }),
        ),
        { name: 'SPARQL: titles that contain a word', value: scan, unit: 'ms' },
        { name: 'that / all searches, p50', value: scan / p50, unit: '×' },
      ],
      notes: [
        `${datasets.toLocaleString('en')} generated datasets; JSON of 20 results with the counts of all ten facets, over loopback, one client, --cache-bytes 0. The SPARQL query filters titles with CONTAINS, LIMIT 20, Cache-Control: no-cache, and counts nothing.`,
      ],
    };
  });
}

async function measure(
  run: Run,
  client: HttpClient,
  origin: string,
  datasets: number,
): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>();
  const random = new Random(run.seed);
  const kinds = queryKinds(datasets);
  for (let round = 0; round < (run.quick ? 3 : 30); round++) {
    if (round % 10 === 0) run.say(`searches, round ${round}`);
    for (const { name, make } of kinds) {
      const taken = times.get(name) ?? [];
      times.set(name, taken);
      const first = await ask(client, `${origin}search.json?${new URLSearchParams(make(random))}`);
      if (round > 0) taken.push(first.milliseconds);
    }
    await deepPage(client, origin, random, round, times);
  }
  return times;
}

/** The page after the last one that was asked for. */
async function deepPage(
  client: HttpClient,
  origin: string,
  random: Random,
  round: number,
  times: Map<string, number[]>,
): Promise<void> {
  const name = 'a deep page';
  const taken = times.get(name) ?? [];
  times.set(name, taken);
  let address = `${origin}search.json?${new URLSearchParams({ q: random.pick(common), size: '100' })}`;
  for (let page = 0; page < 4; page++) {
    const { milliseconds, body } = await ask(client, address);
    if (round > 0 && page === 3) taken.push(milliseconds);
    const { next } = JSON.parse(body) as { next?: string };
    if (next === undefined) return;
    address = origin + next.slice(new URL(next).origin.length + 1);
  }
}

async function ask(client: HttpClient, address: string) {
  const answer = await client.get(address, { accept: 'application/json' });
  if (answer.status !== 200)
    throw new Error(`${address} answered ${answer.status}: ${answer.body.slice(0, 300)}`);
  return answer;
}

/** Milliseconds, the median of several words. */
async function scanTitles(run: Run, client: HttpClient, origin: string): Promise<number> {
  run.say('titles that contain a word, by SPARQL');
  const taken: number[] = [];
  for (const subject of subjects.slice(0, run.quick ? 2 : 6)) {
    // Of the last words of titles there are few, so that the limit does not end the scan early.
    const text = `${firstWord(subject).toLowerCase()} in kerala for 2011`;
    const query = `PREFIX dct: <http://purl.org/dc/terms/> SELECT ?s ?t { ?s dct:title ?t FILTER(CONTAINS(LCASE(?t), "${text}")) } LIMIT 20`;
    const answer = await client.get(`${origin}sparql?${new URLSearchParams({ query })}`, {
      accept: 'application/sparql-results+json',
      'cache-control': 'no-cache',
    });
    if (answer.status !== 200)
      throw new Error(`SPARQL answered ${answer.status}: ${answer.body.slice(0, 300)}`);
    taken.push(answer.milliseconds);
  }
  return median(taken);
}

interface IndexAlone {
  readonly seconds: number;
  readonly bytes: number;
  readonly terms: number;
}

async function indexAlone(run: Run, { processes }: Workspace, folder: string): Promise<IndexAlone> {
  run.say('the index alone');
  const process = processes.script(new URL('./search-index.ts', import.meta.url), folder);
  if ((await process.end()) !== 0)
    throw new Error(`The index could not be made:\n${process.output.slice(-2000)}`);
  return JSON.parse(process.output) as IndexAlone;
}
