/**
 * The yardstick of the queries section: the same queries in an `oxigraph.Store` of this process, results as text.
 * Arguments: N-Quads file, JSON file of queries, rounds. Prints {@link BareTime}s by name as JSON.
 */
import { readFileSync } from 'node:fs';
import oxigraph from 'oxigraph';
import type { BenchQuery } from './query-set.ts';
import { median } from './statistics.ts';
import { wholeLines } from './whole-lines.ts';

export interface BareTime {
  /** Median. */
  readonly milliseconds: number;
  /** Characters of the answer. */
  readonly length: number;
}

const [file = '', queriesFile = '', rounds = ''] = process.argv.slice(2);
const store = new oxigraph.Store();
for await (const piece of wholeLines(file))
  store.load(piece, { format: 'application/n-quads', no_transaction: true, lenient: true });

const times: Record<string, BareTime> = {};
for (const { name, text, accept } of JSON.parse(readFileSync(queriesFile, 'utf8')) as BenchQuery[]) {
  const taken: number[] = [];
  let length = 0;
  for (let round = 0; round < Number(rounds); round++) {
    const started = performance.now();
    const answer = store.query(text, { use_default_graph_as_union: true, results_format: accept });
    taken.push(performance.now() - started);
    length = typeof answer === 'string' ? answer.length : 0;
  }
  times[name] = { milliseconds: median(taken), length };
}
process.stdout.write(JSON.stringify(times));
