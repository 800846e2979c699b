import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import type { BackOff } from '../../../../src/fetch/back-off.ts';
import type { FetchAnswer, FetchedBody } from '../../../../src/fetch/fetcher.ts';
import { GuardedFetcher, type GuardedFetcherOptions } from '../../../../src/fetch/guarded-fetcher.ts';
import { type AddressWording, PublicAddresses } from '../../../../src/fetch/public-addresses.ts';
import { Turns } from '../../../../src/fetch/turns.ts';
import { Failure, type FailureCode } from '../../../../src/model/failure.ts';

export interface LoopbackServer {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  readonly port: number;
  /** Connections that were made. */
  connections(): number;
  close(): Promise<void>;
}

export type Routes = Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>>;

/** A server of the test's own; what is at no route is 404. */
export function serve(routes: Routes | RequestListener): Promise<LoopbackServer> {
  const listener: RequestListener =
    typeof routes === 'function'
      ? routes
      : (request, response) => {
          const route = routes[request.url ?? ''];
          if (route) route(request, response);
          else response.writeHead(404).end();
        };
  const server = createServer(listener);
  let made = 0;
  server.on('connection', () => made++);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        origin: `http://127.0.0.1:${port}`,
        port,
        connections: () => made,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

/** A server that writes what it likes once something was asked of it. */
export function serveRaw(answer: (socket: Socket, count: number) => void): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  let made = 0;
  const server = createTcpServer((socket) => {
    made++;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', () => answer(socket, made));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        origin: `http://127.0.0.1:${port}`,
        port,
        connections: () => made,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            for (const socket of sockets) socket.destroy();
          }),
      });
    });
  });
}

export const wording: AddressWording = {
  code: 'source-refused',
  done: 'fetched',
  remedy: (entry) => `list "${entry}" under "allow" of the source`,
};

const backOff: BackOff = { first: 1, longest: 1_000 };

/** May reach loopback, waits for nothing, and gives up at once; whatever the test says otherwise counts. */
export function fetcherOf(
  options: Partial<GuardedFetcherOptions> = {},
  allow: readonly string[] = ['127.0.0.1'],
): GuardedFetcher {
  return new GuardedFetcher({
    policy: new PublicAddresses(allow, wording),
    turns: new Turns({ delay: 0 }),
    agent: 'fivestar (+http://portal.example/)',
    backOff,
    ...options,
    limits: { retries: 0, ...options.limits },
  });
}

export function withBody(answer: FetchAnswer): FetchedBody {
  assert.equal(answer.type, 'body');
  return answer as FetchedBody;
}

export async function textOf(answer: FetchAnswer): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of withBody(answer).body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Reads without keeping; how many bytes it got to before it ended or failed. */
export async function drain(answer: FetchAnswer): Promise<{ bytes: number; error?: unknown }> {
  let bytes = 0;
  try {
    for await (const chunk of withBody(answer).body) bytes += chunk.length;
    return { bytes };
  } catch (error) {
    return { bytes, error };
  }
}

export async function failureOf(action: Promise<unknown>, code: FailureCode): Promise<Failure> {
  return failing(
    await action.then(
      () => undefined,
      (error: unknown) => error,
    ),
    code,
  );
}

export function failing(error: unknown, code: FailureCode): Failure {
  assert.ok(error instanceof Failure, `no Failure: ${String(error)}`);
  assert.equal(error.code, code, error.message);
  return error;
}
