import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Processes } from './processes.ts';

/** Where one section works: a temporary folder and processes, both gone at its end. */
export interface Workspace {
  readonly folder: string;
  readonly processes: Processes;
}

const open = new Set<Workspace>();

/** Runs `work` in a workspace of its own and clears it away, whatever comes. */
export async function inWorkspace<T>(work: (workspace: Workspace) => Promise<T>): Promise<T> {
  const workspace = { folder: mkdtempSync(join(tmpdir(), 'fivestar-bench-')), processes: new Processes() };
  open.add(workspace);
  try {
    return await work(workspace);
  } finally {
    await clear(workspace);
  }
}

/** Clears what an interrupted run leaves. */
export async function clearWorkspaces(): Promise<void> {
  await Promise.all([...open].map(clear));
}

async function clear(workspace: Workspace): Promise<void> {
  open.delete(workspace);
  await workspace.processes.killAll();
  rmSync(workspace.folder, { recursive: true, force: true });
}
