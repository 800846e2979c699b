import { lookup } from 'node:dns/promises';
import type { AddressPolicy } from '../fetch/address-policy.ts';
import { Failure } from '../model/failure.ts';

/**
 * The IP address that a connection for `host` may go to.
 * @throws Failure `source-refused` where it may go to none; `source-failed` where there is none
 */
export type CheckHost = (host: string) => Promise<string>;

/** The rule of HTTP for databases: every address that the name has is checked, and the connection goes to one of those. */
export function checkHostBy(policy: AddressPolicy): CheckHost {
  return async (host) => {
    const [first, ...others] = await addressesOf(host);
    if (first === undefined) throw new Failure('source-failed', `There is no host "${host}".`);
    for (const address of [first, ...others]) policy.checkAddress(host, address);
    return first;
  };
}

async function addressesOf(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (cause) {
    throw new Failure('source-failed', `The host "${host}" is not found. Check the address.`, { cause });
  }
}
