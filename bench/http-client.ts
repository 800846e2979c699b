import { Agent, request } from 'node:http';

/** One answer over loopback. */
export interface TimedAnswer {
  /** 0: the connection broke. */
  readonly status: number;
  readonly bytes: number;
  /** From the request to the last byte. */
  readonly milliseconds: number;
  readonly body: string;
}

/** A client with one connection that is kept alive: one request at a time. */
export class HttpClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  get(address: string, headers: Readonly<Record<string, string>>): Promise<TimedAnswer> {
    const started = performance.now();
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      const end = (status: number) => {
        const milliseconds = performance.now() - started;
        const body = Buffer.concat(chunks);
        resolve({ status, bytes: body.length, milliseconds, body: body.toString() });
      };
      const sent = request(address, { agent: this.#agent, headers }, (response) => {
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => end(response.statusCode ?? 0));
        response.on('error', () => end(0));
      });
      sent.on('error', () => end(0));
      sent.end();
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
