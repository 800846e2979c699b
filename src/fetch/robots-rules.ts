import { LRUCache } from 'lru-cache';
import robotsParser from 'robots-parser';
import { Failure } from '../model/failure.ts';
import { sourceFailed } from './source-failed.ts';
import { productToken } from './user-agent.ts';

/** What a server has at /robots.txt: its text, or nothing (4xx). */
export type RobotsText = string | undefined;

/** What robots.txt says of a URL that may be read. */
export interface RobotsLeave {
  /** Milliseconds between requests that it asks for (`Crawl-delay`, common but not in RFC 9309), bounded. */
  readonly delay?: number;
}

type Rules = ReturnType<typeof robotsParser>;

/** Servers whose rules are kept; a sitemap seldom leads to more than a few. */
const keptServers = 100;
/** Milliseconds between requests that are granted at most. */
const longestDelay = 30_000;
/**
 * Rules, and characters of those with wildcards: each rule is held against each URL, and a wildcard's time grows with the
 * product of its rule's length and the path's. What has more was made to keep readers busy.
 */
const most = { rules: 10_000, wildcardText: 65_536 };

/** Heeds robots.txt (RFC 9309), which is read once for each server. */
export class RobotsRules {
  readonly #read: (robots: URL) => Promise<RobotsText>;
  readonly #rules = new LRUCache<string, Promise<Rules>>({ max: keptServers });

  /** @param read throws Failure where the server cannot be reached or answers with 5xx */
  constructor(read: (robots: URL) => Promise<RobotsText>) {
    this.#read = read;
  }

  /**
   * @throws Failure `source-refused` where it forbids the URL; `source-failed` where it cannot be read, for then nothing
   * may be (§2.3.1.4)
   */
  async check(url: URL, signal?: AbortSignal): Promise<RobotsLeave> {
    if (url.pathname === '/robots.txt') return {};
    const rules = await unlessStopped(this.#of(url), signal);
    if (rules.isAllowed(url.href, productToken) === false)
      throw new Failure(
        'source-refused',
        `<${url.href}> is not fetched: ${url.origin}/robots.txt forbids it to "${productToken}"; ask its operator for leave, or set "robots" of the source to false if you have it.`,
      );
    const seconds = rules.getCrawlDelay(productToken);
    if (seconds === undefined || !(seconds > 0)) return {};
    return { delay: Math.min(seconds * 1_000, longestDelay) };
  }

  async #of({ origin }: URL): Promise<Rules> {
    const kept = this.#rules.get(origin) ?? this.#load(new URL('/robots.txt', origin));
    this.#rules.set(origin, kept);
    try {
      return await kept;
    } catch (error) {
      // The next page may try again: the failure may have been a passing one.
      this.#rules.delete(origin);
      throw error;
    }
  }

  async #load(url: URL): Promise<Rules> {
    const text = await this.#read(url);
    const lines = (text ?? '').replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
    const rules = lines.filter((line) => /^\s*(?:dis)?allow\s*:/i.test(line));
    const wild = rules.filter((line) => line.includes('*')).reduce((sum, line) => sum + line.length, 0);
    if (rules.length > most.rules || wild > most.wildcardText)
      throw sourceFailed(url, 'it has more rules than can be heeded');
    return robotsParser(url.href, lines.join('\n'));
  }
}

/** The file may be waited for by others too: who gives up leaves it to them. */
async function unlessStopped<T>(awaited: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return awaited;
  const listening = new AbortController();
  try {
    return await Promise.race([awaited, stopOf(signal, listening.signal)]);
  } finally {
    listening.abort();
  }
}

function stopOf(signal: AbortSignal, listening: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { signal: listening });
    if (signal.aborted) stop();
  });
}
