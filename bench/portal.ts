import { setTimeout as sleep } from 'node:timers/promises';
import type { Memory, Process, Processes } from './processes.ts';
import { base } from './timed-publish.ts';

/** A `fivestar serve` of the built command line, and how long it took to answer. */
export interface Portal {
  readonly process: Process;
  readonly origin: string;
  /** Seconds from the start of the process to its first 200 for a document. */
  readonly firstDocument: number;
}

/** Milliseconds that a portal gets for anything. */
const patience = 180_000;

/** Starts a portal on `folder` and asks for `document` (its IRI) until it is there. */
export async function startPortal(
  processes: Processes,
  folder: string,
  document: string,
  ...options: readonly string[]
): Promise<Portal> {
  const started = performance.now();
  const settings = ['--data', folder, '--base', base, '--port', '0', '--host', '127.0.0.1'];
  const process = processes.fivestar('serve', ...settings, ...options);
  const [, port] = await process.says(/on http:\/\/[^/]+:(\d+)\//, patience);
  const origin = `http://127.0.0.1:${port}/`;
  await until(started, async () => (await status(onThisPortal(origin, document), 'text/turtle')) === 200);
  return { process, origin, firstDocument: (performance.now() - started) / 1000 };
}

/** Seconds from `started` (by `performance.now()`) until SPARQL answers. */
export async function untilSparql(portal: Portal, started: number): Promise<number> {
  const query = new URLSearchParams({ query: 'ASK { ?thing a <http://www.w3.org/ns/dcat#Dataset> }' });
  const address = `${portal.origin}sparql?${query}`;
  await until(started, async () => (await status(address, 'application/sparql-results+json')) === 200);
  return (performance.now() - started) / 1000;
}

/** Until all replicas answer, and one that died would be back in a moment: the state of a server that runs. */
export async function untilSettled(portal: Portal, replicas: number): Promise<void> {
  await until(performance.now(), async () => {
    const response = await fetch(`${portal.origin}health/ready`);
    const { engine } = (await response.json()) as {
      engine: { readyReplicas: number; restorable: boolean };
    };
    await sleep(500);
    return engine.readyReplicas === replicas && engine.restorable;
  });
}

export function onThisPortal(origin: string, iri: string): string {
  return iri.replace(base, origin);
}

/** Memory after a pause in which the process can come to rest. */
export async function restingMemory(portal: Portal): Promise<Memory | undefined> {
  await sleep(500);
  return portal.process.memory();
}

async function until(started: number, done: () => Promise<boolean>): Promise<void> {
  while (!(await done())) {
    if (performance.now() - started > patience)
      throw new Error(`The portal did not answer in ${patience} ms.`);
    await sleep(10);
  }
}

async function status(address: string, accept: string): Promise<number> {
  const response = await fetch(address, { headers: { Accept: accept } });
  await response.arrayBuffer();
  return response.status;
}
