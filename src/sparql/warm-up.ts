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
