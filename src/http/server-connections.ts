import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The connections of a server: how many there are, and what goes on on each. */
export class ServerConnections {
  readonly #server: Server;
  readonly #most: number;
  readonly #open = new Set<Socket>();
  readonly #surplus = new WeakSet<Socket>();
  readonly #closing = new WeakSet<Socket>();
  readonly #latest = new WeakMap<object, ServerResponse>();

  /** @param most of them that are served at once */
  constructor(server: Server, most: number) {
    this.#server = server;
    this.#most = most;
    server.on('connection', (socket) => this.#add(socket));
  }

  /** What is to be told that there are too many, rather than served. */
  isSurplus(socket: Socket): boolean {
    return this.#surplus.has(socket);
  }

  /** Nothing more is heard on it. */
  isClosing(socket: Socket): boolean {
    return this.#closing.has(socket);
  }

  /** Closes the connection that many milliseconds after this answer, its last. */
  closeAfter(response: ServerResponse, milliseconds: number): void {
    const { socket } = response.req;
    this.#closing.add(socket);
    response.once('finish', () => {
      const timer = setTimeout(() => socket.destroy(), milliseconds);
      socket.once('close', () => clearTimeout(timer));
    });
  }

  /** Answers go out in the order of their requests: when the latest is out, all are. */
  begin(response: ServerResponse): void {
    this.#latest.set(response.req.socket, response);
  }

  latest(socket: object): ServerResponse | undefined {
    return this.#latest.get(socket);
  }

  /** An answer is being made, or waits for one that is, and no byte waits for the client. */
  isWorking(socket: Socket): boolean {
    const response = this.#latest.get(socket);
    return response !== undefined && !response.writableFinished && socket.writableLength === 0;
  }

  /** Where there is no more room, connections between two requests give way: their clients expect that. */
  #add(socket: Socket): void {
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    if (this.#open.size <= this.#most) return;
    this.#server.closeIdleConnections();
    for (const one of this.#open) if (one.destroyed) this.#open.delete(one);
    if (this.#open.size > this.#most) this.#surplus.add(socket);
  }
}
