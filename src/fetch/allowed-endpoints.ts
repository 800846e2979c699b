import { Failure } from '../model/failure.ts';
import type { AddressPolicy } from './address-policy.ts';
import { holds, type IpNetwork, isPublic, parseAddress, parseNetwork } from './ip-network.ts';

interface ListedUrl {
  /** As `URL.href` writes it; where `prefix`, everything that begins so is listed. */
  readonly href: string;
  readonly prefix: boolean;
}

/** The setting whose list it is: endpoints that queries may ask, or documents that LOAD may fetch. */
export type ListSetting = 'federate' | 'load';

const words = {
  federate: { done: 'queried', unlisted: 'it is not among the endpoints that this portal may query' },
  load: { done: 'loaded', unlisted: 'it is not among the documents that this portal may load' },
} as const;

/**
 * The addresses that the server may reach. An entry is a URL, a URL that ends in `*` (after its host), or an IP address
 * or network.
 *
 * Addresses outside the public Internet (private, loopback, link-local, unique local, shared, reserved: whatever
 * is not public) are reached only where the list names them itself: as the host of a listed URL
 * (`http://192.168.1.7:3030/ds/sparql`, or `localhost` for loopback), or by a network to which the host names of
 * listed URLs may resolve. So nobody who rules over the DNS of a listed name can point the server into its own network.
 */
export class AllowedEndpoints implements AddressPolicy {
  readonly #urls: readonly ListedUrl[];
  readonly #networks: readonly IpNetwork[];
  readonly #setting: ListSetting;

  /** @throws Failure `invalid-configuration` with every entry that is neither */
  constructor(entries: readonly string[], setting: ListSetting = 'federate') {
    this.#setting = setting;
    const urls: ListedUrl[] = [];
    const networks: IpNetwork[] = [];
    const problems: string[] = [];
    for (const entry of entries) {
      const network = parseNetwork(entry);
      if (network) {
        networks.push(network);
        continue;
      }
      const url = listedUrl(entry, setting);
      if (typeof url === 'string') problems.push(url);
      else urls.push(url);
    }
    if (problems.length > 0) throw new Failure('invalid-configuration', problems.join('\n'));
    this.#urls = urls;
    this.#networks = networks;
  }

  /** Nothing may be reached. */
  get none(): boolean {
    return this.#urls.length === 0;
  }

  /**
   * The URL of an address that is listed.
   * @throws Failure `endpoint-refused` that says why it is not
   */
  check(endpoint: string): URL {
    const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
    if (!url) throw this.#refusal(endpoint, 'it is no absolute URL');
    if (!isHttp(url)) throw this.#refusal(endpoint, 'only http and https are spoken');
    if (url.username || url.password) throw this.#refusal(endpoint, 'a URL with a user name is never called');
    url.hash = '';
    const listed = this.#urls.some(({ href, prefix }) =>
      prefix ? url.href.startsWith(href) : url.href === href,
    );
    if (listed) return url;
    throw this.#refusal(
      endpoint,
      `${words[this.#setting].unlisted}; its operator can allow it with --${this.#setting} ${url.href}`,
    );
  }

  /**
   * Whether a connection for `host`, the host of a listed URL, may go to `address`, one that it resolved to.
   * @throws Failure `endpoint-refused`
   */
  checkAddress(host: string, address: string): void {
    const parsed = parseAddress(address);
    const literal = host.replace(/^\[|\]$/g, '');
    if (!parsed) throw this.#refusal(host, `"${address}" is no IP address`);
    // A listed URL with a literal address names it; `check` has seen that it is listed.
    if (isPublic(parsed) || parseAddress(literal)) return;
    if (literal === 'localhost' && parsed.range() === 'loopback') return;
    if (this.#networks.some((network) => holds(network, parsed))) return;
    throw this.#refusal(
      host,
      `the name resolves to ${address}, which is no public address; its operator can allow that with --${this.#setting} ${address}`,
    );
  }

  #refusal(address: string, reason: string): Failure {
    return new Failure('endpoint-refused', `<${address}> is not ${words[this.#setting].done}: ${reason}.`);
  }
}

function isHttp(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:';
}

/** The entry, or what is wrong with it. */
function listedUrl(entry: string, setting: ListSetting): ListedUrl | string {
  const prefix = entry.endsWith('*');
  const text = prefix ? entry.slice(0, -1) : entry;
  const problem = (what: string) => `${setting}: "${entry}" ${what}.`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !isHttp(url))
    return problem(
      'must be an http or https URL (https://data.example.org/…), an IP address or a network (10.0.0.0/8)',
    );
  if (url.username || url.password) return problem('must have no user name');
  if (url.hash) return problem('must have no fragment');
  if (text.includes('*')) return problem('may have a "*" only at its end');
  // Without the slash `http://a.example*` would allow `http://a.example.evil.net/`.
  if (prefix && !/^[a-z]+:\/\/[^/?]+\//i.test(text))
    return problem(`needs a "/" between its host and the "*": write "${text}/*"`);
  return { href: url.href, prefix };
}
