import type { Role } from './role.ts';

/** What is known of a token; its secret is not. Times are xsd:dateTime in UTC. */
export interface TokenEntry {
  /** 12 hexadecimal digits. */
  readonly id: string;
  /** What its maker noted; may be empty. */
  readonly name: string;
  readonly role: Role;
  readonly created: string;
  /** The first moment at which it is refused; absent: never. */
  readonly expires?: string;
  /** Since when it is refused; absent: it was not revoked. */
  readonly revoked?: string;
}

/** Who a request comes from. */
export type Access = Pick<TokenEntry, 'id' | 'name' | 'role'>;

/** `expired` and `revoked` are told only where the secret is right: others learn nothing of the tokens that there are. */
export type Verification =
  | { readonly type: 'granted'; readonly token: Access }
  | { readonly type: 'unknown' }
  | { readonly type: 'expired'; readonly at: string }
  | { readonly type: 'revoked'; readonly at: string };

export interface NewToken {
  readonly role: Role;
  readonly name: string;
  readonly expires?: Date;
}

export interface TokenVerifier {
  /**
   * Whether `token` holds now, by everything that any process has committed before this call. Secrets are compared
   * in constant time, also where the id is unknown. Never throws for what it is given.
   */
  verify(token: string): Verification;
}

/** Where tokens are kept: several processes may use it at once. */
export interface TokenStore extends TokenVerifier {
  /** @returns the token itself, which is kept nowhere, and what is kept of it; durable when this returns */
  create(wanted: NewToken): { readonly token: string; readonly entry: TokenEntry };
  /** Oldest first. */
  list(): readonly TokenEntry[];
  get(id: string): TokenEntry | undefined;
  /** Durable when this returns. A token that was revoked before keeps its first date. */
  revoke(id: string): 'revoked' | 'revoked-before' | 'absent';
  close(): Promise<void>;
}
