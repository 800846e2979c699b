import { ProblemError } from './problem.ts';
import { unavailable } from './problems.ts';

/** Lists that may wait to be read. */
export const mostWaiting = 32;

const busy = {
  en: 'Too many harvesters ask for lists at the moment.',
  hi: 'इस समय बहुत सारे हार्वेस्टर सूचियाँ माँग रहे हैं।',
};

/** One list is read at a time: reading far through the log for one harvester must not take all there is from others. */
export class OaiTurns {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /**
   * Does the work when its turn has come.
   * @throws ProblemError 503 where too many wait (OAI-PMH 2.0 §3.1.2.1: harvesters come again after `Retry-After`)
   */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= mostWaiting) throw new ProblemError(unavailable('oai-busy', busy));
    this.#waiting += 1;
    const before = this.#last;
    const own = before.then(work, work);
    this.#last = own;
    try {
      return await own;
    } finally {
      this.#waiting -= 1;
    }
  }
}
