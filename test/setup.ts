import { configureGlobal } from 'fast-check';

/** The same cases at each run, so that a failure is one's own; `TEST_SEED=random` looks for new ones. */
const seed = process.env.TEST_SEED ?? '20261122';
if (seed !== 'random') configureGlobal({ seed: Number(seed) });

export const mochaHooks = {
  afterEach(this: Mocha.Context): void {
    const test = this.currentTest as (Mocha.Test & { currentRetry(): number }) | undefined;
    if (test && test.currentRetry() > 0)
      console.log(`      tried ${test.currentRetry() + 1} times: ${test.fullTitle()}`);
  },
};
