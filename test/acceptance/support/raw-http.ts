import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/**
 * One request as bytes, and the first answer to it. Nothing is mended on the way.
 * @returns `undefined` where the server closes without an answer
 * @throws Error where the answer is no HTTP, or its length is not what it states
 */
export async function sendRaw(port: number, request: Buffer, method: string): Promise<RawAnswer | undefined> {
  const socket = connect(port, '127.0.0.1');
  try {
    return await exchange(socket, request, method);
  } finally {
    socket.destroy();
  }
}

function exchange(socket: Socket, request: Buffer, method: string): Promise<RawAnswer | undefined> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const finish = (ended: boolean) => {
      try {
        const answer = parseAnswer(received, method, ended);
        if (answer || (ended && received.length === 0)) resolve(answer);
        else if (ended)
          reject(new Error(`the answer is cut off: ${received.toString('latin1').slice(0, 500)}`));
      } catch (error) {
        reject(error);
      }
    };
    socket.setTimeout(20_000, () => reject(new Error('no answer within 20 s')));
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      finish(false);
    });
    socket.on('end', () => finish(true));
    // Who is refused before the whole body was read may find the connection reset.
    socket.on('error', () => finish(true));
    socket.write(request);
  });
}

/** `undefined`: it is not all there. */
function parseAnswer(bytes: Buffer, method: string, ended: boolean): RawAnswer | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...fields] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
  if (!status) throw new Error(`this is no status line: ${first}`);
  if (status === 100) return parseAnswer(bytes.subarray(end + 4), method, ended);
  const headers = new Map<string, string>();
  for (const field of fields) {
    const [, name = '', value = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.*)$/.exec(field) ?? [];
    if (name === '') throw new Error(`this is no header field: ${field}`);
    headers.set(name.toLowerCase(), value);
  }
  const rest = bytes.subarray(end + 4);
  if (method === 'HEAD' || status === 204 || status === 304)
    return { status, headers, body: Buffer.alloc(0) };
  if (headers.get('transfer-encoding') === 'chunked') {
    const body = unchunk(rest);
    return body && { status, headers, body };
  }
  const length = headers.get('content-length');
  if (length === undefined) {
    if (headers.get('connection') !== 'close') throw new Error(`${first}: neither length nor chunks`);
    return ended ? { status, headers, body: rest } : undefined;
  }
  if (rest.length < Number(length)) return undefined;
  return { status, headers, body: rest.subarray(0, Number(length)) };
}

function unchunk(bytes: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const size = Number.parseInt(bytes.subarray(at, line).toString('latin1'), 16);
    if (Number.isNaN(size)) throw new Error('this is no chunk');
    if (bytes.length < line + 4 + size) return undefined;
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 4 + size;
  }
}
