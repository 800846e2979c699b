import { setMaxListeners } from 'node:events';
import { StaleRequest } from '../../fetch/guarded-request.ts';
import { Failure } from '../../model/failure.ts';
import { queryForm } from '../query-form.ts';
import { type CallRules, callEndpoint, type EndpointCall } from './call-endpoint.ts';
import type { LocalAnswer, LocalQuery } from './federation-messages.ts';

export interface EndpointFetchOptions extends CallRules {
  /** IRI of the portal's own endpoint. */
  readonly local: string;
  readonly askLocal: (query: LocalQuery) => Promise<LocalAnswer>;
}

const sparqlService = 'http://www.w3.org/ns/sparql-service-description#';

/**
 * The `fetch` of one federated query: the only way out that Comunica has. Requests without a query, by which it finds
 * out what a source is, are answered here: everything is a SPARQL endpoint. So no page is read, no link followed, and
 * no probe sent. The portal's own endpoint is answered without HTTP.
 */
export class EndpointFetch {
  /** What went wrong last; Comunica may hide it behind an error of its own. */
  failure: Failure | undefined;
  /** Endpoints were asked; what fails before that is the query's own fault. */
  asked = false;
  readonly #options: EndpointFetchOptions;
  readonly #stop = new AbortController();

  constructor(options: EndpointFetchOptions) {
    this.#options = options;
    // Every request on its way listens.
    setMaxListeners(0, this.#stop.signal);
  }

  readonly fetch: typeof fetch = async (input, init) => {
    try {
      return await this.#answer(input instanceof Request ? input.url : String(input), init);
    } catch (error) {
      if (error instanceof Failure) this.failure = error;
      throw error;
    }
  };

  /** Ends the requests that are still on their way. */
  close(): void {
    this.#stop.abort();
  }

  async #answer(address: string, init: RequestInit | undefined): Promise<Response> {
    if (this.#stop.signal.aborted) throw new StaleRequest();
    const { endpoint, query } = readRequest(address, init);
    const own = this.#isOwn(endpoint);
    if (!own) this.#options.allowed.check(endpoint);
    if (query === undefined) return description(endpoint);
    this.asked = true;
    if (own) return this.#askOwn(endpoint, query);
    const call: EndpointCall = {
      endpoint,
      query,
      method: init?.method === 'GET' ? 'GET' : 'POST',
      accept: new Headers(init?.headers).get('accept') ?? '*/*',
      signal: this.#stop.signal,
    };
    return callEndpoint(call, this.#options);
  }

  #isOwn(endpoint: string): boolean {
    return endpoint === this.#options.local || endpoint.startsWith(`${this.#options.local}?`);
  }

  async #askOwn(endpoint: string, query: string): Promise<Response> {
    const parameters = new URL(endpoint).searchParams;
    const defaultGraphs = parameters.getAll('default-graph-uri');
    const namedGraphs = parameters.getAll('named-graph-uri');
    const form = queryForm(query);
    const makesGraph = form === 'CONSTRUCT' || form === 'DESCRIBE';
    const { body, mediaType } = await this.#options.askLocal({
      query,
      mediaType: makesGraph ? 'text/turtle' : 'application/sparql-results+json',
      ...(defaultGraphs.length > 0 && { defaultGraphs }),
      ...(namedGraphs.length > 0 && { namedGraphs }),
    });
    return new Response(body as Uint8Array<ArrayBuffer>, { headers: { 'content-type': mediaType } });
  }
}

/** Comunica appends `?query=` to the endpoint's IRI, whatever that holds, or sends it in the body. */
function readRequest(address: string, init: RequestInit | undefined): { endpoint: string; query?: string } {
  const body = init?.body;
  if (body !== undefined && body !== null) {
    const query = new URLSearchParams(String(body)).get('query');
    return query === null ? { endpoint: address } : { endpoint: address, query };
  }
  const at = address.lastIndexOf('?query=');
  if (at === -1 || init?.method !== 'GET') return { endpoint: address };
  return { endpoint: address.slice(0, at), query: decodeURIComponent(address.slice(at + '?query='.length)) };
}

function description(endpoint: string): Response {
  const iri = `<${new URL(endpoint).href}>`;
  const text = `${iri} a <${sparqlService}Service> ; <${sparqlService}endpoint> ${iri} .\n`;
  return new Response(text, { headers: { 'content-type': 'text/turtle' } });
}
