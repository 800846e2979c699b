import { Failure } from '../model/failure.ts';
import type { EnginePool } from './engine-pool.ts';
import { looksExpensive } from './expensive.ts';
import type { LocalAnswer, LocalQuery } from './federation/federation-messages.ts';
import { fingerprintOf, normaliseQuery } from './normalise-query.ts';
import { queryForm } from './query-form.ts';
import type { SparqlLimits } from './sparql-service.ts';

/** All federated queries are one client: together they take no more than a single one's turns. */
const client = 'federation';

/** Answers what a federated query asks of the portal's own data, with the caps of any query. */
export async function askPool(
  pool: EnginePool,
  { query, mediaType, defaultGraphs, namedGraphs }: LocalQuery,
  { base, limits }: { base: string; limits: SparqlLimits },
): Promise<LocalAnswer> {
  const form = queryForm(query);
  if (!form) throw new Failure('query-malformed', 'The federation asked no query.');
  const engineQuery = {
    query,
    mediaType,
    form,
    base,
    limits: { rows: limits.maxRows, bytes: limits.maxBytes },
    ...(defaultGraphs && { defaultGraphs }),
    ...(namedGraphs && { namedGraphs }),
  };
  const { body } = await pool.query(engineQuery, {
    client,
    timeout: limits.queryTimeout,
    fingerprint: fingerprintOf(normaliseQuery(query), [defaultGraphs, namedGraphs]),
    expensive: () => looksExpensive(query),
  });
  return { body, mediaType };
}
