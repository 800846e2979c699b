import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** As the sender addressed it. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Subscriber {
  /** Without slash at its end. */
  readonly origin: string;
  /** All requests so far. */
  readonly requests: readonly ReceivedRequest[];
  /** Those that delivered something. */
  deliveries(path?: string): readonly ReceivedRequest[];
  /** What requests to this path are answered with from now on, instead of the usual. */
  answer(path: string, how: (request: ReceivedRequest, response: ServerResponse) => void): void;
  /** Requests to this path are answered as usual again. */
  recover(path: string): void;
  close(): Promise<void>;
}

/** A subscriber as the WebSub recommendation (§5.3, §7) has it: echoes challenges, takes deliveries. */
export async function startSubscriber(): Promise<Subscriber> {
  const requests: ReceivedRequest[] = [];
  const answers = new Map<string, (request: ReceivedRequest, response: ServerResponse) => void>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = request;
    const received: ReceivedRequest = {
      method,
      path: url,
      url: `http://${headers.host}${url}`,
      headers,
      body: Buffer.concat(chunks),
    };
    requests.push(received);
    const answer = answers.get(url.split('?', 1)[0] ?? '') ?? usual;
    answer(received, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    deliveries: (path) =>
      requests.filter((one) => one.method === 'POST' && (path === undefined || one.path === path)),
    answer: (path, how) => answers.set(path, how),
    recover: (path) => {
      answers.delete(path);
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export function usual(request: ReceivedRequest, response: ServerResponse): void {
  const challenge = new URL(request.url).searchParams.get('hub.challenge');
  if (request.method === 'GET' && challenge !== null) response.writeHead(200).end(challenge);
  else response.writeHead(request.method === 'POST' ? 204 : 404).end();
}

/** Answers with a status and nothing else. */
export function status(code: number, headers: Record<string, string> = {}) {
  return (_request: ReceivedRequest, response: ServerResponse): void => {
    response.writeHead(code, headers).end();
  };
}
