import { LRUCache } from 'lru-cache';
import type { TableSpec } from './aggregate-table.ts';
import { countsOf } from './counter-shape.ts';
import { KeptCounts, nameOf, type ReadRows } from './kept-counts.ts';
import { type ChangedSubjects, KeptViews, type ViewLimits, viewLimits } from './kept-views.ts';
import { LeadingValues } from './leading-values.ts';
import type { StatementCounts } from './quad-statistics.ts';
import { planQuery, type QueryPlan } from './query-plan.ts';
import { isPlainIri } from './term-text.ts';

export interface FastLimits extends ViewLimits {
  /** Quads below which every query is quick enough as it is written. */
  readonly fewQuads: number;
  /** Groups of one table. */
  readonly mostGroups: number;
  /** Rows of which the leading values are kept. */
  readonly leadingRows: number;
  /** Different values of a property that a filter is tried on, and that may pass it. */
  readonly mostTried: number;
  readonly mostPassing: number;
}

export const fastLimits: FastLimits = {
  ...viewLimits,
  fewQuads: 20_000,
  mostGroups: 20_000,
  leadingRows: 2_000,
  mostTried: 5_000,
  mostPassing: 500,
};

/** What the store tells of itself. */
export interface StoreFacts {
  readonly rows: ReadRows;
  readonly size: () => number;
  /** Exact counts of statements. */
  readonly counts: () => StatementCounts;
}

/**
 * Finds another text for a query, with the same solutions, that the engine answers faster: over a VALUES block made from
 * counts that are kept, or with one that lets it look up instead of scanning. Which ways pay was measured:
 * docs/decisions/0011. The engine evaluates and serialises whatever comes out.
 */
export class FastAnswers {
  readonly #facts: StoreFacts;
  readonly #limits: FastLimits;
  readonly #views: KeptViews;
  readonly #plans = new LRUCache<string, QueryPlan>({ max: 500 });
  /** Milliseconds that slow queries took as they are written. */
  readonly #slow = new LRUCache<string, number>({ max: 500 });

  constructor(facts: StoreFacts, limits: FastLimits = fastLimits) {
    this.#facts = facts;
    this.#limits = limits;
    this.#views = new KeptViews(limits);
  }

  /** Whether changes have to be told. */
  get followsChanges(): boolean {
    return !this.#views.isEmpty;
  }

  /** @returns `undefined` where the query is to be run as it is written */
  textFor(query: string): string | undefined {
    if (this.#facts.size() < this.#limits.fewQuads) return undefined;
    const plan = this.#planOf(query);
    switch (plan.type) {
      case 'as-written':
        return undefined;
      case 'text':
        return this.#slow.has(query) ? plan.text : undefined;
      case 'table':
        return joined(plan.pieces, this.#tableRows(plan.table));
      case 'leading':
        return this.#leading(plan);
      case 'matching':
        return joined(plan.pieces, this.#matchingRows(plan));
    }
  }

  /** The query was run as it is written. */
  ranAsWritten(query: string, milliseconds: number): void {
    if (this.#facts.size() < this.#limits.fewQuads) return;
    const plan = this.#planOf(query);
    if (plan.type !== 'as-written' && milliseconds >= this.#limits.slow) this.#slow.set(query, milliseconds);
    if (plan.type === 'table') this.#views.ranWithout(plan.table.columns.map(nameOf), milliseconds);
    if (plan.type === 'leading') this.#views.ranWithout([leadingName(plan)], milliseconds);
    if (plan.type === 'matching') this.#views.ranWithout([nameOf(plan.spec)], milliseconds);
  }

  /** The text that {@link textFor} gave was run. Where that took longer than the query itself, it is not used again. */
  ranOtherwise(query: string, milliseconds: number): void {
    const { type } = this.#planOf(query);
    const written = this.#slow.get(query) ?? Number.POSITIVE_INFINITY;
    if ((type === 'text' || type === 'matching') && milliseconds > written) this.failed(query);
  }

  /** The text that {@link textFor} gave was not taken by the engine. */
  failed(query: string): void {
    this.#plans.set(query, { type: 'as-written' });
  }

  beforeChange(changed: ChangedSubjects | undefined): void {
    if (this.followsChanges) this.#views.beforeChange(changed, this.#facts.rows);
  }

  afterChange(): void {
    this.#views.afterChange(this.#facts.rows);
  }

  #planOf(query: string): QueryPlan {
    const known = this.#plans.get(query);
    if (known) return known;
    const plan = planQuery(query);
    this.#plans.set(query, plan);
    return plan;
  }

  #tableRows({ columns, measures, counters }: TableSpec): string[] | undefined {
    if (counters) {
      const counts = countsOf(counters, this.#facts.counts(), this.#facts.size());
      if (counts.length > this.#limits.mostGroups || !counts.every(([key]) => isWritable(key)))
        return undefined;
      return counts.map(([key, count]) =>
        row(
          key,
          measures.map(() => count),
        ),
      );
    }
    const tables: ReadonlyMap<string, number>[] = [];
    for (const spec of columns) {
      const ask = () => KeptCounts.ask(spec, this.#facts.rows, this.#limits.mostGroups);
      const kept = this.#views.get(nameOf(spec), ask);
      if (!kept) return undefined;
      tables.push(kept.counts);
    }
    if (columns[0]?.keys.length === 0)
      return [
        row(
          '',
          tables.map((counts) => counts.get('') ?? 0),
        ),
      ];
    const keys = [...(tables[0]?.keys() ?? [])];
    return keys.map((key) =>
      row(
        key,
        measures.map((_, index) => tables[index]?.get(key) ?? 0),
      ),
    );
  }

  #leading(plan: QueryPlan & { type: 'leading' }): string | undefined {
    const { spec, limit, offset, pieces } = plan;
    const name = leadingName(plan);
    const ask = () => LeadingValues.ask(spec, this.#facts.rows, this.#limits.leadingRows);
    const kept = this.#views.get(name, ask);
    if (!kept) return undefined;
    for (let solutions = limit + offset; ; solutions *= 8) {
      const first = kept.first(solutions);
      const text =
        first &&
        joined(
          pieces,
          first.texts.map((value) => row(value, [])),
        );
      if (!first || text === undefined) break;
      if (first.all || this.#facts.rows(text).length >= limit) return text;
    }
    this.#views.refuse(name);
    return undefined;
  }

  #matchingRows({ spec, filter }: QueryPlan & { type: 'matching' }): string[] | undefined {
    const name = nameOf(spec);
    const { rows } = this.#facts;
    const kept = this.#views.get(name, () => KeptCounts.ask(spec, rows, this.#limits.mostTried));
    if (!kept) return undefined;
    const [variable] = spec.keys;
    const values = [...kept.counts.keys()].map((value, index) => `(${value} ${index})`);
    const tried = rows(
      `${spec.prologue}SELECT ?fivestar_place WHERE { VALUES (?${variable} ?fivestar_place) { ${values.join(' ')} } ${filter} }`,
    );
    if (tried.length > this.#limits.mostPassing || kept.counts.has(nothing)) return undefined;
    // Over an empty VALUES block the engine gives an aggregate no row at all.
    if (tried.length === 0) return [row(nothing, [])];
    const texts = [...kept.counts.keys()];
    return tried.map((found) => row(texts[Number(found.get('fivestar_place')?.value)] ?? '', []));
  }
}

/** A term that no statement holds. */
const nothing = '<fivestar:nothing>';

/** No key, or an IRI in SPARQL's syntax. */
function isWritable(key: string): boolean {
  return key === '' || (key.startsWith('<') && isPlainIri(key.slice(1, -1)));
}

function row(key: string, counts: readonly number[]): string {
  return `(${[key, ...counts].filter((cell) => cell !== '').join(' ')})`;
}

function joined(pieces: readonly string[], rows: readonly string[] | undefined): string | undefined {
  return rows && `${pieces[0]}${rows.join('\n')}${pieces[1]}`;
}

function leadingName({ spec }: QueryPlan & { type: 'leading' }): string {
  return `${spec.descending ? 'last' : 'first'}\n${nameOf(spec)}`;
}
