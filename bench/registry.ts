import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure, Report, Run } from './figures.ts';
import { restingMemory, startPortal, untilSparql } from './portal.ts';
import { type Published, timedPublish } from './timed-publish.ts';
import { inWorkspace } from './workspace.ts';

const sources = new URL('../../shared/realdata/catalogs/ogd-india/', import.meta.url).pathname;
const registryFile = join(sources, 'ogd-api-registry-2021-04.jsonl.gz');
const deltaFile = join(sources, 'ogd-delta-2021-04-04_to_2021-04-15.jsonl.gz');
/** A resource of the registry. */
const document = 'http://localhost:8080/doc/dataset/9ef84268-d588-465a-a308-a864a43d0070';

/** The whole registry of data.gov.in: published, published again, its delta, served. */
export async function registry(run: Run): Promise<Report> {
  if (!existsSync(registryFile)) return skipped(`${registryFile} is not on this machine.`);
  if (run.quick) return skipped('the registry has no small form.');
  return inWorkspace(async ({ folder, processes }) => {
    const data = join(folder, 'registry');
    const options = ['--data', data, '--policy', 'dcat'];
    run.say('publishing the registry');
    const first = await timedPublish(processes, [registryFile], options);
    const bytes = statSync(join(data, 'records', 'data.mdb')).size;
    run.say('publishing it again');
    const again = await timedPublish(processes, [registryFile], options);
    run.say('publishing its delta');
    const delta = await timedPublish(processes, [deltaFile], options);
    run.say('serving it');
    const started = performance.now();
    const portal = await startPortal(processes, data, document);
    const sparql = await untilSparql(portal, started);
    const memory = await restingMemory(portal);
    await portal.process.stop();
    return {
      figures: [
        ...publishFigures('first', first, 90),
        { name: 'record store on disk', value: bytes / first.records, unit: 'bytes/record' },
        ...publishFigures('again, unchanged', again),
        {
          name: 'first / again',
          value: first.seconds / again.seconds,
          unit: '×',
          aim: { at: 'least', value: 3 },
        },
        ...publishFigures('delta', delta),
        { name: 'serve: first dereference', value: portal.firstDocument, unit: 's' },
        { name: 'serve: first SPARQL answer', value: sparql, unit: 's' },
        ...(memory ? [{ name: 'serve: private memory', value: memory.own / 2 ** 20, unit: 'MiB' }] : []),
      ],
      notes: [
        'The built command line, whole commands. Private memory leaves out the pages of the record store that the system maps in and can drop at any time; resident memory has them.',
        ...[first, again, delta].map(({ summary }) => summary.trim().replace(/\n\s*/g, ' · ')),
      ],
    };
  });
}

function publishFigures(what: string, published: Published, atMost?: number): Figure[] {
  const { seconds, records, memory } = published;
  return [
    {
      name: `${what}: publish`,
      value: seconds,
      unit: 's',
      ...(atMost !== undefined && { aim: { at: 'most', value: atMost } as const }),
      note: `${records.toLocaleString('en')} records, ${Math.round(records / seconds).toLocaleString('en')} records/s`,
    },
    ...(memory
      ? [
          { name: `${what}: peak private memory`, value: memory.own / 2 ** 20, unit: 'MiB' },
          { name: `${what}: peak resident memory`, value: memory.peak / 2 ** 20, unit: 'MiB' },
        ]
      : []),
  ];
}

function skipped(reason: string): Report {
  return { figures: [], notes: [], skipped: reason };
}
