import type { Change } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { type PortalOptions, type RunningPortal, startPortal } from '../running-portal.ts';

/** A portal whose clock stands still until it is set. */
export interface DatedPortal extends RunningPortal {
  /** Seconds after 1 January 2026, 10:00 UTC. */
  at(second: number): void;
  take(document: string, why?: { reason?: string; replacedBy?: string }): Promise<void>;
}

const start = Date.UTC(2026, 0, 1, 10);

export async function startDatedPortal(options: PortalOptions = {}): Promise<DatedPortal> {
  let now = start;
  const portal = await startPortal({ ...options, now: () => new Date(now) });
  return {
    ...portal,
    at: (second) => {
      now = start + second * 1000;
    },
    take: async (document, why = {}) => {
      const change = { type: 'withdraw', document: `${portal.base}${document}` as Iri, ...why } as Change;
      await portal.store.commit([change]);
    },
  };
}

/** As xsd:dateTime writes it. */
export function isoTime(second: number): string {
  return new Date(start + second * 1000).toISOString().replace('.000Z', 'Z');
}

/** As HTTP writes it. */
export function httpTime(second: number): string {
  return new Date(start + second * 1000).toUTCString();
}
