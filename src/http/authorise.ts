import type { IncomingMessage } from 'node:http';
import { type Role, roleAllows } from '../access/role.ts';
import type { Access } from '../access/token-store.ts';
import {
  foreignPage,
  malformedAuthorization,
  noToken,
  roleTooSmall,
  tokenExpired,
  tokenRevoked,
  tokenUnknown,
} from './access-problems.ts';
import { credentialsOf } from './credentials.ts';
import { isFromForeignPage } from './foreign-page.ts';
import type { HttpContext } from './http-context.ts';
import { ProblemError } from './problem.ts';

/**
 * Who sends the request, where their token holds and its role is enough. Nothing of this is logged.
 * @throws ProblemError 401 without a token that holds, 400 where the field is malformed, 403 where the role is too small;
 *   each with its challenges (RFC 6750 §3, RFC 9110 §11.6.1)
 */
export function authorise(
  context: Pick<HttpContext, 'tokens' | 'site'>,
  request: Pick<IncomingMessage, 'headers' | 'headersDistinct'>,
  needed: Role,
): Access {
  const credentials = credentialsOf(request);
  if (credentials.type === 'none') throw new ProblemError(noToken(needed));
  if (credentials.type === 'malformed') throw new ProblemError(malformedAuthorization(credentials.fault));
  if (credentials.scheme === 'basic' && isFromForeignPage(request, context.site)) {
    throw new ProblemError(foreignPage());
  }
  const verification = context.tokens.verify(credentials.token);
  switch (verification.type) {
    case 'unknown':
      throw new ProblemError(tokenUnknown());
    case 'expired':
      throw new ProblemError(tokenExpired(verification.at));
    case 'revoked':
      throw new ProblemError(tokenRevoked(verification.at));
    case 'granted': {
      const { token } = verification;
      if (roleAllows(token.role, needed)) return token;
      throw new ProblemError(roleTooSmall(token.role, needed));
    }
  }
}
