import type { Quad, Store } from 'oxigraph';
import {
  type EditDataset,
  EditError,
  type EditOperation,
  type EditResult,
  type GraphDifference,
  type GraphRef,
  type PlainQuad,
} from './engine-edit.ts';
import { forgetEmptyGraph } from './forget-empty-graph.ts';
import { type Bindings, Instantiation, type Oxigraph } from './instantiation.ts';

interface Touched {
  readonly graph: GraphRef;
  /** Quads of before that are gone, and quads that were not there before, by their text in the store's form. */
  readonly removed: Map<string, Quad>;
  readonly added: Map<string, Quad>;
  readonly hadBlankNodes: boolean;
}

/**
 * Works out what a SPARQL 1.1 Update request would change, on the live store, which holds exactly what it held before
 * when {@link run} returns or throws: each quad that is added or removed on the way is taken back. The change itself
 * comes later, by the commit log. Not to be interrupted by anything else that uses the store.
 */
export class OxigraphEdit {
  readonly #oxigraph: Oxigraph;
  /** The live store, or an empty one from CLEAR ALL on. */
  #store: Store;
  #cleared: EditResult['cleared'];
  #touched = new Map<string, Touched>();
  readonly #created = new Set<string>();
  readonly #dropped = new Set<string>();

  constructor(oxigraph: Oxigraph, store: Store) {
    this.#oxigraph = oxigraph;
    this.#store = store;
  }

  /** @throws EditError where an operation fails; the engine's own errors where a WHERE clause is wrong */
  run(operations: readonly EditOperation[]): EditResult {
    const live = this.#store;
    let takeBack = this.#touched;
    try {
      for (const operation of operations) {
        this.#do(operation);
        if (this.#store === live) takeBack = this.#touched;
      }
      return {
        ...(this.#cleared && { cleared: this.#cleared }),
        graphs: [...this.#touched.values()].flatMap((touched) => this.#difference(touched)),
        created: [...this.#created],
        dropped: [...this.#dropped].filter((graph) => !this.#exists(graph)),
      };
    } finally {
      for (const { graph, removed, added } of takeBack.values()) {
        for (const quad of added.values()) live.delete(quad);
        for (const quad of removed.values()) live.add(quad);
        const isEmpty = () => live.match(null, null, null, this.#graphTerm(graph)).length === 0;
        if (graph !== null && removed.size === 0 && isEmpty()) forgetEmptyGraph(this.#oxigraph, live, graph);
      }
    }
  }

  #do(operation: EditOperation): void {
    switch (operation.type) {
      case 'insert-data':
        for (const quad of this.#instantiate(operation.quads)) this.#add(quad);
        return;
      case 'delete-data':
        for (const quad of this.#instantiate(operation.quads)) this.#remove(quad);
        return;
      case 'modify':
        this.#modify(operation);
        return;
      case 'clear':
        this.#clear(operation.target);
        return;
      case 'add':
      case 'copy':
      case 'move':
        this.#transfer(operation);
        return;
      case 'create':
        if (!operation.silent && this.#exists(operation.graph))
          throw new EditError(`CREATE: the graph <${operation.graph}> exists already.`);
        this.#created.add(operation.graph);
    }
  }

  #instantiate(templates: readonly PlainQuad[], solution?: Bindings): Quad[] {
    return new Instantiation(this.#oxigraph, solution).quads(templates);
  }

  /** All solutions are found before anything is changed (§3.1.3). */
  #modify({ select, base, dataset, remove, insert }: Extract<EditOperation, { type: 'modify' }>): void {
    const solutions = this.#store.query(select, { base_iri: base, ...this.#datasetOptions(dataset) });
    if (!Array.isArray(solutions)) throw new EditError('The WHERE clause gave no solutions.');
    const removed: Quad[] = [];
    const added: Quad[] = [];
    for (const solution of solutions as Bindings[]) {
      removed.push(...this.#instantiate(remove, solution));
      added.push(...this.#instantiate(insert, solution));
    }
    for (const quad of removed) this.#remove(quad);
    for (const quad of added) this.#add(quad);
  }

  #datasetOptions(dataset: EditDataset | undefined) {
    if (!dataset) return { use_default_graph_as_union: true };
    const { defaultGraphs, namedGraphs } = dataset;
    return {
      default_graph: defaultGraphs.map((graph) => this.#graphTerm(graph)),
      ...(namedGraphs && { named_graphs: namedGraphs.map((graph) => this.#oxigraph.namedNode(graph)) }),
    };
  }

  #clear(target: Extract<EditOperation, { type: 'clear' }>['target']): void {
    if (typeof target === 'object') {
      for (const quad of this.#quadsOf(target.graph)) this.#remove(quad);
      if (target.graph !== null) {
        this.#created.delete(target.graph);
        this.#dropped.add(target.graph);
      }
      return;
    }
    // From here on the request works on a store of its own: nothing of a large catalogue is taken out and put back.
    const unnamed = target === 'named' ? this.#quadsOf(null) : [];
    const before = this.#touched.get('');
    this.#store = new this.#oxigraph.Store(unnamed);
    this.#cleared = this.#cleared === 'all' ? 'all' : target;
    this.#touched = new Map(target === 'named' && before ? [['', copyOf(before)]] : []);
    this.#created.clear();
  }

  #transfer({ type, from, to, silent }: Extract<EditOperation, { type: 'add' | 'copy' | 'move' }>): void {
    if (from === to) return;
    const source = this.#quadsOf(from);
    if (from !== null && !this.#exists(from)) {
      if (silent) return;
      throw new EditError(`${type.toUpperCase()}: there is no graph <${from}>.`);
    }
    if (type !== 'add') for (const quad of this.#quadsOf(to)) this.#remove(quad);
    const { quad: make } = this.#oxigraph;
    const target = this.#graphTerm(to);
    for (const { subject, predicate, object } of source) this.#add(make(subject, predicate, object, target));
    if (type === 'move') for (const quad of source) this.#remove(quad);
  }

  #exists(graph: string): boolean {
    return this.#created.has(graph) || this.#quadsOf(graph).length > 0;
  }

  #quadsOf(graph: GraphRef): Quad[] {
    return this.#store.match(null, null, null, this.#graphTerm(graph));
  }

  #graphTerm(graph: GraphRef) {
    return graph === null ? this.#oxigraph.defaultGraph() : this.#oxigraph.namedNode(graph);
  }

  #add(quad: Quad): void {
    if (this.#store.has(quad)) return;
    const { removed, added } = this.#touch(quad);
    this.#store.add(quad);
    const text = String(this.#held(quad));
    if (!removed.delete(text)) added.set(text, quad);
  }

  #remove(quad: Quad): void {
    const held = this.#held(quad);
    if (!held) return;
    const { removed, added } = this.#touch(quad);
    this.#store.delete(held);
    const text = held.toString();
    if (!added.delete(text)) removed.set(text, held);
  }

  /** The quad in the store's own form: it folds numbers, so that one quad can be written in several ways ("01", "1"). */
  #held({ subject, predicate, object, graph }: Quad): Quad | undefined {
    return this.#store.match(subject, predicate, object, graph)[0];
  }

  /** The record of a graph, made before the first change to it. */
  #touch({ graph }: Quad): Touched {
    const key = graph.value;
    let touched = this.#touched.get(key);
    if (!touched) {
      const ref = graph.termType === 'DefaultGraph' ? null : graph.value;
      const hadBlankNodes = this.#quadsOf(ref).some(
        ({ subject, object }) => subject.termType === 'BlankNode' || object.termType === 'BlankNode',
      );
      touched = { graph: ref, removed: new Map(), added: new Map(), hadBlankNodes };
      this.#touched.set(key, touched);
    }
    return touched;
  }

  #difference({ graph, removed, added, hadBlankNodes }: Touched): GraphDifference[] {
    if (removed.size === 0 && added.size === 0) return [];
    return [
      {
        graph,
        removed: [...removed.values()].map(tripleLine),
        added: [...added.values()].map(tripleLine),
        ...(hadBlankNodes && { whole: this.#quadsOf(graph).map(tripleLine) }),
      },
    ];
  }
}

/** What is taken back on the live store must not change with what happens on the other one. */
function copyOf(touched: Touched): Touched {
  return { ...touched, removed: new Map(touched.removed), added: new Map(touched.added) };
}

/** One N-Triples line in the engine's form, without the line break. */
export function tripleLine({ subject, predicate, object }: Quad): string {
  return `${subject.toString()} ${predicate.toString()} ${object.toString()} .`;
}
