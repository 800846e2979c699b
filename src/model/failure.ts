/** Stable codes of what stops an operation as a whole. */
export type FailureCode =
  | 'unreadable-input'
  | 'unknown-format'
  | 'too-large'
  | 'wrong-usage'
  | 'invalid-configuration'
  | 'not-found'
  | 'store-unusable'
  | 'engine-unavailable'
  | 'engine-full'
  | 'search-unavailable'
  | 'query-timeout'
  | 'query-malformed'
  | 'result-too-large'
  | 'endpoint-refused'
  | 'endpoint-failed'
  | 'source-refused'
  | 'source-failed'
  | 'busy';

/**
 * A failure with a stable code and a message that says what happened, where, and what to do.
 * `cause` keeps the library's own error. Only `cli/` and `http/` turn it into an exit code or a status.
 */
export class Failure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Failure';
    this.code = code;
  }
}
