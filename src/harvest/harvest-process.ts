import { Failure } from '../model/failure.ts';
import type { FromHarvestProcess, ToHarvestProcess } from './harvest-messages.ts';
import { runSource } from './run-source.ts';

/** Milliseconds that a run has to end when whoever began it is gone. */
const patience = 30_000;

/** One run of one source, in a process of its own. It ends by itself when all that it has opened is closed. */
const stop = new AbortController();
// A terminal sends these to all of its processes; whoever began the run says when it is to stop.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => {
  stop.abort();
  setTimeout(() => process.exit(1), patience).unref();
});
process.on('message', async (message: ToHarvestProcess) => {
  if (message.type === 'stop') return stop.abort();
  const answer = await settled(message);
  process.send?.(answer, () => process.disconnect?.());
});

async function settled({ task }: Extract<ToHarvestProcess, { type: 'run' }>): Promise<FromHarvestProcess> {
  try {
    return { type: 'done', report: await runSource(task, stop.signal) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { type: 'failed', message, ...(error instanceof Failure && { code: error.code }) };
  }
}
