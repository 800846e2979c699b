import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import oxigraph from 'oxigraph';

/** A SPARQL endpoint of little more than an Oxigraph store, and of paths that misbehave. */
export interface SparqlEndpoint {
  /** `http://127.0.0.1:{port}`; the endpoint is at `/sparql`. */
  readonly origin: string;
  /** What was asked, in order: the queries, or the paths of requests without one. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** What happens at a path other than `/sparql`. */
export type Misbehaviour = (request: IncomingMessage, response: ServerResponse) => void;

export async function startEndpoint(
  turtle: string,
  paths: Readonly<Record<string, Misbehaviour>> = {},
): Promise<SparqlEndpoint> {
  const store = storeOf(turtle);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const misbehave = paths[url.pathname];
    if (misbehave) {
      asked.push(url.pathname);
      misbehave(request, response);
      return;
    }
    void queryOf(request, url).then((query) => {
      asked.push(query ?? url.pathname);
      if (url.pathname !== '/sparql' || query === undefined) response.writeHead(404).end();
      else answer(store, query, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function storeOf(turtle: string): oxigraph.Store {
  const store = new oxigraph.Store();
  store.load(turtle, { format: 'text/turtle' });
  return store;
}

/** JSON results, or Turtle. */
export function answerOf(store: oxigraph.Store, query: string): { body: string; mediaType: string } {
  const graph = /^\s*(?:prefix\s+\S+\s+<[^>]*>\s*)*(?:construct|describe)\b/i.test(query);
  const mediaType = graph ? 'text/turtle' : 'application/sparql-results+json';
  const body = store.query(query, { results_format: mediaType, use_default_graph_as_union: true });
  return { body: String(body), mediaType };
}

function answer(store: oxigraph.Store, query: string, response: ServerResponse): void {
  try {
    const { body, mediaType } = answerOf(store, query);
    response.writeHead(200, { 'Content-Type': `${mediaType}; charset=utf-8` }).end(body);
  } catch (error) {
    response.writeHead(400, { 'Content-Type': 'text/plain' }).end(String(error));
  }
}

async function queryOf(request: IncomingMessage, url: URL): Promise<string | undefined> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return url.searchParams.get('query') ?? new URLSearchParams(body).get('query') ?? undefined;
}
