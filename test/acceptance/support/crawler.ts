import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { readDocument } from './crawled-links.ts';

/** Of addresses with the same `kind` at most `most` are followed. */
export interface CrawlRule {
  readonly kind: string;
  readonly most: number;
}

export interface CrawlOptions {
  /** Ends in `/`; what begins so is followed. */
  readonly base: string;
  /** Where the portal listens, without slash at its end. */
  readonly origin: string;
  /** Bounds spaces without end; `undefined` follows all. */
  readonly rule: (address: string) => CrawlRule | undefined;
  /** Whether the data that an IRI leads to has to mention it. */
  readonly mentions: (iri: string) => boolean;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Task {
  readonly address: string;
  /** IRI that is dereferenced for its data; absent: an address as a browser asks for it. */
  readonly iri?: string;
  readonly from: string;
}

const atOnce = 6;
const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const data = 'text/turtle';

/**
 * Follows every reference of pages and every IRI of data under the base, each once: addresses as a browser, IRIs as a
 * client of linked data. Remembers what went wrong, and goes on.
 */
export class Crawler {
  readonly #options: CrawlOptions;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  readonly #queue: Task[] = [];
  readonly #seen = new Set<string>();
  readonly #counts = new Map<string, number>();
  readonly #anchors = new Map<string, ReadonlySet<string>>();
  readonly #fragments: { address: string; fragment: string; from: string }[] = [];
  /** One line each: what, where, and what led there. */
  readonly problems: string[] = [];
  /** Addresses that a browser was answered 200 at, after redirects. */
  readonly pages = new Set<string>();
  /** IRIs whose data was read and mentions them. */
  readonly described = new Set<string>();
  requests = 0;

  constructor(options: CrawlOptions) {
    this.#options = options;
  }

  async run(...paths: readonly string[]): Promise<void> {
    for (const path of paths) this.#follow(this.#options.base + path, 'the start');
    let working = 0;
    await new Promise<void>((resolve, reject) => {
      const start = () => {
        if (working === 0 && this.#queue.length === 0) resolve();
        while (working < atOnce) {
          const task = this.#queue.shift();
          if (!task) return;
          working += 1;
          this.#work(task).then(() => {
            working -= 1;
            start();
          }, reject);
        }
      };
      start();
    });
    this.#agent.destroy();
    this.#checkFragments();
  }

  #follow(reference: string, from: string): void {
    const { base } = this.#options;
    if (/^(?:data|mailto|tel|javascript|urn):/i.test(reference)) return;
    if (!URL.canParse(reference, from.startsWith('http') ? from : base)) {
      this.problems.push(`no address: ${reference} (from ${from})`);
      return;
    }
    const { href } = new URL(reference, from.startsWith('http') ? from : base);
    if (!href.startsWith(base)) return;
    const address = href.replace(/#.*$/, '');
    this.#add(`page ${address}`, { address, from });
  }

  #keepFragment(link: string, from: string): void {
    if (!URL.canParse(link, from)) return;
    const [address = '', fragment] = new URL(link, from).href.split('#', 2);
    if (fragment) this.#fragments.push({ address, fragment, from });
  }

  #dereference(iri: string, from: string): void {
    if (!iri.startsWith(this.#options.base)) return;
    const { href } = new URL(iri);
    this.#add(`data ${iri}`, { address: href.replace(/#.*$/, ''), iri, from });
  }

  #add(key: string, task: Task): void {
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const rule = this.#options.rule(task.address);
    if (rule) {
      const kind = `${task.iri === undefined ? 'page' : 'data'} ${rule.kind}`;
      const count = (this.#counts.get(kind) ?? 0) + 1;
      this.#counts.set(kind, count);
      if (count > rule.most) return;
    }
    this.#queue.push(task);
  }

  async #work({ address, iri, from }: Task): Promise<void> {
    const accept = iri === undefined ? browser : data;
    const where = `${iri ?? address}${iri === undefined ? '' : ' as data'} (from ${from})`;
    const reached = await this.#get(address, accept);
    if (typeof reached === 'string') {
      this.problems.push(`${reached}: ${where}`);
      return;
    }
    const { answer, at } = reached;
    if (answer.status !== 200) {
      this.problems.push(`${answer.status}: ${where}`);
      return;
    }
    try {
      const { references, links = [], iris, anchors } = await readDocument(answer);
      if (anchors) this.#anchors.set(address, anchors);
      if (iri === undefined) this.pages.add(at);
      for (const reference of references) this.#follow(reference, at);
      for (const link of links) this.#keepFragment(link, at);
      for (const one of new Set(iris)) this.#dereference(one, at);
      if (iri === undefined || !this.#options.mentions(iri)) return;
      if (isMentioned(iri, iris)) this.described.add(iri);
      else this.problems.push(`not mentioned by ${at}: ${where}`);
    } catch (error) {
      const type = answer.headers['content-type'];
      this.problems.push(`does not parse as ${type}: ${where}: ${(error as Error).message.slice(0, 300)}`);
    }
  }

  /** Follows redirects. */
  async #get(address: string, accept: string): Promise<{ answer: Answer; at: string } | string> {
    const { base } = this.#options;
    let at = address;
    for (let hops = 0; hops < 5; hops++) {
      const answer = await this.#ask(at, accept);
      if (answer.status < 300 || answer.status >= 400) return { answer, at };
      const location = answer.headers.location ?? '';
      if (!URL.canParse(location, at)) return `${answer.status} to "${location}"`;
      const { href } = new URL(location, at);
      if (!href.startsWith(base)) return `${answer.status} to the outside, ${href}`;
      at = href.replace(/#.*$/, '');
    }
    return 'too many redirects';
  }

  #ask(address: string, accept: string): Promise<Answer> {
    const { base, origin } = this.#options;
    const path = new URL(base).pathname + address.slice(base.length);
    this.requests += 1;
    return new Promise((resolve, reject) => {
      const options = { agent: this.#agent, headers: { Accept: accept } };
      const sent = request(origin + path, options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
      sent.on('error', reject);
      sent.end();
    });
  }

  #checkFragments(): void {
    for (const { address, fragment, from } of this.#fragments) {
      const anchors = this.#anchors.get(address);
      if (!anchors || anchors.has(fragment) || anchors.has(decodeURIComponent(fragment))) continue;
      this.problems.push(`no such place in the page: ${address}#${fragment} (from ${from})`);
    }
  }
}

/** The name of a vocabulary that ends in a hash is the beginning of its terms' names. */
function isMentioned(iri: string, iris: readonly string[]): boolean {
  return iris.includes(iri) || (iri.endsWith('#') && iris.some((one) => one.startsWith(iri)));
}
