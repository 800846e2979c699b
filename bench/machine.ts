import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** What the figures were measured on; a high load says that others were using it too. */
export function describeMachine(): Readonly<Record<string, unknown>> {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model.trim() ?? '',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    loadAverages: loadavg(),
  };
}
