import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure, Report, Run } from './figures.ts';
import { fillStore } from './filled-store.ts';
import { restingMemory, startPortal, untilSparql } from './portal.ts';
import { median } from './statistics.ts';
import { inWorkspace, type Workspace } from './workspace.ts';

/** Start of `serve` on a large catalogue, and what a record costs in memory and on disk. */
export async function serve(run: Run): Promise<Report> {
  const datasets = run.quick ? 500 : 100_000;
  const rounds = run.quick ? 1 : 3;
  return inWorkspace(async (workspace) => {
    const filled = await fillStore(run, workspace, datasets);
    const empty = await fillStore(run, workspace, 1);
    const document = filled.samples[0] ?? '';
    const small: Start[] = [];
    const large: Start[] = [];
    for (let round = 1; round <= rounds; round++) {
      run.say(`start ${round} of ${rounds}`);
      small.push(await timedStart(workspace, empty.folder, empty.samples[0] ?? ''));
      large.push(await timedStart(workspace, filled.folder, document));
    }
    const first = median(large.map((start) => start.document));
    const firstOfEmpty = median(small.map((start) => start.document));
    return {
      figures: [
        { name: 'first dereference', value: first, unit: 's', aim: { at: 'most', value: 1.5 } },
        { name: 'first dereference, 1 dataset', value: firstOfEmpty, unit: 's' },
        { name: 'large / 1 dataset', value: first / firstOfEmpty, unit: '×' },
        { name: 'first SPARQL answer', value: median(large.map((start) => start.sparql)), unit: 's' },
        {
          name: 'first SPARQL answer, 1 dataset',
          value: median(small.map((start) => start.sparql)),
          unit: 's',
        },
        ...memoryFigures(small, large, datasets),
        {
          name: 'record store on disk',
          value: statSync(join(filled.folder, 'records', 'data.mdb')).size / datasets,
          unit: 'bytes/record',
        },
        { name: 'quads a record', value: filled.quads / datasets, unit: 'quads' },
      ],
      notes: [
        `${datasets.toLocaleString('en')} generated datasets; the built command line, medians of ${rounds} starts by turns with a folder of 1 dataset. Memory: private memory after the first SPARQL answer, less that of the folder of 1 dataset.`,
      ],
    };
  });
}

interface Start {
  readonly document: number;
  readonly sparql: number;
  readonly own?: number;
}

async function timedStart({ processes }: Workspace, folder: string, document: string): Promise<Start> {
  const started = performance.now();
  const portal = await startPortal(processes, folder, document);
  const sparql = await untilSparql(portal, started);
  const memory = await restingMemory(portal);
  await portal.process.stop();
  return { document: portal.firstDocument, sparql, ...(memory && { own: memory.own }) };
}

function memoryFigures(small: readonly Start[], large: readonly Start[], datasets: number): Figure[] {
  const own = (starts: readonly Start[]) => starts.flatMap((start) => start.own ?? []);
  if (own(large).length === 0) return [];
  const total = median(own(large));
  return [
    { name: 'private memory', value: total / 2 ** 20, unit: 'MiB' },
    { name: 'memory a record', value: (total - median(own(small))) / datasets, unit: 'bytes/record' },
  ];
}
