import type { HubRequest } from '../push/subscribe.ts';
import { badLease, parameterMissing, secretTooLong, unknownMode } from './hub-problems.ts';
import { ProblemError } from './problem.ts';

/** Bytes of a secret (WebSub §5.1: less than 200). */
const longestSecret = 199;

/**
 * Reads what a subscriber asks for (WebSub §5.1); parameters that it does not know are left out (§5.1: hubs must ignore
 * them).
 * @throws ProblemError 400
 */
export function readHubRequest(parameters: URLSearchParams): HubRequest {
  const mode = only(parameters, 'hub.mode');
  if (mode !== 'subscribe' && mode !== 'unsubscribe') throw new ProblemError(unknownMode(mode));
  const topic = only(parameters, 'hub.topic');
  const callback = only(parameters, 'hub.callback');
  const leaseSeconds = readLease(optional(parameters, 'hub.lease_seconds'));
  const secret = optional(parameters, 'hub.secret');
  if (secret !== undefined && Buffer.byteLength(secret) > longestSecret) {
    throw new ProblemError(secretTooLong());
  }
  return {
    mode,
    topic,
    callback,
    ...(leaseSeconds !== undefined && { leaseSeconds }),
    ...(secret !== undefined && { secret }),
  };
}

function only(parameters: URLSearchParams, name: string): string {
  const [value, ...others] = parameters.getAll(name);
  if (value === undefined || value === '' || others.length > 0) {
    throw new ProblemError(parameterMissing(name));
  }
  return value;
}

/** An empty field of a form is none. */
function optional(parameters: URLSearchParams, name: string): string | undefined {
  return parameters.get(name) ? only(parameters, name) : undefined;
}

function readLease(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,12}$/.test(text) || Number(text) === 0) throw new ProblemError(badLease(text));
  return Number(text);
}
