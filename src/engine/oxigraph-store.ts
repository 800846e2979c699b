import { deserialize, serialize } from 'node:v8';
import type oxigraph from 'oxigraph';
import { foaf } from '../vocabulary/terms.ts';
import { exceedsRows } from './count-rows.ts';
import { CountedStore } from './counted-store.ts';
import { type EngineImage, headerBytes, type ImageHeader, sameBuild } from './engine-image.ts';
import { engineLines } from './engine-lines.ts';
import { engineGraphFormat, formatGraph } from './graph-answer.ts';
import { readInto } from './image-file.ts';
import type { Oxigraph } from './instantiation.ts';
import { isTrap } from './is-trap.ts';
import { OxigraphEdit } from './oxigraph-edit.ts';
import type { OxigraphInstance } from './oxigraph-instance.ts';
import { statisticsForm } from './quad-statistics.ts';
import type { EngineQuery } from './query-engine.ts';
import type { WorkerRequest, WorkerResponse } from './worker-messages.ts';

const encoder = new TextEncoder();
/** An image is made of a memory that has grown no more than so much since it was loaded, or is no larger than so. */
const mostGrowth = 1.5;
const smallMemory = 64 * 2 ** 20;

/** What a store answers at once. */
export type StoreRequest = Exclude<WorkerRequest, { readonly type: 'image' | 'restore' }>;

/** An in-memory Oxigraph store that answers one request at a time. */
export class OxigraphStore {
  readonly #instance: OxigraphInstance;
  readonly #oxigraph: Oxigraph;
  readonly #store: oxigraph.Store;
  readonly #counted: CountedStore;
  /** Bytes of memory after the last load. */
  #loaded: number;

  constructor(instance: OxigraphInstance) {
    this.#instance = instance;
    this.#oxigraph = instance.oxigraph;
    this.#store = instance.store;
    this.#counted = new CountedStore(instance.oxigraph, instance.store);
    this.#loaded = instance.memoryBytes;
  }

  /** @throws Error where the image is not one of this engine, or cannot be read; the instance is then of no use */
  static restore(instance: OxigraphInstance, fd: number, header: ImageHeader): OxigraphStore {
    if (!sameBuild(header.engine, instance.engine))
      throw new Error('it was made by another build of the engine');
    if (header.statisticsForm !== statisticsForm) throw new Error('it was made by another version');
    const statistics = new Uint8Array(header.statistics);
    readInto(statistics, fd, headerBytes + header.memory);
    instance.restore(fd, header);
    const restored = new OxigraphStore(instance);
    restored.#counted.statistics.restore(deserialize(statistics));
    restored.#loaded = header.loaded;
    return restored;
  }

  /** Between two requests; resolves after others may have been handled, see {@link OxigraphInstance.image}. */
  async image(): Promise<EngineImage> {
    const { memoryBytes } = this.#instance;
    if (memoryBytes > Math.max(smallMemory, this.#loaded * mostGrowth)) {
      const megabytes = (bytes: number) => Math.round(bytes / 1e6);
      throw new Error(
        `its memory has grown from ${megabytes(this.#loaded)} to ${megabytes(memoryBytes)} MB since it was loaded, and memory never shrinks; load it anew first`,
      );
    }
    const { statistics } = this.#counted;
    const { beside, ...memory } = await this.#instance.image(() => serialize(statistics.state()));
    return {
      ...memory,
      statistics: new Uint8Array(beside),
      statisticsForm,
      quads: statistics.quads,
      loaded: this.#loaded,
    };
  }

  handle(request: StoreRequest): WorkerResponse {
    const { id } = request;
    try {
      switch (request.type) {
        case 'load':
          this.#counted.load(request.nquads);
          this.#loaded = this.#instance.memoryBytes;
          return { id, type: 'done', quads: this.#counted.quads };
        case 'replace':
          this.#counted.replace(request.graphs);
          return { id, type: 'done', quads: this.#counted.quads };
        case 'summary':
          return { id, type: 'summary', summary: this.#counted.summary() };
        case 'query':
          return this.#answerWithin(id, request.query);
        case 'edit':
          return {
            id,
            type: 'edited',
            result: new OxigraphEdit(this.#oxigraph, this.#store).run(request.operations),
          };
        case 'engine-lines':
          return { id, type: 'engine-lines', lines: engineLines(this.#oxigraph, request.nquads) };
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const byCaller = request.type === 'query' || request.type === 'edit';
      if (byCaller && !isTrap(error)) return { id, type: 'malformed', message };
      return { id, type: 'fatal', during: request.type, message };
    }
  }

  #answerWithin(id: number, query: EngineQuery): WorkerResponse {
    const { limits, mediaType } = query;
    const text = this.#answer(query);
    if (exceedsRows(text, mediaType, limits.rows)) return { id, type: 'too-large', exceeded: 'rows' };
    const body = encoder.encode(text);
    return body.length > limits.bytes
      ? { id, type: 'too-large', exceeded: 'bytes' }
      : { id, type: 'answer', body };
  }

  #answer(request: EngineQuery): string {
    const { defaultGraphs, namedGraphs } = request;
    const ownDataset = defaultGraphs !== undefined || namedGraphs !== undefined;
    const dataset = ownDataset
      ? {
          default_graph: (defaultGraphs ?? []).map((graph) => this.#oxigraph.namedNode(graph)),
          named_graphs: (namedGraphs ?? []).map((graph) => this.#oxigraph.namedNode(graph)),
        }
      : { use_default_graph_as_union: true };
    const options = { base_iri: request.base, ...dataset };
    const { mediaType, base } = request;
    if (request.form === 'DESCRIBE' && !ownDataset) {
      return formatGraph(this.#describe(this.#store.query(request.query, options)), mediaType, base);
    }
    if (request.form === 'CONSTRUCT' || request.form === 'DESCRIBE') {
      const lines = this.#text(request.query, { ...options, results_format: engineGraphFormat(mediaType) });
      return formatGraph(lines, mediaType, base);
    }
    if (request.form === 'SELECT' && !ownDataset) return this.#counted.answer(request.query, base, mediaType);
    return this.#text(request.query, { ...options, results_format: mediaType });
  }

  #text(query: string, options: Parameters<oxigraph.Store['query']>[1]): string {
    const answer = this.#store.query(query, options);
    if (typeof answer !== 'string') throw new Error('The engine gave no serialised answer.');
    return answer;
  }

  /**
   * SPARQL 1.1 §16.4 leaves the form of a description to the service: here it is the document that dereferencing gives,
   * with what belongs to the resource (distributions, contacts). The engine's own answer names the resources.
   */
  #describe(found: ReturnType<oxigraph.Store['query']>): string {
    if (!Array.isArray(found)) throw new Error('The engine gave no description.');
    const description = new this.#oxigraph.Store();
    const add = (quad: oxigraph.Quad) =>
      description.add(
        this.#oxigraph.quad(quad.subject, quad.predicate, quad.object, this.#oxigraph.defaultGraph()),
      );
    const seen = new Set<string>();
    for (const item of found) {
      if (item instanceof Map) throw new Error('The engine gave bindings for a description.');
      add(item);
      if (seen.has(item.subject.toString())) continue;
      seen.add(item.subject.toString());
      const documents = this.#store.match(null, this.#oxigraph.namedNode(foaf.primaryTopic), item.subject);
      for (const { graph } of documents) {
        for (const quad of this.#store.match(null, null, null, graph)) add(quad);
      }
    }
    return description.dump({
      format: 'application/n-triples',
      from_graph_name: this.#oxigraph.defaultGraph(),
    });
  }
}
