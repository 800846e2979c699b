import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Failure } from '../model/failure.ts';
import type { HttpLog } from './http-context.ts';

/** Bytes of a request's line and header fields: room for a SPARQL query by GET. */
const largestHead = 64 * 1024;

export interface RunningServer {
  readonly port: number;
  /** Lets requests in flight end, for at most `grace` milliseconds; takes no new ones. */
  close(grace?: number): Promise<void>;
}

/**
 * Listens on `port` (0: any free one) of `host`.
 * @throws Failure `wrong-usage` where the port is taken or may not be used
 */
export async function startServer(options: {
  listener: RequestListener;
  host: string;
  port: number;
  log: HttpLog;
}): Promise<RunningServer> {
  const { listener, host, port, log } = options;
  const server = createServer({ maxHeaderSize: largestHead, requestTimeout: 60_000 }, listener);
  server.on('clientError', (error: Error & { code?: string }, socket) => refuse(error, socket as Socket));
  await listening(server, host, port);
  server.on('error', (error) => log.error({ err: error }, 'the HTTP server failed'));
  return {
    port: (server.address() as AddressInfo).port,
    close: (grace = 10_000) => stop(server, grace),
  };
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
  server.closeIdleConnections();
  await closed;
  clearTimeout(timer);
}

interface Reason {
  readonly status: string;
  readonly title: string;
  readonly detail: string;
}

const reasons: Readonly<Record<string, Reason>> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    title: 'The address or the header fields are too long',
    detail: `Together they have at most ${largestHead} bytes. Send a long SPARQL query with POST.`,
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    title: 'The request did not arrive in time',
    detail: 'Send it again, whole.',
  },
};
const notHttp: Reason = {
  status: '400 Bad Request',
  title: 'This is no HTTP/1.1 request',
  detail: 'Percent-encode what is not ASCII in the address, and check the header fields.',
};

/** Requests that HTTP itself cannot make sense of never reach the listener. */
function refuse(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { status, title, detail } = reasons[error.code ?? ''] ?? notHttp;
  const problem = { type: 'about:blank', title, status: Number(status.slice(0, 3)), detail };
  const body = `${JSON.stringify(problem)}\n`;
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
