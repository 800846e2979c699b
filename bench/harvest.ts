import { createReadStream, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RunReport } from '../src/harvest/run-report.ts';
import type { Figure, Report, Run } from './figures.ts';
import { sourceForms, writeSource } from './records/write-sources.ts';
import { Harvester } from './timed-harvest.ts';
import { timedPublish } from './timed-publish.ts';
import { inWorkspace, type Workspace } from './workspace.ts';

/** Records that change at the other portal between two runs. */
const edits = 10;

/** A CKAN portal over loopback beside `publish` of the same from a file; another Fivestar that is followed. */
export async function harvest(run: Run): Promise<Report> {
  const count = run.quick ? 200 : 10_000;
  const figures = await inWorkspace(async (workspace) => [
    ...(await ckan(run, workspace, count)),
    ...(await fivestar(run, workspace)),
  ]);
  return {
    figures,
    notes: [
      `${count.toLocaleString('en')} generated CKAN packages (seed ${run.seed}) over loopback, 1,000 a page, without tags; beside it the same packages published from a file by the built command line, whole commands. A run of a harvest is timed from the start of its process to its end.`,
      `Another Fivestar: as many records are harvested from it, then ${edits} of them change there; requests and bytes are those of the next run.`,
    ],
  };
}

async function ckan(run: Run, workspace: Workspace, count: number): Promise<Figure[]> {
  const { folder, processes } = workspace;
  const form = sourceForms.find(({ file }) => file === 'packages.jsonl');
  if (!form) throw new Error('The bench writes no CKAN packages.');
  const file = join(folder, form.file);
  await writeSource(file, form, count, run.seed);
  run.say('publishing the packages from a file');
  const published = await timedPublish(processes, [file], ['--data', join(folder, 'published')]);
  const server = processes.script(new URL('./ckan-server.ts', import.meta.url), file);
  const [, port] = await server.says(/port (\d+)/, 30_000);
  const url = `http://127.0.0.1:${port}/`;
  run.say('harvesting them over HTTP');
  const harvester = await Harvester.open(join(folder, 'ckan'), { name: 'ckan', type: 'ckan', url });
  const first = await harvester.run();
  run.say('harvesting them again, unchanged');
  const again = await harvester.run();
  const whole = await Harvester.open(join(folder, 'whole'), {
    name: 'ckan',
    type: 'ckan',
    url,
    options: { whole: 'always' },
  });
  await whole.run();
  const wholeAgain = await whole.run();
  await server.stop();
  const harvested = first.report.counts.created / first.seconds;
  return [
    { name: 'CKAN: first harvest', value: harvested, unit: 'records/s' },
    { name: 'CKAN: publish from a file', value: published.records / published.seconds, unit: 'records/s' },
    {
      name: 'CKAN: harvest / publish',
      value: harvested / (published.records / published.seconds),
      unit: '×',
    },
    {
      name: 'CKAN: first / again, by what is newer',
      value: first.seconds / again.seconds,
      unit: '×',
      aim: { at: 'least', value: 20 },
    },
    {
      name: 'CKAN: first / again, all pages',
      value: first.seconds / wholeAgain.seconds,
      unit: '×',
      aim: { at: 'least', value: 20 },
      note: `${wholeAgain.seconds.toFixed(2)} s`,
    },
  ];
}

async function fivestar(run: Run, { folder, processes }: Workspace): Promise<Figure[]> {
  const form = sourceForms.find(({ file }) => file === 'packages.jsonl');
  if (!form) throw new Error('The bench writes no CKAN packages.');
  const port = await freePort();
  const base = `http://127.0.0.1:${port}/`;
  const other = join(folder, 'other');
  const publish = async (file: string) => {
    const process = processes.fivestar('publish', file, '--data', other, '--base', base);
    const code = await process.end();
    if (code !== 0 && code !== 1) throw new Error(`publish ended with ${code}:\n${process.output}`);
  };
  run.say('publishing at another Fivestar');
  await publish(join(folder, form.file));
  const edited = join(folder, 'edited.jsonl');
  await writeEdited(join(folder, form.file), edited);
  const portal = processes.fivestar('serve', '--data', other, '--base', base, '--port', String(port));
  await portal.says(/Serving/, 60_000);
  run.say('harvesting it');
  const harvester = await Harvester.open(join(folder, 'follower'), {
    name: 'other',
    type: 'fivestar',
    url: base,
  });
  const first = await harvester.run();
  const idle = await harvester.run();
  run.say(`following ${edits} changes`);
  await publish(edited);
  const changes = await harvester.run();
  await portal.stop();
  if (changes.report.counts.updated !== edits)
    throw new Error(`${changes.report.counts.updated} of ${edits} changes were followed.`);
  const whole = first.report.counts;
  return [
    { name: 'Fivestar: first harvest', value: whole.created / first.seconds, unit: 'records/s' },
    { name: 'Fivestar: requests of the first', value: whole.requests, unit: '' },
    { name: 'Fivestar: bytes of the first', value: whole.bytes / 2 ** 20, unit: 'MiB' },
    ...cost(`${edits} changes`, changes.report),
    ...cost('no change', idle.report),
    { name: 'Fivestar: bytes, first / changes', value: whole.bytes / changes.report.counts.bytes, unit: '×' },
    { name: 'Fivestar: time, first / changes', value: first.seconds / changes.seconds, unit: '×' },
  ];
}

function cost(what: string, { counts }: RunReport): Figure[] {
  return [
    { name: `Fivestar: requests for ${what}`, value: counts.requests, unit: '' },
    { name: `Fivestar: bytes for ${what}`, value: counts.bytes / 1024, unit: 'KiB' },
  ];
}

async function writeEdited(from: string, to: string): Promise<void> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(from) })) {
    const record = JSON.parse(line) as { title: string };
    lines.push(JSON.stringify({ ...record, title: `${record.title}, edited` }));
    if (lines.length === edits) break;
  }
  writeFileSync(to, `${lines.join('\n')}\n`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('No port is free.');
  return address.port;
}
