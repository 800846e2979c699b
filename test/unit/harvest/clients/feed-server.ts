import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ServedPage {
  readonly type?: string;
  readonly body: string | Uint8Array;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Pages of a server of the test's own, by path. `{origin}` in a text stands for its address. */
export class PageServer {
  readonly pages = new Map<string, ServedPage | string>();
  readonly asked: string[] = [];
  readonly #server: Server;
  origin = '';

  constructor() {
    this.#server = createServer((request, response) => {
      const path = request.url ?? '';
      this.asked.push(path);
      const found = this.pages.get(path);
      if (found === undefined) {
        response.writeHead(404).end();
        return;
      }
      const page = typeof found === 'string' ? { body: found } : found;
      const body =
        typeof page.body === 'string'
          ? page.body.replaceAll('{origin}', this.origin)
          : Buffer.from(page.body);
      const type = page.type ?? 'application/xml';
      response.writeHead(page.status ?? 200, { 'content-type': type, ...page.headers }).end(body);
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  reset(): void {
    this.pages.clear();
    this.asked.length = 0;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
