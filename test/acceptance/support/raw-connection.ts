import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A connection that sends and reads just what it is told. */
export class RawConnection {
  readonly socket: Socket;
  received = '';
  /** The server ended, or broke off. */
  ended = false;

  /** Stays open on its side when the server ends. */
  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    this.socket.setEncoding('latin1');
    this.socket.on('data', (text: string) => {
      this.received += text;
    });
    this.socket.on('end', () => {
      this.ended = true;
    });
    this.socket.on('close', () => {
      this.ended = true;
    });
    // Who is refused while it sends may find the connection reset; the tests ask what came before.
    this.socket.on('error', () => {
      this.ended = true;
    });
  }

  send(text: string): this {
    this.socket.write(text, 'latin1');
    return this;
  }

  /** Waits until the server has ended. @returns everything that came */
  async whole(): Promise<string> {
    await until(() => this.ended, 'the server ends the connection');
    return this.received;
  }

  async receives(pattern: RegExp): Promise<this> {
    await until(
      () => pattern.test(this.received),
      `${pattern} in ${JSON.stringify(this.received.slice(0, 300))}`,
    );
    return this;
  }

  close(): void {
    this.socket.destroy();
  }
}

/** @throws Error where it does not come about in 20 s */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within 20 s: ${what}`);
    await sleep(10);
  }
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** The answers that came, all with their length. */
export function answersOf(received: string): HttpAnswer[] {
  const answers: HttpAnswer[] = [];
  for (let rest = received; rest !== ''; ) {
    const end = rest.indexOf('\r\n\r\n');
    const [first = '', ...fields] = rest.slice(0, end).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
    if (end < 0 || !status) throw new Error(`this is no answer: ${JSON.stringify(rest.slice(0, 300))}`);
    const headers = new Map(
      fields.map((field) => {
        const colon = field.indexOf(':');
        return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()] as const;
      }),
    );
    const length = Number(headers.get('content-length') ?? 0);
    const body = rest.slice(end + 4, end + 4 + length);
    if (body.length < length) throw new Error(`${first}: ${body.length} of ${length} bytes`);
    answers.push({ status, headers, body: Buffer.from(body, 'latin1').toString('utf8') });
    rest = rest.slice(end + 4 + length);
  }
  return answers;
}
