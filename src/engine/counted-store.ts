import type { Quad, Store, Term } from 'oxigraph';
import { rdf } from '../vocabulary/terms.ts';
import { FastAnswers, type FastLimits } from './fast-answers.ts';
import { forgetEmptyGraph } from './forget-empty-graph.ts';
import type { Oxigraph } from './instantiation.ts';
import { isTrap } from './is-trap.ts';
import type { ChangedSubjects } from './kept-views.ts';
import { isOneQuadALine } from './one-quad-a-line.ts';
import { QuadStatistics, type StatementCounts } from './quad-statistics.ts';
import type { EngineSummary, GraphContent } from './query-engine.ts';
import { isPlainIri, startOf } from './term-text.ts';

const load = { format: 'application/n-quads', no_transaction: true, lenient: true } as const;

/** A store that keeps counts of what it holds, and answers queries over the union of all graphs from them where it can. */
export class CountedStore {
  readonly #oxigraph: Oxigraph;
  readonly #store: Store;
  readonly #statistics = new QuadStatistics();
  readonly #fast: FastAnswers;
  /** The counts were found to be those of the store, and each change since then as well. */
  #exact = false;
  /** Base IRI of all queries: the service has one. */
  #base: string | undefined;

  constructor(oxigraph: Oxigraph, store: Store, limits?: FastLimits) {
    this.#oxigraph = oxigraph;
    this.#store = store;
    const facts = {
      rows: (query: string) => this.#rows(query),
      size: () => this.quads,
      counts: () => this.#counts(),
    };
    this.#fast = new FastAnswers(facts, limits);
  }

  /** Quads held, by what was loaded. The store itself would count one by one. */
  get quads(): number {
    return this.#statistics.quads;
  }

  /** Whole lines of N-Quads, of graphs that are not held yet. */
  load(nquads: Uint8Array): void {
    this.#fast.beforeChange(undefined);
    this.#store.load(nquads, load);
    this.#statistics.add(new TextDecoder().decode(nquads));
    this.#exact = false;
  }

  replace(contents: readonly GraphContent[]): void {
    const held = new Map<GraphContent, Quad[]>();
    if (this.#fast.followsChanges)
      this.#guarded(() => this.#fast.beforeChange(this.#changedSubjects(contents, held)));
    for (const content of contents) this.#replaceOne(content, held.get(content));
    this.#guarded(() => this.#fast.afterChange());
  }

  /** For an image of the store: the counts. Answers that are kept are no part of it; they are made again when wanted. */
  get statistics(): QuadStatistics {
    return this.#statistics;
  }

  /** What is held, kept with every change. */
  summary(): EngineSummary {
    this.#counts();
    return this.#statistics.summary();
  }

  /** Serialised solutions, truth value or graph, over the union of all graphs. @throws the engine's own errors */
  answer(query: string, base: string, mediaType: string): string {
    this.#base ??= base;
    const text = this.#base === base ? this.#fasterText(query) : undefined;
    if (text !== undefined) {
      try {
        const began = performance.now();
        const answer = this.#serialised(text, base, mediaType);
        this.#fast.ranOtherwise(query, performance.now() - began);
        return answer;
      } catch (error) {
        if (isTrap(error)) throw error;
        this.#fast.failed(query); // as it is written it may do, or else the engine's message fits it
      }
    }
    const started = performance.now();
    const answer = this.#serialised(query, base, mediaType);
    if (this.#base === base) this.#fast.ranAsWritten(query, performance.now() - started);
    return answer;
  }

  #fasterText(query: string): string | undefined {
    try {
      return this.#fast.textFor(query);
    } catch (error) {
      if (isTrap(error)) throw error;
      this.#fast.failed(query);
      return undefined;
    }
  }

  /** What cannot be followed is forgotten, and asked of the engine again when it is wanted. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (isTrap(error)) throw error;
      this.#fast.beforeChange(undefined);
    }
  }

  #serialised(query: string, base: string, mediaType: string): string {
    const options = { base_iri: base, use_default_graph_as_union: true, results_format: mediaType };
    const answer = this.#store.query(query, options);
    if (typeof answer !== 'string') throw new Error('The engine gave no serialised answer.');
    return answer;
  }

  #rows(query: string): Map<string, Term>[] {
    const base = this.#base === undefined ? {} : { base_iri: this.#base };
    const rows = this.#store.query(query, { ...base, use_default_graph_as_union: true });
    if (!Array.isArray(rows)) throw new Error('The engine gave no solutions.');
    return rows.filter((row) => row instanceof Map);
  }

  /**
   * A line adds one quad, or none where the engine takes it for one that it has ("01" and "1" as numbers): no count of
   * lines is too small, so that all are right where their sum is.
   */
  #counts(): StatementCounts {
    if (this.#exact) return this.#statistics;
    this.#exact = true;
    if (this.#statistics.isPlain && this.#statistics.quads === this.#store.size) return this.#statistics;
    const count = (query: string, key: (term: Term | undefined) => string) =>
      new Map(this.#rows(query).map((row) => [key(row.get('key')), Number(row.get('n')?.value)]));
    this.#statistics.restart({
      properties: count(
        'SELECT ?key (COUNT(*) AS ?n) { ?s ?key ?o } GROUP BY ?key',
        (term) => term?.value ?? '',
      ),
      types: count(
        `SELECT ?key (COUNT(*) AS ?n) { ?s <${rdf.type}> ?key } GROUP BY ?key`,
        (term) => term?.toString() ?? '',
      ),
    });
    return this.#statistics;
  }

  #replaceOne({ graph, nquads }: GraphContent, held = this.#quadsOf(graph)): void {
    for (const quad of held) {
      this.#store.delete(quad);
      this.#statistics.remove(quad);
    }
    if (nquads === '') {
      if (graph !== null) forgetEmptyGraph(this.#oxigraph, this.#store, graph);
      return;
    }
    this.#store.load(nquads, load);
    if (isOneQuadALine(nquads)) this.#statistics.add(nquads);
    else for (const quad of this.#quadsOf(graph)) this.#statistics.addQuad(quad);
  }

  /**
   * Subjects of the statements that come or go; `undefined` where one has no name. Fills `held` with the old contents of
   * graphs that are replaced for the first time.
   */
  #changedSubjects(
    contents: readonly GraphContent[],
    held: Map<GraphContent, Quad[]>,
  ): ChangedSubjects | undefined {
    const changed = new Map<string, Set<string>>();
    const seen = new Set<GraphContent['graph']>();
    const note = (predicate: string, subject: string) => {
      const known = changed.get(predicate);
      if (known) known.add(subject);
      else changed.set(predicate, new Set([subject]));
    };
    for (const content of contents) {
      const quads = this.#quadsOf(content.graph);
      if (!seen.has(content.graph)) held.set(content, quads);
      seen.add(content.graph);
      const lines = new Set(content.nquads.split('\n'));
      for (const quad of quads) {
        if (lines.delete(`${quad.toString()} .`)) continue;
        if (quad.subject.termType !== 'NamedNode' || !isPlainIri(quad.subject.value)) return undefined;
        note(quad.predicate.value, quad.subject.toString());
      }
      lines.delete('');
      for (const line of lines) {
        const { subject, predicate } = startOf(line) ?? {};
        if (subject === undefined || predicate === undefined) return undefined;
        note(predicate, subject);
      }
    }
    return changed;
  }

  #quadsOf(graph: GraphContent['graph']): Quad[] {
    const { defaultGraph, namedNode } = this.#oxigraph;
    return this.#store.match(null, null, null, graph === null ? defaultGraph() : namedNode(graph));
  }
}
