import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ServedPage {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** Pages by path and query, on 127.0.0.1. They may name their own server as `{origin}`. */
export class PageServer {
  readonly pages = new Map<string, ServedPage | ((request: IncomingMessage) => ServedPage | undefined)>();
  readonly requests: string[] = [];
  /** Requests that were answered with 304. */
  unchanged = 0;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<PageServer> {
    const server = createServer();
    const served = new PageServer(server);
    server.on('request', (request, response) => {
      const path = request.url ?? '/';
      served.requests.push(path);
      const found = served.pages.get(path);
      const page = typeof found === 'function' ? found(request) : found;
      if (!page) {
        response.writeHead(404).end();
        return;
      }
      const { status = 200, type = 'text/turtle', headers = {}, body } = page;
      const named = Object.entries(headers).map(([name, value]) => [name, served.named(value)]);
      const content = typeof body === 'string' ? served.named(body) : body;
      const etag = `"${createHash('sha256').update(content).digest('hex')}"`;
      if (request.headers['if-none-match'] === etag) {
        served.unchanged += 1;
        response.writeHead(304).end();
        return;
      }
      response.writeHead(status, { ETag: etag, 'Content-Type': type, ...Object.fromEntries(named) });
      response.end(content);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return served;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  named(text: string): string {
    return text.replaceAll('{origin}', this.origin);
  }

  clear(): void {
    this.pages.clear();
    this.requests.length = 0;
    this.unchanged = 0;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
