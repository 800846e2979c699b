import { namespace } from './namespace.ts';

/**
 * The project's own terms for what is harvested, published under the portal's base (`{base}def/harvest#…`);
 * `ontologies/harvest.ttl` defines the same ones.
 */
export function harvestTerms(base: string) {
  return namespace(harvestNamespace(base), [
    'Source',
    'Run',
    'sourceType',
    'schedule',
    'nextRun',
    'run',
    'waitingRun',
    'failedRuns',
    'publishedRecords',
    'trigger',
    'outcome',
    'coverage',
    'failureCode',
    'failureMessage',
    'refusals',
    'refusedRecord',
    'place',
    'read',
    'created',
    'updated',
    'unchanged',
    'refused',
    'withdrawn',
    'held',
    'ignored',
    'requests',
    'bytes',
  ]);
}

export function harvestNamespace(base: string): string {
  return `${base}def/harvest#`;
}
