import type { Quad } from '@rdfjs/types';
import type { EditResult } from '../engine/engine-edit.ts';
import { Failure } from '../model/failure.ts';
import { type Finding, verdictOf } from '../model/finding.ts';
import { versionOf } from '../rdf/canonical.ts';
import { canonicalGraph } from '../rdf/canonical-graph.ts';
import { nQuadLine, parseNQuads } from '../rdf/n-quads.ts';
import type { UpdatePlanner, UpdateRequest } from '../sparql/update/update-planner.ts';
import { documentNQuads } from '../store/document.ts';
import {
  type Change,
  defaultGraph,
  type Outcome,
  type RecordHead,
  type RecordStore,
} from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { Gate } from './gate.ts';
import type { EditedRecord, GateOptions, VerifiedRecord } from './gate-messages.ts';
import { newContent } from './new-content.ts';
import { type AppliedPolicy, recordPut } from './record-put.ts';

/** The verdict on one record's graph. */
export interface GraphVerdict {
  readonly document: Iri;
  readonly topic: Iri;
  readonly findings: readonly Finding[];
}

export type WriteOutcome =
  | {
      readonly type: 'written';
      readonly sequence: number;
      /** Not the default graph, which always is. */
      readonly created: readonly Iri[];
      readonly changed: number;
      /** Of records that were accepted with warnings. */
      readonly verdicts: readonly GraphVerdict[];
    }
  /** Nothing was written: these records would not pass the gate. */
  | { readonly type: 'refused'; readonly verdicts: readonly GraphVerdict[] }
  /** Nothing was written: the portal states these graphs itself. */
  | { readonly type: 'protected'; readonly graph: Iri }
  /** Nothing was written: the graph is not what the caller took it for. */
  | { readonly type: 'precondition-failed' };

/** New content of one graph. `undefined`: the graph goes. */
export interface GraphEdit {
  readonly graph: Iri;
  readonly quads: readonly Quad[] | undefined;
}

export interface GraphWriterParts {
  readonly store: RecordStore;
  readonly planner: UpdatePlanner;
  readonly gate: GateOptions;
  /** Documents that the portal writes itself, from its configuration and vocabulary. */
  readonly own: ReadonlySet<string>;
}

/** Why a record is withdrawn whose graph is dropped or left empty. */
const graphDropped = 'Its graph was dropped over HTTP.';

/** Times that an edit is worked out anew because something else was committed meanwhile. */
const attempts = 8;

/**
 * Writes to graphs over HTTP: SPARQL Update and Graph Store Protocol. What becomes of a record's graph passes the same
 * gate as what is published; other graphs are stored as they come. One request is one transaction of the commit log.
 */
export class GraphWriter {
  readonly #parts: GraphWriterParts;
  #gate: Gate | undefined;
  /** One edit after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: GraphWriterParts) {
    this.#parts = parts;
  }

  /**
   * @throws Failure of {@link UpdatePlanner.prepare} and {@link UpdatePlanner.plan}; `busy` where others keep changing the
   *   same graphs
   */
  async update(request: UpdateRequest): Promise<WriteOutcome> {
    const prepared = await this.#parts.planner.prepare(request);
    return this.#inTurn(() =>
      this.#retry(async () => {
        const { result, sequence } = await this.#parts.planner.plan(prepared);
        const names = [...result.graphs.map(({ graph }) => graph), ...result.created];
        if (names.includes(defaultGraph)) return { type: 'protected', graph: defaultGraph };
        const edits = await this.#editsOf(result, request.client);
        const guarded = edits.find(({ graph }) => this.#parts.own.has(graph));
        if (guarded) return { type: 'protected', graph: guarded.graph };
        return this.#write(edits, sequence);
      }),
    );
  }

  /**
   * Replaces, extends or drops one graph.
   * @param content makes the new content of the present one (`undefined`: there is no such graph); `false`: it is not what
   *   the caller took it for
   */
  edit(
    graph: Iri,
    content: (
      present: readonly Quad[] | undefined,
      version: string | undefined,
    ) => GraphEdit['quads'] | false,
  ): Promise<WriteOutcome> {
    if (this.#parts.own.has(graph)) return Promise.resolve({ type: 'protected', graph });
    return this.#inTurn(() =>
      this.#retry(async () => {
        const { store } = this.#parts;
        const sequence = store.sequence();
        const quads = content(this.present(graph), this.versionOf(graph));
        if (quads === false) return { type: 'precondition-failed' };
        return this.#write([{ graph, quads }], sequence);
      }),
    );
  }

  /** The content of a graph, as queries see it; `undefined` where there is none. The default graph always is. */
  present(graph: Iri): readonly Quad[] | undefined {
    const text = this.#stored(graph);
    if (text === undefined) return graph === defaultGraph ? [] : undefined;
    return parseNQuads(text);
  }

  /** Version of a graph, for its ETag. */
  versionOf(graph: Iri): string | undefined {
    const { store } = this.#parts;
    const head = store.head(graph);
    if (head?.state === 'live') return head.version;
    return store.graph(graph)?.version;
  }

  async close(): Promise<void> {
    await this.#turn.catch(() => undefined);
    await this.#gate?.close();
  }

  #stored(graph: Iri): string | undefined {
    const { store } = this.#parts;
    const record = store.get(graph);
    if (record?.state === 'live') return documentNQuads(record);
    return store.graph(graph)?.nquads;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #retry(work: () => Promise<WriteOutcome | undefined>): Promise<WriteOutcome> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const outcome = await work();
      if (outcome) return outcome;
      this.#parts.planner.committed(this.#parts.store.sequence());
    }
    throw new Failure('busy', 'Others keep writing to the same graphs. Nothing was written; try again.');
  }

  async #editsOf(result: EditResult, client: string): Promise<GraphEdit[]> {
    const { planner, store } = this.#parts;
    const edits = new Map<Iri, GraphEdit>();
    if (result.cleared) {
      for (const graph of this.#everything(result.cleared)) edits.set(graph, { graph, quads: undefined });
    }
    for (const difference of result.graphs) {
      const graph = (difference.graph ?? defaultGraph) as Iri;
      const base = result.cleared && edits.has(graph) ? '' : (this.#stored(graph) ?? '');
      const quads = await newContent(difference, base, (lines) => planner.engineLines(lines, client));
      edits.set(graph, { graph, quads: quads.length === 0 ? undefined : quads });
    }
    // An empty graph is none for the engine, but may be dropped and made.
    for (const name of result.dropped) {
      const graph = name as Iri;
      if (!edits.has(graph) && store.graph(graph)) edits.set(graph, { graph, quads: undefined });
    }
    for (const name of result.created) {
      const graph = name as Iri;
      if (!edits.get(graph)?.quads && this.#stored(graph) === undefined)
        edits.set(graph, { graph, quads: [] });
    }
    return [...edits.values()];
  }

  /** All that CLEAR ALL (or NAMED) empties. What the portal states of itself stays: it would be back at the next start. */
  *#everything(cleared: 'all' | 'named'): Generator<Iri> {
    const { store, own } = this.#parts;
    for (const { document } of store.records()) if (!own.has(document)) yield document;
    for (const { graph } of store.graphs()) {
      if (cleared === 'all' || graph !== defaultGraph) yield graph;
    }
  }

  /** `undefined`: something that the edit was worked out from has changed since commit `sequence`. */
  async #write(edits: readonly GraphEdit[], sequence: number): Promise<WriteOutcome | undefined> {
    const { store, planner, gate } = this.#parts;
    const isRecord = ({ graph }: GraphEdit) => graph.startsWith(`${gate.base}doc/`);
    const verified = await this.#verify(edits.filter((edit) => isRecord(edit) && edit.quads?.length));
    const refused = verified.records.filter(({ findings }) => verdictOf(findings) === 'refused');
    if (refused.length > 0) return { type: 'refused', verdicts: refused.map(verdictOn) };
    const changes: Change[] = verified.records.map((record) =>
      recordPut({ ...record, ...this.#ownerOf(record.document) }, verified.applied, record.findings),
    );
    for (const edit of edits) {
      if (isRecord(edit)) {
        if (!edit.quads?.length)
          changes.push({ type: 'withdraw', document: edit.graph, reason: graphDropped });
      } else changes.push(await graphChange(edit));
    }
    const outcomes = await store.commitSince(sequence, changes);
    if (!outcomes) return undefined;
    const committed = store.sequence();
    planner.committed(committed);
    return {
      type: 'written',
      sequence: committed,
      created: namesOf(changes, outcomes, 'created'),
      changed: outcomes.filter((outcome) => outcome !== 'unchanged' && outcome !== 'absent').length,
      verdicts: verified.records.filter(({ findings }) => findings.length > 0).map(verdictOn),
    };
  }

  /** An edited record goes on being the source's that it was harvested from. */
  #ownerOf(document: Iri): Pick<RecordHead, 'origin' | 'alternate'> {
    const head = this.#parts.store.head(document);
    if (head?.state !== 'live') return {};
    const { origin, alternate } = head;
    return { ...(origin && { origin }), ...(alternate && { alternate }) };
  }

  async #verify(edits: readonly GraphEdit[]): Promise<{
    records: readonly VerifiedRecord[];
    applied: AppliedPolicy;
  }> {
    if (edits.length === 0) return { records: [], applied: { policy: '' as Iri, policyVersion: '' } };
    if (this.#gate?.isDead) {
      // A gate that could not start has a thread still, which waits.
      await this.#gate.close();
      this.#gate = undefined;
    }
    this.#gate ??= new Gate(this.#parts.gate);
    const applied = await this.#gate.ready();
    const edited = edits.map(({ graph, quads = [] }): EditedRecord => {
      const head = this.#parts.store.head(graph);
      const triples = quads.map((quad) => nQuadLine(quad, '')).join('');
      const { alternate } = this.#ownerOf(graph);
      const known = head && { topic: head.topic, kind: head.kind, ...(alternate && { alternate }) };
      return { document: graph, triples, ...(known && { known }) };
    });
    return { records: await this.#gate.verify(edited), applied };
  }
}

function verdictOn({ document, topic, findings }: VerifiedRecord): GraphVerdict {
  return { document, topic, findings };
}

async function graphChange({ graph, quads }: GraphEdit): Promise<Change> {
  if (!quads) return { type: 'drop-graph', graph };
  const nquads = await canonicalGraph(quads, graph === defaultGraph ? '' : graph);
  return { type: 'put-graph', graph, nquads, version: versionOf(nquads) };
}

function namesOf(changes: readonly Change[], outcomes: readonly Outcome[], wanted: Outcome): Iri[] {
  return changes
    .flatMap((change, index) =>
      outcomes[index] === wanted ? ['graph' in change ? change.graph : change.document] : [],
    )
    .filter((name) => name !== defaultGraph);
}
