import { parentPort } from 'node:worker_threads';
import oxigraph from 'oxigraph';
import { foaf } from '../vocabulary/terms.ts';
import type { EngineQuery, GraphContent } from './query-engine.ts';
import type { WorkerRequest, WorkerResponse } from './worker-messages.ts';

const nQuads = 'application/n-quads';
const encoder = new TextEncoder();

/** The engine's thread: an in-memory Oxigraph store that answers one message at a time. */
class OxigraphWorker {
  readonly #store = new oxigraph.Store();
  #quads = 0;

  handle(request: WorkerRequest): WorkerResponse {
    const { id } = request;
    try {
      switch (request.type) {
        case 'load':
          this.#store.load(request.nquads, { format: nQuads, no_transaction: true, lenient: true });
          this.#quads += lines(request.nquads);
          return { id, type: 'done', quads: this.#quads };
        case 'replace':
          for (const content of request.graphs) this.#replace(content);
          return { id, type: 'done', quads: this.#quads };
        case 'query':
          return { id, type: 'answer', body: encoder.encode(this.#answer(request.query)) };
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (request.type === 'query' && !isTrap(error)) return { id, type: 'malformed', message };
      return { id, type: 'fatal', during: request.type, message };
    }
  }

  #replace({ graph, nquads }: GraphContent): void {
    for (const quad of this.#store.match(null, null, null, oxigraph.namedNode(graph))) {
      this.#store.delete(quad);
      this.#quads -= 1;
    }
    if (nquads === '') return;
    this.#store.load(nquads, { format: nQuads, no_transaction: true, lenient: true });
    this.#quads += lines(encoder.encode(nquads));
  }

  #answer(request: EngineQuery): string {
    const { defaultGraphs, namedGraphs } = request;
    const ownDataset = defaultGraphs !== undefined || namedGraphs !== undefined;
    const dataset = ownDataset
      ? {
          default_graph: (defaultGraphs ?? []).map((graph) => oxigraph.namedNode(graph)),
          named_graphs: (namedGraphs ?? []).map((graph) => oxigraph.namedNode(graph)),
        }
      : { use_default_graph_as_union: true };
    const options = { base_iri: request.base, ...dataset };
    if (request.describe && !ownDataset) {
      return this.#describe(this.#store.query(request.query, options), request.mediaType);
    }
    const answer = this.#store.query(request.query, { ...options, results_format: request.mediaType });
    if (typeof answer !== 'string') throw new Error('The engine gave no serialised answer.');
    return answer;
  }

  /**
   * SPARQL 1.1 §16.4 leaves the form of a description to the service: here it is the document that dereferencing gives,
   * with what belongs to the resource (distributions, contacts). The engine's own answer names the resources.
   */
  #describe(found: ReturnType<oxigraph.Store['query']>, mediaType: string): string {
    if (!Array.isArray(found)) throw new Error('The engine gave no description.');
    const description = new oxigraph.Store();
    const add = (quad: oxigraph.Quad) =>
      description.add(oxigraph.quad(quad.subject, quad.predicate, quad.object, oxigraph.defaultGraph()));
    const seen = new Set<string>();
    for (const item of found) {
      if (item instanceof Map) throw new Error('The engine gave bindings for a description.');
      add(item);
      if (seen.has(item.subject.toString())) continue;
      seen.add(item.subject.toString());
      const documents = this.#store.match(null, oxigraph.namedNode(foaf.primaryTopic), item.subject);
      for (const { graph } of documents) {
        for (const quad of this.#store.match(null, null, null, graph)) add(quad);
      }
    }
    return description.dump({ format: mediaType, from_graph_name: oxigraph.defaultGraph() });
  }
}

/** A trap (`unreachable`, out of memory, stack overflow) leaves the instance in an unknown state. */
function isTrap(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && error.name === 'RuntimeError');
}

function lines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}

const port = parentPort;
if (port) {
  const worker = new OxigraphWorker();
  port.on('message', (request: WorkerRequest) => {
    const response = worker.handle(request);
    port.postMessage(response, response.type === 'answer' ? [response.body.buffer] : []);
    if (response.type === 'fatal') process.exit(1);
  });
}
