import type { Logger } from 'pino';

/** Where deliveries say what became of them. */
export type PushLog = Pick<Logger, 'info' | 'warn' | 'error'>;
