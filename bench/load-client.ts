/**
 * Load for a server: some connections, kept alive, one request at a time on each, round the paths. Speaks HTTP/1.1 on
 * bare sockets (answers with a Content-Length only), because on few cores `node:http` as a client is slower than the
 * servers that it would measure. Argument: a JSON file of a {@link LoadJob}. Prints a {@link LoadResult} as JSON.
 */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

export interface LoadRequest {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface LoadJob {
  readonly port: number;
  readonly host: string;
  readonly requests: readonly LoadRequest[];
  /** Status of every answer; another one ends the load with an error. */
  readonly status: number;
  readonly connections: number;
  readonly milliseconds: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly bytes: number;
  /** Milliseconds from request to the last byte of the answer, of a tenth of the requests. */
  readonly latencies: readonly number[];
}

const job = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as LoadJob;
const requests = job.requests.map(({ path, fields }) => {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(
    `GET ${path} HTTP/1.1\r\nHost: ${job.host}\r\n${lines.join('')}Connection: keep-alive\r\n\r\n`,
  );
});
let next = 0;
let answered = 0;
let bytes = 0;
const latencies: number[] = [];

/** Asks again and again on one connection until `end`. */
function drive(end: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: job.port, host: '127.0.0.1', noDelay: true });
    let missing = -1;
    let head = '';
    let sent = 0;
    const ask = () => {
      sent = performance.now();
      const request = requests[next++ % requests.length];
      if (sent >= end || !request) socket.end();
      else socket.write(request);
    };
    socket.on('connect', ask);
    socket.on('data', (chunk) => {
      bytes += chunk.length;
      if (missing < 0) {
        head += chunk.toString('latin1');
        const gap = head.indexOf('\r\n\r\n');
        if (gap === -1) return;
        missing = bodyLength(head.slice(0, gap + 2)) - (head.length - gap - 4);
        head = '';
      } else missing -= chunk.length;
      if (missing > 0) return;
      missing = -1;
      if (answered++ % 10 === 0) latencies.push(performance.now() - sent);
      ask();
    });
    socket.on('close', () => resolve());
    socket.on('error', reject);
  });
}

function bodyLength(head: string): number {
  const length = job.status === 304 ? '0' : /^content-length: *(\d+)\r$/im.exec(head)?.[1];
  if (!head.startsWith(`HTTP/1.1 ${job.status} `) || length === undefined)
    throw new Error(`Not the expected answer:\n${head}`);
  return Number(length);
}

const started = performance.now();
await Promise.all(Array.from({ length: job.connections }, () => drive(started + job.milliseconds)));
const result: LoadResult = {
  requests: answered,
  seconds: (performance.now() - started) / 1000,
  bytes,
  latencies,
};
process.stdout.write(JSON.stringify(result));
