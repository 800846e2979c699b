import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineReplica } from '../engine/query-engine.ts';
import { prefixes } from '../vocabulary/prefixes.ts';

const declarations = (['dcat', 'dct', 'skos'] as const)
  .map((prefix) => `PREFIX ${prefix}: <${prefixes[prefix]}>`)
  .join('\n');

/** What catalogues are counted by: the property of a dataset, or a path to it. */
const facets = [
  'dcat:theme',
  'dct:publisher',
  'dct:license',
  'dcat:keyword',
  'dct:accrualPeriodicity',
  'dct:spatial',
  'dct:language',
  'dct:accessRights',
  'dcat:distribution/dct:format',
  'dcat:distribution/dcat:mediaType',
  'dcat:distribution/dct:license',
];
const orders = ['dct:modified', 'dct:issued'];

const counted = facets.map(
  (path) =>
    `SELECT ?value (COUNT(DISTINCT ?dataset) AS ?datasets) WHERE { ?dataset a dcat:Dataset ; ${path} ?value } GROUP BY ?value`,
);
const counts = facets
  .filter((path) => !path.includes('/'))
  .map(
    (path) =>
      `SELECT ?value (COUNT(?dataset) AS ?datasets) WHERE { ?dataset a dcat:Dataset ; ${path} ?value } GROUP BY ?value`,
  );
const newest = orders.map(
  (property) =>
    `SELECT ?dataset ?title WHERE { ?dataset a dcat:Dataset ; ${property} ?date ; dct:title ?title } ORDER BY DESC(?date) LIMIT 20`,
);

/**
 * The questions that every catalogue is asked: datasets by what they are counted by, and the newest. A replica that is
 * new asks itself these while it has nothing else to do, so that its counters (decision 11) are there when people ask.
 */
export const warmUpQueries: readonly string[] = [...counts, ...newest, ...counted].map(
  (query) => `${declarations}\n${query}`,
);

/** Records below which every question is quick anyway. */
const worthwhile = 10_000;
/** Milliseconds that one question may take; after one that takes longer no more are asked. */
const patience = 20_000;
/** Milliseconds between looks whether people ask. */
const pause = 50;

export interface WarmUp {
  readonly replica: EngineReplica;
  readonly base: string;
  /** Records that the replica holds. */
  readonly records: number;
  /** Whether nobody else asks now. */
  readonly idle: () => boolean;
  readonly stopped: () => boolean;
}

/** Asks a replica {@link warmUpQueries}, each twice (a count that comes again is kept), whenever it has nothing else to do. */
export async function warmUp({ replica, base, records, idle, stopped }: WarmUp): Promise<void> {
  if (records < worthwhile) return;
  for (const query of warmUpQueries.flatMap((one) => [one, one])) {
    while (!idle() && !stopped()) await sleep(pause, undefined, { ref: false });
    if (stopped()) return;
    const limits = { rows: Number.MAX_SAFE_INTEGER, bytes: Number.MAX_SAFE_INTEGER };
    const began = performance.now();
    await replica.query({ query, base, limits, form: 'SELECT', mediaType: 'text/csv' }, patience * 3);
    if (performance.now() - began > patience) return;
  }
}
