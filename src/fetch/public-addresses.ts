import { Failure, type FailureCode } from '../model/failure.ts';
import type { AddressPolicy } from './address-policy.ts';
import { holds, type IpAddress, type IpNetwork, isPublic, parseAddress, parseNetwork } from './ip-network.ts';

/** How a refusal is put into words, since what is requested and what allows it differ from use to use. */
export interface AddressWording {
  readonly code: FailureCode;
  /** As in `<address> is not fetched`. */
  readonly done: string;
  /** What allows an address that is not public, said of the entry to list: `list "10.1.2.3" under "allow" of source x`. */
  readonly remedy: (entry: string) => string;
}

/** Ranges (ipaddr.js) that a listed host name may resolve to. Others, such as that of cloud metadata, must be listed. */
const ownNetwork = new Set(['private', 'uniqueLocal', 'carrierGradeNat', 'loopback']);

/**
 * Every public http(s) address may be reached, and of others those that are listed. An entry is an IP address, a network
 * (`10.0.0.0/8`), or a host name, which may then resolve to addresses of one's own network; `localhost` to loopback only.
 */
export class PublicAddresses implements AddressPolicy {
  readonly #hosts = new Set<string>();
  readonly #networks: IpNetwork[] = [];
  readonly #wording: AddressWording;

  /** @throws Failure `invalid-configuration` with every entry that is neither */
  constructor(allow: readonly string[], wording: AddressWording) {
    this.#wording = wording;
    const problems: string[] = [];
    for (const entry of allow) {
      const host = hostOf(entry);
      const network = parseNetwork(entry) ?? (host === undefined ? undefined : parseNetwork(host));
      if (network) this.#networks.push(network);
      else if (host !== undefined) this.#hosts.add(host);
      else
        problems.push(
          `allow: "${entry}" must be a host name (catalogue.example.org), an IP address or a network (10.0.0.0/8).`,
        );
    }
    if (problems.length > 0) throw new Failure('invalid-configuration', problems.join('\n'));
  }

  check(address: string): URL {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url) throw this.#refusal(address, 'it is no absolute URL');
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw this.#refusal(address, 'only http and https are spoken');
    // Without what it tells: the message may be shown to others.
    if (url.username || url.password)
      throw this.#refusal(
        `${url.protocol}//${url.host}${url.pathname}`,
        'a URL with a user name is never called; send credentials in a header field',
      );
    url.hash = '';
    const literal = withoutBrackets(url.hostname);
    const ip = parseAddress(literal);
    if (ip === undefined || this.#isReachable(ip)) return url;
    throw this.#refusal(url.href, `${literal} is no public address; ${this.#wording.remedy(literal)}`);
  }

  checkAddress(host: string, address: string): void {
    const parsed = parseAddress(address);
    if (!parsed) throw this.#refusal(host, `"${address}" is no IP address`);
    if (this.#isReachable(parsed)) return;
    const name = withoutDot(host);
    const range = parsed.range();
    if (this.#hosts.has(name) && (name === 'localhost' ? range === 'loopback' : ownNetwork.has(range)))
      return;
    const entry = ownNetwork.has(range) && name !== 'localhost' ? name : address;
    throw this.#refusal(
      host,
      `the name resolves to ${address}, which is no public address; ${this.#wording.remedy(entry)}`,
    );
  }

  #isReachable(address: IpAddress): boolean {
    return isPublic(address) || this.#networks.some((network) => holds(network, address));
  }

  #refusal(address: string, reason: string): Failure {
    return new Failure(this.#wording.code, `<${address}> is not ${this.#wording.done}: ${reason}.`);
  }
}

/** A host as URLs write it, without a dot at its end; undefined where `entry` is more than a host, or none. */
function hostOf(entry: string): string | undefined {
  if (!/^[^\s/?#@\\*]+$/.test(entry)) return undefined;
  const written = entry.includes(':') && !entry.startsWith('[') ? `[${entry}]` : entry;
  if (!URL.canParse(`http://${written}/`)) return undefined;
  const { host } = new URL(`http://${written}/`);
  return host === '' || /:\d+$/.test(host.replace(/\[.*\]/, ''))
    ? undefined
    : withoutDot(withoutBrackets(host));
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

/** `localhost.` is `localhost`: a dot at the end only says that the name is whole. */
function withoutDot(host: string): string {
  return host.replace(/\.$/, '');
}
