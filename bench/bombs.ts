import type { Figure, Report, Run } from './figures.ts';
import { fillStore } from './filled-store.ts';
import { HttpClient } from './http-client.ts';
import { onThisPortal, startPortal, untilSettled, untilSparql } from './portal.ts';
import { percentile } from './statistics.ts';
import { inWorkspace } from './workspace.ts';

/** Queries that no engine can answer in time. */
const bombs = [
  'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }',
  'SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f ?a',
  'SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY DESC(STR(?o)) ?p ?s',
  'SELECT (COUNT(*) AS ?n) { ?a (<http://www.w3.org/ns/dcat#dataset>|^<http://www.w3.org/ns/dcat#dataset>|<http://purl.org/dc/terms/publisher>|^<http://purl.org/dc/terms/publisher>)+ ?b }',
  'SELECT (GROUP_CONCAT(CONCAT(STR(?o), STR(?y))) AS ?all) { ?s ?p ?o . ?x ?p ?y }',
];
const clients = 8;
const results = 'application/sparql-results+json';

/** Simple queries and dereferencing while 8 clients fire query bombs, against the same without. */
export async function bombsSection(run: Run): Promise<Report> {
  const datasets = run.quick ? 500 : 100_000;
  const seconds = run.quick ? 2 : 30;
  return inWorkspace(async (workspace) => {
    const { folder, samples } = await fillStore(run, workspace, datasets);
    const options = ['--replicas', '2'];
    const portal = await startPortal(workspace.processes, folder, samples[0] ?? '', ...options);
    await untilSparql(portal, performance.now());
    await untilSettled(portal, 2);
    const documents = samples.slice(0, 200).map((iri) => onThisPortal(portal.origin, iri));
    const simple = samples.slice(0, 200).map((iri) => {
      const query = `SELECT ?p ?o { <${iri}> ?p ?o }`;
      return `${portal.origin}sparql?${new URLSearchParams({ query })}`;
    });
    const measure = async () => {
      const end = performance.now() + seconds * 1000;
      const [queries, dereferences] = await Promise.all([
        drive(simple, { accept: results, 'cache-control': 'no-cache' }, end, 5),
        drive(documents, { accept: 'text/turtle' }, end, 5),
      ]);
      return { queries, dereferences };
    };
    run.say(`${seconds} s without bombs`);
    const calm = await measure();
    run.say(`${seconds} s with bombs`);
    const attack = new AbortController();
    const attackers = Array.from({ length: clients }, (_, index) =>
      fire(portal.origin, index, attack.signal),
    );
    const stormy = await measure();
    attack.abort();
    const blasts = (await Promise.all(attackers)).flat();
    return {
      figures: [
        ...figuresOf('simple query', calm.queries, stormy.queries),
        ...figuresOf('document', calm.dereferences, stormy.dereferences),
        { name: 'bombs answered', value: blasts.length, unit: 'requests', note: statuses(blasts) },
      ],
      notes: [
        `${datasets.toLocaleString('en')} generated datasets, serve --replicas 2, ${clients} clients that fire bombs one after the other (timeout=2000), ${seconds} s each; beside them one client with simple queries (no-cache) and one with documents, 200 requests a second at most.`,
      ],
    };
  });
}

interface Outcome {
  readonly status: number;
  readonly milliseconds: number;
}

/** Asks in turn until `end` (by `performance.now()`), with `pause` milliseconds between. */
async function drive(
  addresses: readonly string[],
  headers: Record<string, string>,
  end: number,
  pause: number,
): Promise<Outcome[]> {
  const client = new HttpClient();
  const outcomes: Outcome[] = [];
  for (let next = 0; performance.now() < end; next++) {
    const { status, milliseconds } = await client.get(addresses[next % addresses.length] ?? '', headers);
    outcomes.push({ status, milliseconds });
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  client.close();
  return outcomes;
}

/** Every bomb is another query: what is known of one says nothing of the next. */
async function fire(origin: string, client: number, signal: AbortSignal): Promise<Outcome[]> {
  const address = (next: number) => {
    const bomb = bombs[(next + client) % bombs.length] ?? '';
    const query = bomb.replace(/\}(?=[^}]*$)/, `VALUES ?bomb { "${client}-${next}" } }`);
    return `${origin}sparql?${new URLSearchParams({ query, timeout: '2000' })}`;
  };
  return bombard(address, signal);
}

async function bombard(address: (next: number) => string, signal: AbortSignal): Promise<Outcome[]> {
  const client = new HttpClient();
  const outcomes: Outcome[] = [];
  for (let next = 0; !signal.aborted; next++) {
    const { status, milliseconds } = await client.get(address(next), { accept: results });
    outcomes.push({ status, milliseconds });
    // A client that is told to come back later does, after a moment.
    if (status === 503) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  client.close();
  return outcomes;
}

function figuresOf(what: string, calm: readonly Outcome[], stormy: readonly Outcome[]): Figure[] {
  return [['without bombs', calm] as const, ['with bombs', stormy] as const].flatMap(
    ([when, outcomes]): Figure[] => {
      const answered = outcomes
        .filter(({ status }) => status === 200)
        .map(({ milliseconds }) => milliseconds);
      if (answered.length === 0)
        return [{ name: `${what}, ${when}: answered`, value: 0, unit: 'requests', note: statuses(outcomes) }];
      return [
        { name: `${what}, ${when}: p50`, value: percentile(answered, 0.5), unit: 'ms' },
        { name: `${what}, ${when}: p99`, value: percentile(answered, 0.99), unit: 'ms' },
        {
          name: `${what}, ${when}: failed`,
          value: outcomes.length - answered.length,
          unit: 'requests',
          note: statuses(outcomes),
        },
      ];
    },
  );
}

/** E.g. `200: 31, 504: 2`; status 0 is a connection that broke. */
function statuses(outcomes: readonly Outcome[]): string {
  const counts = new Map<number, number>();
  for (const { status } of outcomes) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${status}: ${count}`).join(', ');
}
