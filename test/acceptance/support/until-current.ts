import { ask } from '../client.ts';
import type { RunningPortal } from '../running-portal.ts';
import { until } from './cli.ts';

/** Waits until queries see everything that is published. */
export function untilCurrent(portal: RunningPortal): Promise<void> {
  return until('queries see everything', async () => {
    const { status, body } = await ask(`${portal.origin}/health/ready`);
    return status === 200 && JSON.parse(body).engine.sequence === portal.store.sequence();
  });
}
