import type { Exchange } from './exchange.ts';
import type { FetchLimits } from './fetcher.ts';
import type { RunBudget } from './run-budget.ts';
import { sourceFailed } from './source-failed.ts';
import { codingOf, unpack } from './unpack.ts';

export interface BodyRules {
  readonly limits: FetchLimits;
  readonly budget: RunBudget;
}

/** Unpacked bytes up to which any ratio is fine: small pages of white space pack very well. */
const freeBytes = 1_000_000;

/**
 * The body, unpacked, as it comes. The exchange is closed when it has ended, failed or is left.
 * @throws Failure `source-failed` where it is not whole, or beyond a limit
 */
export async function* readBody(exchange: Exchange, rules: BodyRules): AsyncGenerator<Buffer> {
  const { url } = exchange;
  const { limits, budget } = rules;
  const wire = new WireReader(exchange, rules);
  let size = 0;
  try {
    const coding = codingOf(exchange.message.headers['content-encoding']);
    if (coding === null) {
      const stated = exchange.message.headers['content-encoding'];
      throw sourceFailed(url, `it is packed as "${stated}", which was not asked for`);
    }
    const stated = Number(exchange.message.headers['content-length']);
    if (stated > limits.pageBytes) throw tooLarge(url, limits);
    for await (const chunk of coding === undefined ? wire.read() : unpack(wire.read(), coding)) {
      size += chunk.length;
      if (size > limits.pageBytes) throw tooLarge(url, limits);
      if (size > freeBytes && size > wire.size * limits.ratio)
        throw sourceFailed(
          url,
          `it unpacks to more than ${limits.ratio} times what came over the wire; a higher limit "ratio" allows more`,
        );
      budget.unpacked(url, chunk.length);
      yield chunk;
    }
  } catch (error) {
    throw exchange.explain(error, whatBroke(error, wire.size));
  } finally {
    exchange.close();
  }
}

/** The bytes as they come over the wire. */
class WireReader {
  readonly #exchange: Exchange;
  readonly #rules: BodyRules;
  size = 0;

  constructor(exchange: Exchange, rules: BodyRules) {
    this.#exchange = exchange;
    this.#rules = rules;
  }

  async *read(): AsyncGenerator<Buffer> {
    const { message, clock, url } = this.#exchange;
    const { limits, budget } = this.#rules;
    const chunks = message[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    for (;;) {
      const next = await clock.wait(() => chunks.next());
      if (next.done) break;
      this.size += next.value.length;
      budget.arrived(next.value.length);
      if (this.size > limits.pageBytes) throw tooLarge(url, limits);
      yield next.value;
    }
    if (!message.complete) throw sourceFailed(url, whatBroke(undefined, this.size));
  }
}

function tooLarge(url: URL, { pageBytes }: FetchLimits) {
  return sourceFailed(url, `it has more than ${pageBytes} bytes; a higher limit "pageBytes" allows more`);
}

function whatBroke(error: unknown, size: number): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(?:Z_|ERR_BROTLI|ERR__ERROR_FORMAT|BROTLI)/.test(code))
    return code === 'Z_BUF_ERROR' ? 'its packed body ends early' : 'its body cannot be unpacked';
  return `the connection broke off after ${size} bytes, before its end`;
}
