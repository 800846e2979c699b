import { Failure } from '../model/failure.ts';
import type { AddressPolicy } from './address-policy.ts';
import { fieldText } from './answer-fields.ts';
import type { Exchange } from './exchange.ts';
import { sourceFailed } from './source-failed.ts';

const redirects = new Set([301, 302, 303, 307, 308]);

/** The target of a redirect, as it stands in `Location`; undefined where the answer is none. */
export function locationOf({ status, message }: Exchange): string | undefined {
  return redirects.has(status) ? message.headers.location : undefined;
}

/** Redirects of one request: each target is checked, and none is met twice. */
export class RedirectTrail {
  readonly #seen: Set<string>;
  readonly #most: number;

  constructor(start: URL, most: number) {
    this.#seen = new Set([start.href]);
    this.#most = most;
  }

  /** @throws Failure: of the policy; `source-refused` from https to http; `source-failed` for a circle, or too many */
  next(from: URL, location: string, allowed: AddressPolicy): URL {
    const text = fieldText(location);
    if (!URL.canParse(text, from.href)) throw sourceFailed(from, 'it redirects to what is no URL');
    const target = checked(from, new URL(text, from.href).href, allowed);
    if (from.protocol === 'https:' && target.protocol === 'http:')
      throw new Failure(
        'source-refused',
        `<${from.href}> redirects to <${target.href}>, from https to http, where others can read along and change what is sent; give the http address itself if that is meant.`,
      );
    if (this.#seen.has(target.href))
      throw sourceFailed(from, `it redirects in a circle, to <${target.href}>`);
    if (this.#seen.size > this.#most)
      throw sourceFailed(from, `more than ${this.#most} redirects led there, and it redirects again`);
    this.#seen.add(target.href);
    return target;
  }
}

function checked(from: URL, target: string, allowed: AddressPolicy): URL {
  try {
    return allowed.check(target);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.code, `<${from.href}> redirects. ${error.message}`, { cause: error });
  }
}
