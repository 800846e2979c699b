import { setMaxListeners } from 'node:events';
import { Failure } from '../model/failure.ts';
import { AttemptClock } from './attempt-clock.ts';
import { type BackOff, backOffDelay, mayPass, retryAfter } from './back-off.ts';
import { errorExcerpt } from './error-excerpt.ts';
import { Exchange, explainFailure } from './exchange.ts';
import type { FetchLimits } from './fetcher.ts';
import type { RunBudget } from './run-budget.ts';
import { type Guard, type GuardedSending, sendGuarded } from './send-guarded.ts';
import { sourceFailed } from './source-failed.ts';
import type { Turns } from './turns.ts';

export interface AskRules {
  readonly guard: Guard;
  readonly limits: FetchLimits;
  readonly budget: RunBudget;
  readonly turns: Turns;
  readonly backOff: BackOff;
  readonly log: (message: string) => void;
}

export interface Question extends Omit<GuardedSending, 'signal'> {
  readonly signals: readonly AbortSignal[];
  /** Milliseconds between requests to this host. */
  readonly delay: number;
}

/** What did not work, but may after some milliseconds. */
class Passing {
  readonly failure: Failure;
  /** What the server asks for. */
  readonly rest: number | undefined;

  constructor(failure: Failure, rest?: number) {
    this.failure = failure;
    this.rest = rest;
  }
}

/**
 * Asks one host for one address, in its turn, and again where it is overloaded or the connection fails.
 * @returns the answer, whatever other status it has
 * @throws Failure of the policy, or `source-failed`; the reason of a signal
 */
export async function askHost(question: Question, rules: AskRules): Promise<Exchange> {
  const { url } = question;
  for (let repetition = 0; ; repetition++) {
    const answer = await askOnce(question, rules);
    if (answer instanceof Exchange) return answer;
    if (repetition >= rules.limits.retries) throw answer.failure;
    const rest = answer.rest ?? backOffDelay(repetition, rules.backOff, Math.random());
    if (rest > rules.backOff.longest)
      throw new Failure(
        'source-failed',
        `${answer.failure.message} It asks to be left alone for ${Math.ceil(rest / 1_000)} s.`,
        { cause: answer.failure },
      );
    rules.log(`${answer.failure.message} It is asked again in ${Math.ceil(rest)} ms.`);
    rules.turns.rest(url.hostname, rest);
  }
}

async function askOnce(question: Question, rules: AskRules): Promise<Exchange | Passing> {
  const { url, signals, delay } = question;
  const release = await rules.turns.take(url.hostname, signals, delay);
  const clock = new AttemptClock(url, rules.limits, signals);
  // Node adds several listeners for each request.
  setMaxListeners(0, clock.signal);
  const onClose = () => {
    clock.end();
    release();
  };
  let exchange: Exchange;
  try {
    rules.budget.request(url);
    const message = await clock.wait(() => sendGuarded({ ...question, signal: clock.signal }, rules.guard));
    exchange = new Exchange({ url, message, clock, onClose });
  } catch (error) {
    onClose();
    const failure = explainFailure(error, clock, () => sourceFailed(url, reasonOf(error), error));
    if (failure instanceof Failure && (failure === clock.tooSlow || mayPass(error)))
      return new Passing(failure);
    throw failure;
  }
  if (!mayPass(exchange.status)) return exchange;
  const rest = retryAfter(exchange.message.headers['retry-after'], Date.now());
  return new Passing(await statusFailure(exchange, rules), rest);
}

/** The failure that an answer with a status of no use is; closes it. */
export async function statusFailure(exchange: Exchange, rules: AskRules): Promise<Failure> {
  const excerpt = await errorExcerpt(exchange, rules);
  return sourceFailed(exchange.url, `it answered with status ${exchange.status}${excerpt}`);
}

/** An AggregateError, of a host with several addresses, has no message of its own. */
function reasonOf(error: unknown): string {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  const messages = errors.map((one) => (one instanceof Error ? one.message : String(one)));
  return [...new Set(messages)].join('; ').replace(/\.$/, '') || 'the connection failed';
}
