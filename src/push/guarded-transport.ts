import type { IncomingMessage } from 'node:http';
import type { AddressPolicy } from '../fetch/address-policy.ts';
import { PublicAddresses } from '../fetch/public-addresses.ts';
import { Connections, type NameLookup, sendGuarded } from '../fetch/send-guarded.ts';
import { Failure } from '../model/failure.ts';
import type { PushAnswer, PushRequest, PushTransport } from './push-transport.ts';

/** Milliseconds from the request to the last byte of its answer that is wanted. */
const longest = 15_000;

export interface TransportOptions {
  /** Hosts, addresses and networks beyond the public ones that may be reached. */
  readonly allowed: readonly string[];
  readonly timeout?: number;
  /** Absent: the system's. */
  readonly lookup?: NameLookup;
}

/** Sends to public addresses, and to those that the operator lists with `push`. */
export class GuardedTransport implements PushTransport {
  readonly #allowed: AddressPolicy;
  readonly #connections = new Connections();
  readonly #timeout: number;
  readonly #lookup: NameLookup | undefined;

  /** @throws Failure `invalid-configuration` */
  constructor({ allowed, timeout, lookup }: TransportOptions) {
    this.#allowed = new PublicAddresses(allowed, {
      code: 'endpoint-refused',
      done: 'delivered to',
      remedy: (entry) => `the operator of this portal can allow it with --push ${entry}`,
    });
    this.#timeout = timeout ?? longest;
    this.#lookup = lookup;
  }

  check(address: string): URL {
    return this.#allowed.check(address);
  }

  async send(request: PushRequest, most = 0): Promise<PushAnswer> {
    const url = this.#allowed.check(request.url);
    const signal = AbortSignal.timeout(this.#timeout);
    const { method, headers, body } = request;
    try {
      const sending = { url, method, headers: { ...headers }, signal, ...(body && { body }) };
      const guard = {
        connections: this.#connections,
        allowed: this.#allowed,
        ...(this.#lookup && { lookup: this.#lookup }),
      };
      const message = await sendGuarded(sending, guard);
      return {
        status: message.statusCode ?? 0,
        headers: fieldsOf(message),
        body: await beginningOf(message, most),
      };
    } catch (error) {
      if (error instanceof Failure) throw error;
      const reason = signal.aborted
        ? `there was no whole answer within ${this.#timeout / 1_000} s`
        : error instanceof Error
          ? error.message
          : String(error);
      throw new Failure('endpoint-failed', `${url.host} could not be reached: ${reason}.`, { cause: error });
    }
  }

  close(): void {
    this.#connections.close();
  }
}

function fieldsOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

/** What nobody asked for is not read on: an answer may have no end. */
async function beginningOf(message: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  if (most > 0)
    for await (const chunk of message as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= most) break;
    }
  else await drained(message);
  message.destroy();
  return Buffer.concat(chunks).subarray(0, most).toString('utf8');
}

/** Short answers are read to their end, so that the connection can be used again. */
const worthReading = 16 * 1024;

async function drained(message: IncomingMessage): Promise<void> {
  let size = 0;
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > worthReading) return;
    }
  } catch {
    // The status has been read: how the connection ended changes nothing.
  }
}
