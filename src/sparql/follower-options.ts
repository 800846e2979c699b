import type { StartReplica } from '../engine/query-engine.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { ImageKeeper } from './image-keeper.ts';
import type { WarmUp } from './warm-up.ts';

export interface FollowerOptions {
  readonly store: RecordReader;
  readonly startReplica: StartReplica;
  /** Quads that one replica may hold; the catalogue is refused before the engine traps. */
  readonly maxQuads: number;
  /** Images of the engine, where they are kept: a replica that died is back in about a second. */
  readonly images?: ImageKeeper;
  /** Milliseconds before a replica that died is started again, the first time. */
  readonly restartDelay?: number;
  /** Asks a replica that is new something while nobody else does. */
  readonly warmUp?: (parts: Omit<WarmUp, 'base'>) => Promise<void>;
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
}
