import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Failure } from '../model/failure.ts';
import type { Language } from '../model/text.ts';
import type { HttpLog } from './http-context.ts';
import type { Problem } from './problem.ts';
import { hasBody, refusalOf } from './server-checks.ts';
import { ServerConnections } from './server-connections.ts';
import { defaultLimits, type ServerLimits } from './server-limits.ts';
import { noTunnel, otherExpectation, problemOfParser, tooManyConnections } from './server-problems.ts';
import { refuseConnection, refuseRequest } from './server-refusals.ts';

/** Connections that are opened beyond the most, to be told that there are too many. */
const reserve = 256;

export interface RunningServer {
  readonly port: number;
  /** How many are open. */
  connections(): Promise<number>;
  /** Lets requests in flight end, for at most `grace` milliseconds; takes no new ones. */
  close(grace?: number): Promise<void>;
}

export interface ServerOptions {
  readonly listener: RequestListener;
  readonly host: string;
  readonly port: number;
  readonly log: HttpLog;
  readonly limits?: Partial<ServerLimits>;
  /** Of refusals where the client states none, or could not be understood. */
  readonly language?: Language;
}

/**
 * Listens on `port` (0: any free one) of `host`.
 * @throws Failure `wrong-usage` where the port is taken or may not be used
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, port, log } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const server = limitedServer(limits);
  guard(server, limits, options);
  await listening(server, host, port);
  server.on('error', (error) => log.error({ err: error }, 'the HTTP server failed'));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connectionsOf(server),
    close: (grace = 10_000) => stop(server, grace),
  };
}

function limitedServer(limits: ServerLimits): Server {
  const server = createServer({
    maxHeaderSize: limits.headBytes,
    headersTimeout: Math.min(limits.headersTimeout, limits.requestTimeout),
    requestTimeout: limits.requestTimeout,
    keepAliveTimeout: limits.keepAliveTimeout,
    connectionsCheckingInterval: limits.checkInterval,
    // Asked for in `refusalOf`, which gives reasons.
    requireHostHeader: false,
  });
  server.timeout = limits.stalledTimeout;
  // Fields beyond this number would be left out without a word; `refusalOf` counts them.
  server.maxHeadersCount = 0;
  server.maxConnections = limits.connections + reserve;
  return server;
}

/** Hands on what is sound, and answers the rest. */
function guard(server: Server, limits: ServerLimits, options: ServerOptions): void {
  const { listener, language = 'en' } = options;
  const connections = new ServerConnections(server, limits.connections);
  const answer = (request: IncomingMessage, response: ServerResponse, refusal: Problem | undefined) => {
    if (connections.isClosing(request.socket)) return;
    connections.begin(response);
    const more = hasBody(request);
    if (more) response.once('finish', () => leaveUnread(request, limits));
    if (!refusal) {
      listener(request, response);
      return;
    }
    // Node.js would close at once over a body that is still coming, and the answer might be lost.
    if (more) connections.closeAfter(response, limits.linger);
    refuseRequest(request, response, refusal, { fallback: language, close: !more });
  };
  const check = (request: IncomingMessage) =>
    connections.isSurplus(request.socket) ? tooManyConnections() : refusalOf(request, limits);
  server.on('request', (request, response) => answer(request, response, check(request)));
  server.on('checkContinue', (request, response) => {
    const refusal = check(request);
    if (!refusal) response.writeContinue();
    answer(request, response, refusal);
  });
  server.on('checkExpectation', (request, response) =>
    answer(request, response, check(request) ?? otherExpectation()),
  );
  server.on('connect', (_request, socket) =>
    refuseConnection(socket, noTunnel(), { language, linger: limits.linger }),
  );
  server.on('clientError', (error: Error & { code?: string }, socket) => {
    // What follows a last request is none (RFC 9112 §9.6); Node.js closes after its answer.
    if (error.code === 'HPE_CLOSED_CONNECTION') return;
    refuseBytes(error, socket as Socket, connections.latest(socket), () =>
      refuseConnection(socket, problemOfParser(error.code, limits), { language, linger: limits.linger }),
    );
  });
  server.on('timeout', (socket) => {
    if (!connections.isWorking(socket)) socket.destroy();
  });
}

/** What is left of a body after the answer is waited for in a measure; then the connection is of no further use. */
function leaveUnread(request: IncomingMessage, { linger }: ServerLimits): void {
  if (request.complete || request.socket.destroyed) return;
  request.resume();
  const timer = setTimeout(() => request.socket.destroy(), linger);
  for (const event of ['end', 'close']) request.once(event, () => clearTimeout(timer));
}

/**
 * Bytes that the parser cannot make sense of. Answers go out in the order of the requests, so a refusal waits for those
 * that are being made; where one has begun whose own body is broken, the connection is broken off.
 */
function refuseBytes(
  error: Error & { code?: string },
  socket: Socket,
  latest: ServerResponse | undefined,
  refuse: () => void,
): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
  } else if (latest === undefined || latest.writableFinished) {
    if (latest?.req.complete === false) socket.destroy();
    else refuse();
  } else if (latest.req.complete) {
    latest.once('finish', refuse);
  } else if (latest.headersSent) {
    socket.destroy();
  } else {
    refuse();
  }
}

function connectionsOf(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: Error & { code?: string }) => {
      const reason =
        cause.code === 'EADDRINUSE' ? 'it is taken by another process' : (cause.code ?? cause.message);
      reject(
        new Failure(
          'wrong-usage',
          `Port ${port} of ${host} cannot be listened on: ${reason}. Choose another with --port.`,
          {
            cause,
          },
        ),
      );
    });
    server.listen(port, host, resolve);
  });
}

async function stop(server: Server, grace: number): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), grace);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Those that are answered now become idle later.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  server.closeIdleConnections();
  await closed;
  clearTimeout(timer);
  clearInterval(idle);
}
