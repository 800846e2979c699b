import type { Quad } from 'oxigraph';
import { rdf } from '../vocabulary/terms.ts';
import type { EngineSummary } from './query-engine.ts';

/** Statements by predicate IRI, and by the type that they state (an object in N-Triples form). */
export interface StatementCounts {
  readonly properties: ReadonlyMap<string, number>;
  readonly types: ReadonlyMap<string, number>;
}

interface StatisticsState {
  readonly properties: ReadonlyMap<string, number>;
  readonly types: ReadonlyMap<string, number>;
  readonly quads: number;
  readonly plain: boolean;
}

/** Form of {@link QuadStatistics.state}: to be raised with every change of it, so that an older one is not taken for it. */
export const statisticsForm = 1;

/** Counts what a store holds, kept with every change. */
export class QuadStatistics implements StatementCounts {
  #properties = new Map<string, number>();
  #types = new Map<string, number>();
  #quads = 0;
  #plain = true;

  get properties(): ReadonlyMap<string, number> {
    return this.#properties;
  }

  get types(): ReadonlyMap<string, number> {
    return this.#types;
  }

  get quads(): number {
    return this.#quads;
  }

  /** Whether all lines were written as canonical N-Quads are; else a count may be wrong though the sum is right. */
  get isPlain(): boolean {
    return this.#plain;
  }

  /** Whole lines of N-Quads that the store did not hold before. */
  add(nquads: string): void {
    for (let start = 0; start < nquads.length; ) {
      const end = nquads.indexOf('\n', start);
      this.#countLine(nquads.slice(start, end === -1 ? nquads.length : end));
      start = end === -1 ? nquads.length : end + 1;
    }
  }

  addQuad(quad: Quad): void {
    this.#countQuad(quad, 1);
  }

  remove(quad: Quad): void {
    this.#countQuad(quad, -1);
  }

  /** Begins again with counts that the store itself gave. */
  restart({ properties, types }: StatementCounts): void {
    this.#properties = new Map(properties);
    this.#types = new Map(types);
    this.#plain = true;
    this.#quads = 0;
    for (const statements of properties.values()) this.#quads += statements;
  }

  /** Plain data (structured clone), from which {@link restore} makes the same counts. */
  state(): StatisticsState {
    return {
      properties: this.#properties,
      types: this.#types,
      quads: this.#quads,
      plain: this.#plain,
    };
  }

  /** @param state what {@link state} gave, of the same {@link statisticsForm} */
  restore(state: unknown): void {
    if (!isState(state)) throw new Error('these are no counts of this form');
    this.#properties = new Map(state.properties);
    this.#types = new Map(state.types);
    this.#quads = state.quads;
    this.#plain = state.plain;
  }

  summary(): EngineSummary {
    const classes = [...this.#types].flatMap(([type, statements]): [string, number][] =>
      type.startsWith('<') && !type.startsWith('<<') ? [[type.slice(1, -1), statements]] : [],
    );
    return { quads: this.#quads, classes: ranked(classes), properties: ranked(this.#properties) };
  }

  /** Reads lines as canonical N-Quads have them; another way of writing makes the counts doubtful. */
  #countLine(line: string): void {
    const predicateAt = line.indexOf(' ') + 2;
    const predicateEnd = line.indexOf('>', predicateAt);
    if (predicateEnd === -1 || line.indexOf('<', 1) !== predicateAt - 1) {
      this.#plain = false;
      return;
    }
    const predicate = line.slice(predicateAt, predicateEnd);
    if (predicate.includes('\\')) this.#plain = false;
    this.#quads += 1;
    count(this.#properties, predicate, 1);
    if (predicate !== rdf.type) return;
    const type = line.slice(predicateEnd + 2, line.indexOf('>', predicateEnd + 1) + 1);
    if (!/^<[^<>\\]*>$/.test(type)) this.#plain = false;
    count(this.#types, type, 1);
  }

  #countQuad(quad: Quad, change: 1 | -1): void {
    this.#quads += change;
    count(this.#properties, quad.predicate.value, change);
    if (quad.predicate.value === rdf.type) count(this.#types, quad.object.toString(), change);
  }
}

function isState(state: unknown): state is StatisticsState {
  if (typeof state !== 'object' || state === null) return false;
  const { properties, types, quads, plain } = { ...state } as Partial<Record<keyof StatisticsState, unknown>>;
  return (
    properties instanceof Map &&
    types instanceof Map &&
    typeof quads === 'number' &&
    typeof plain === 'boolean'
  );
}

function count(counts: Map<string, number>, key: string, change: number): void {
  const now = (counts.get(key) ?? 0) + change;
  if (now === 0) counts.delete(key);
  else counts.set(key, now);
}

function ranked(counts: Iterable<[string, number]>): { iri: string; statements: number }[] {
  return [...counts]
    .map(([iri, statements]) => ({ iri, statements }))
    .sort((a, b) => b.statements - a.statements || (a.iri < b.iri ? -1 : 1));
}
