/** One request to a subscriber. */
export interface PushRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface PushAnswer {
  readonly status: number;
  /** Field names in lower case; several lines of a field are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** The beginning of the body, as far as a request asks for it. */
  readonly body: string;
}

/**
 * Sends requests to addresses that others chose: only http and https; to no private, loopback or link-local address unless
 * it is listed, after DNS too; bounded time; redirects are not followed but answered as they are.
 */
export interface PushTransport {
  /**
   * What can be said of an address before anything is sent there.
   * @throws Failure `endpoint-refused`
   */
  check(address: string): URL;
  /**
   * @param most bytes of the body that are wanted
   * @throws Failure `endpoint-refused` where the guard forbids it, `endpoint-failed` where there is no answer
   */
  send(request: PushRequest, most?: number): Promise<PushAnswer>;
  close(): void;
}
