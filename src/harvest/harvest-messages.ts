import type { GateOptions } from '../publish/gate-messages.ts';
import type { RunReport } from './run-report.ts';

/** What a run is made with; plain data, for its process. */
export interface HarvestSettings {
  /** Data folder. */
  readonly folder: string;
  readonly base: string;
  readonly gate: GateOptions;
  /** Threads that map and check. */
  readonly threads: number;
  readonly batch: number;
  readonly recordBytes: number;
  /** Networks, addresses and host names that every source may reach, though they are not public. */
  readonly allow: readonly string[];
  /** Milliseconds between two requests to one host. */
  readonly delay: number;
}

export interface HarvestTask {
  readonly settings: HarvestSettings;
  readonly source: string;
  readonly trigger: RunReport['trigger'];
}

export type ToHarvestProcess =
  | { readonly type: 'run'; readonly task: HarvestTask }
  | { readonly type: 'stop' };

export type FromHarvestProcess =
  | { readonly type: 'done'; readonly report: RunReport }
  /** The run could not be begun, or what failed is no outcome of it. */
  | { readonly type: 'failed'; readonly code?: string; readonly message: string };
