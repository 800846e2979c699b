import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Page {
  readonly status?: number;
  readonly type: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Asked {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A server's answer: a page, nothing (404), or what it writes itself. */
export type Answer = Page | undefined | ((response: ServerResponse, asked: Asked) => void | Promise<void>);

export type Respond = (asked: Asked) => Answer | Promise<Answer>;

/** A server on 127.0.0.1 whose answers a test may exchange at any time. `{origin}` in a text stands for its address. */
export class HarvestServer {
  respond: Respond;
  readonly asked: Asked[] = [];
  origin = '';
  readonly #server: Server;

  constructor(respond: Respond) {
    this.respond = respond;
    this.#server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', this.origin);
      const asked: Asked = { url, headers: request.headers };
      this.asked.push(asked);
      void this.#answer(asked, response);
    });
  }

  static async start(respond: Respond): Promise<HarvestServer> {
    const server = new HarvestServer(respond);
    await server.listen(0);
    return server;
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    this.origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  named(body: string | Buffer): Buffer {
    return typeof body === 'string' ? Buffer.from(body.replaceAll('{origin}', this.origin)) : body;
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(asked: Asked, response: ServerResponse): Promise<void> {
    // Clients that have had enough hang up.
    response.on('error', () => undefined);
    const answer = await this.respond(asked);
    if (typeof answer === 'function') await answer(response, asked);
    else if (answer === undefined) response.writeHead(404).end();
    else {
      const { status = 200, type, body, headers } = answer;
      response.writeHead(status, { 'Content-Type': type, ...headers }).end(this.named(body));
    }
  }
}
