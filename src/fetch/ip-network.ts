import ipaddr from 'ipaddr.js';

export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** A network, or one address. */
export type IpNetwork = readonly [IpAddress, number];

/** All of IPv6 that is given out for the public Internet (IANA, RFC 4291 §2.4); ipaddr.js calls the rest unicast too. */
const globalUnicast6 = ipaddr.parseCIDR('2000::/3');
/** Looks public, and is the host of an Azure machine: it hands out the machine's settings. */
const azurePlatform = '168.63.129.16';

/** What a network (`10.0.0.0/8`) or address (`192.168.7.7`, `::1`) stands for; undefined where `entry` is neither. */
export function parseNetwork(entry: string): IpNetwork | undefined {
  if (ipaddr.isValidCIDR(entry)) {
    const [address, bits] = ipaddr.parseCIDR(entry);
    return [address, bits];
  }
  if (!ipaddr.IPv4.isValidFourPartDecimal(entry) && !ipaddr.IPv6.isValid(entry)) return undefined;
  const address = ipaddr.process(entry);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** The address that `text` writes; of IPv4 within IPv6 (`::ffff:10.0.0.1`) the IPv4 address. */
export function parseAddress(text: string): IpAddress | undefined {
  return ipaddr.isValid(text) ? ipaddr.process(text) : undefined;
}

export function holds([network, bits]: IpNetwork, address: IpAddress): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}

/** Whether an address belongs to the public Internet: neither private, loopback, link-local nor kept for anything else. */
export function isPublic(address: IpAddress): boolean {
  if (address.range() !== 'unicast' || address.toString() === azurePlatform) return false;
  return address.kind() === 'ipv4' || holds(globalUnicast6, address);
}
