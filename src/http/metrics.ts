import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { SparqlService } from '../sparql/sparql-service.ts';
import type { RecordReader } from '../store/record-store.ts';

/** Seconds that bound the buckets of query times. */
const buckets = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 30, 120];

/** What the portal tells of itself to Prometheus. Gauges are read when they are asked for. */
export class Metrics {
  readonly contentType: string;
  readonly #registry = new Registry();
  readonly #requests: Counter<'status'>;
  readonly #seconds: Histogram;

  constructor({ sparql, store }: { sparql: SparqlService; store: RecordReader }) {
    this.contentType = this.#registry.contentType;
    const registers = [this.#registry];
    this.#requests = new Counter({
      name: 'fivestar_sparql_requests_total',
      help: 'Requests to /sparql by status.',
      labelNames: ['status'],
      registers,
    });
    this.#seconds = new Histogram({
      name: 'fivestar_sparql_seconds',
      help: 'Time of requests to /sparql until the last byte was handed over.',
      buckets,
      registers,
    });
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        name: `fivestar_${name}`,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    gauge('records', 'Records that are published.', () => store.count());
    gauge('store_sequence', 'Last commit of the record store.', () => store.sequence());
    gauge('engine_sequence', 'Commit that queries see.', () => sparql.state().sequence);
    gauge('engine_replicas', 'Replicas of the query engine.', () => sparql.state().replicas);
    gauge('engine_replicas_ready', 'Replicas that answer.', () => sparql.state().readyReplicas);
    gauge('engine_queries_running', 'Queries that run.', () => sparql.state().running);
    gauge('engine_queries_waiting', 'Queries that wait for a replica.', () => sparql.state().queued);
    gauge(
      'engine_replacements',
      'Replicas that were replaced since the start.',
      () => sparql.state().replacements,
    );
    gauge('answers_kept', 'Answers in the cache.', () => sparql.cacheState().answers);
    gauge('answers_kept_bytes', 'Bytes of the answers in the cache.', () => sparql.cacheState().bytes);
    gauge(
      'answers_reused',
      'Requests answered from the cache since the start.',
      () => sparql.cacheState().reused,
    );
    gauge('resident_bytes', 'Resident memory of the process.', () => process.memoryUsage.rss());
  }

  /** One request to `/sparql`. @param seconds until its end */
  observe(status: number, seconds: number): void {
    this.#requests.inc({ status: String(status) });
    this.#seconds.observe(seconds);
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
