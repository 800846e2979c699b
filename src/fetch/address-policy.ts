/** Which addresses of other servers may be reached. */
export interface AddressPolicy {
  /**
   * The URL of an address that may be requested, without its fragment.
   * @throws Failure that says why it may not, and what allows it
   */
  check(address: string): URL;
  /**
   * Whether a connection for `host`, the host of a URL that passed `check`, may go to `address`, one that it resolved to.
   * @throws Failure
   */
  checkAddress(host: string, address: string): void;
}
