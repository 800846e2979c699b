import { setMaxListeners } from 'node:events';
import { Failure } from '../model/failure.ts';
import type { AddressPolicy } from './address-policy.ts';
import { answerFields } from './answer-fields.ts';
import { type AskRules, askHost, statusFailure } from './ask-host.ts';
import { type BackOff, defaultBackOff } from './back-off.ts';
import type { Exchange } from './exchange.ts';
import {
  defaultFetchLimits,
  type FetchAnswer,
  type FetchCounts,
  type FetchedBody,
  type Fetcher,
  type FetchLimits,
  type FetchRequest,
} from './fetcher.ts';
import { readBody } from './read-body.ts';
import { locationOf, RedirectTrail } from './redirect.ts';
import { checkFields, type FieldSources, isConditional, requestFields } from './request-fields.ts';
import { RobotsRules, type RobotsText } from './robots-rules.ts';
import { RunBudget } from './run-budget.ts';
import { Connections, type NameLookup } from './send-guarded.ts';
import type { Turns } from './turns.ts';

export interface GuardedFetcherOptions {
  /** Which addresses may be reached. */
  readonly policy: AddressPolicy;
  /** Shared by all runs of the process. */
  readonly turns: Turns;
  /** `User-Agent`. */
  readonly agent: string;
  /** What is not given is as in `defaultFetchLimits`. */
  readonly limits?: Partial<FetchLimits>;
  /** Whether robots.txt is heeded; absent: not. */
  readonly robots?: boolean;
  /** Header fields for the server of `home` alone, such as `Authorization`: whatever else it links to does not get them. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The address of the source. */
  readonly home?: string;
  /** Milliseconds between requests to one host; absent: as `turns` has it. */
  readonly delay?: number;
  readonly backOff?: BackOff;
  /** Told what is asked for again, and why. */
  readonly log?: (message: string) => void;
  /** How names become addresses; absent: the system's. */
  readonly lookup?: NameLookup;
}

/** Bytes of robots.txt that are read (RFC 9309 §2.5 asks for as many at least); what follows is left out. */
const robotsBytes = 500 * 1024;

/**
 * The fetcher of one run, over `node:http`. Nothing is buffered: what the reader does not take stays with the server. A
 * body that is open has one of its host's turns, so one body should be read, or closed, before the next is asked for.
 * A signal that stops a request, or a body, throws its reason.
 */
export class GuardedFetcher implements Fetcher {
  readonly #rules: AskRules;
  readonly #fields: FieldSources;
  readonly #robots: RobotsRules | undefined;
  /** Milliseconds between requests to one host. */
  readonly #delay: number;
  readonly #closing = new AbortController();

  /** @throws Failure `invalid-configuration` where a header field cannot be sent */
  constructor(options: GuardedFetcherOptions) {
    const { policy, turns, agent, headers = {}, home, lookup, log = () => undefined } = options;
    checkFields(headers);
    const limits = { ...defaultFetchLimits, ...options.limits };
    this.#rules = {
      guard: { connections: new Connections(), allowed: policy, ...(lookup && { lookup }) },
      limits,
      budget: new RunBudget(limits),
      turns,
      backOff: options.backOff ?? defaultBackOff,
      log,
    };
    this.#fields = { agent, headers, ...(home !== undefined && { home: new URL(home) }) };
    this.#robots = options.robots ? new RobotsRules((url) => this.#readRobots(url)) : undefined;
    this.#delay = options.delay ?? turns.delay;
    // Every request on its way listens.
    setMaxListeners(0, this.#closing.signal);
  }

  async fetch(request: FetchRequest): Promise<FetchAnswer> {
    checkFields(request.headers ?? {});
    const exchange = await this.#follow(request, this.#robots);
    const { url, status } = exchange;
    if (status === 200) return this.#body(exchange);
    if (status === 304 && isConditional(request, url)) {
      await exchange.finish();
      return { type: 'not-modified', url: url.href };
    }
    if (status === 404 || status === 410) {
      exchange.close();
      return { type: 'absent', url: url.href, status };
    }
    throw await statusFailure(exchange, this.#rules);
  }

  counts(): FetchCounts {
    return this.#rules.budget.counts;
  }

  /** Ends whatever is still on its way. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('The run is over.'));
    this.#rules.guard.connections.close();
  }

  /** Follows redirects, to an answer that is none. */
  async #follow(request: FetchRequest, robots: RobotsRules | undefined): Promise<Exchange> {
    const { allowed } = this.#rules.guard;
    let url = allowed.check(request.url);
    let post = request.post;
    const trail = new RedirectTrail(url, this.#rules.limits.redirects);
    const signals = request.signal ? [request.signal, this.#closing.signal] : [this.#closing.signal];
    for (;;) {
      const leave = await robots?.check(url, request.signal);
      const fields = requestFields(url, request, this.#fields);
      if (post) fields['content-type'] = post.contentType;
      const exchange = await askHost(
        {
          url,
          method: post ? 'POST' : 'GET',
          headers: fields,
          ...(post && { body: post.body }),
          signals,
          delay: Math.max(leave?.delay ?? 0, this.#delay),
        },
        this.#rules,
      );
      const location = locationOf(exchange);
      if (location === undefined) return exchange;
      // Method and body stay the same, as what moved still needs the whole request; 303 asks for a GET (RFC 9110 §15.4.4).
      if (exchange.status === 303) post = undefined;
      exchange.close();
      url = trail.next(url, location, allowed);
    }
  }

  #body(exchange: Exchange): FetchedBody {
    const chunks = readBody(exchange, this.#rules);
    let taken = false;
    return {
      type: 'body',
      url: exchange.url.href,
      status: exchange.status,
      ...answerFields(exchange.message, exchange.url),
      body: {
        // A generator that has ended would be an empty body to a second reader.
        [Symbol.asyncIterator]() {
          if (taken) throw new Error('A body can be read once, before it is closed.');
          taken = true;
          return chunks;
        },
      },
      close: () => {
        taken = true;
        exchange.close();
      },
    };
  }

  /** RFC 9309 §2.3.1: 4xx leaves all open; what is not reached, or overloaded, forbids all. */
  async #readRobots(robots: URL): Promise<RobotsText> {
    let exchange: Exchange;
    try {
      exchange = await this.#follow({ url: robots.href, accept: 'text/plain, */*;q=0.1' }, undefined);
    } catch (error) {
      throw error instanceof Failure && error.code === 'source-failed' ? unreachable(error) : error;
    }
    if (exchange.status >= 400 && exchange.status < 500) {
      exchange.close();
      return undefined;
    }
    if (exchange.status !== 200) throw unreachable(await statusFailure(exchange, this.#rules));
    const parts: Buffer[] = [];
    let size = 0;
    for await (const chunk of readBody(exchange, this.#rules)) {
      parts.push(chunk);
      size += chunk.length;
      if (size > robotsBytes) break;
    }
    const text = Buffer.concat(parts).toString('utf8', 0, robotsBytes);
    // A rule that is cut in two would be another rule.
    return size > robotsBytes ? text.slice(0, text.lastIndexOf('\n') + 1) : text;
  }
}

function unreachable(failure: Failure): Failure {
  const reason = 'without it nothing may be read there (RFC 9309)';
  return new Failure('source-failed', `${failure.message} It is the server's robots.txt: ${reason}.`, {
    cause: failure,
  });
}
