import { join } from 'node:path';
import type { Figure, Report, Run } from './figures.ts';
import { type SourceForm, sourceForms, writeSource } from './records/write-sources.ts';
import { type Stage, type StageTimes, stages } from './stage-times.ts';
import { median, spread } from './statistics.ts';
import { timedPublish } from './timed-publish.ts';
import { inWorkspace, type Workspace } from './workspace.ts';

/** Records a second through read → map → check → commit, for each form of source, and where the time goes. */
export async function publish(run: Run): Promise<Report> {
  const count = run.quick ? 200 : 10_000;
  const rounds = run.quick ? 1 : 3;
  const figures = await inWorkspace(async (workspace) => {
    const all: Figure[] = [];
    for (const form of sourceForms) all.push(...(await measure(form, { run, workspace, count, rounds })));
    return all;
  });
  return {
    figures,
    notes: [
      `${count.toLocaleString('en')} generated records a form (seed ${run.seed}); each published ${rounds} times by the built command line into a fresh folder: the whole command, start included; the median counts.`,
      'Stages: the same file once more through the same built modules on one thread, one after the other, in batches of 500; as seconds and share of that total.',
    ],
  };
}

interface Task {
  readonly run: Run;
  readonly workspace: Workspace;
  readonly count: number;
  readonly rounds: number;
}

async function measure(form: SourceForm, { run, workspace, count, rounds }: Task): Promise<Figure[]> {
  const file = join(workspace.folder, form.file);
  await writeSource(file, form, count, run.seed);
  const rates: number[] = [];
  let peak = 0;
  for (let round = 1; round <= rounds; round++) {
    run.say(`${form.name}, round ${round} of ${rounds}`);
    const folder = join(workspace.folder, `${form.file}-${round}`);
    const published = await timedPublish(
      workspace.processes,
      [file],
      ['--data', folder, '--policy', form.policy],
    );
    if (published.records < count)
      throw new Error(`Only ${published.records} of ${count} records of ${file} were read.`);
    rates.push(published.records / published.seconds);
    peak = Math.max(peak, published.memory?.own ?? 0);
  }
  run.say(`${form.name}, stage by stage`);
  const times = await stageTimes(workspace, file, form);
  return [
    {
      name: `${form.name}: publish, ${form.policy} shapes`,
      value: median(rates),
      unit: 'records/s',
      aim: { at: 'least', value: 1_000 },
      note: `spread ${Math.round(spread(rates) * 100)} %`,
    },
    ...(peak > 0 ? [{ name: `${form.name}: peak private memory`, value: peak / 2 ** 20, unit: 'MiB' }] : []),
    ...stageFigures(form, times),
  ];
}

async function stageTimes(workspace: Workspace, file: string, form: SourceForm): Promise<StageTimes> {
  const folder = join(workspace.folder, `${form.file}-stages`);
  const process = workspace.processes.script(
    new URL('./publish-stages.ts', import.meta.url),
    file,
    folder,
    form.policy,
  );
  if ((await process.end()) !== 0)
    throw new Error(`The stages of ${file} could not be measured:\n${process.output}`);
  return JSON.parse(process.output) as StageTimes;
}

function stageFigures(form: SourceForm, { seconds, quads, records }: StageTimes): Figure[] {
  const total = stages.reduce((sum, stage) => sum + seconds[stage], 0);
  const share = (stage: Stage) => `${Math.round((seconds[stage] / total) * 100)} %`;
  return [
    ...stages.map((stage) => ({
      name: `${form.name}: ${stage}`,
      value: seconds[stage],
      unit: 's',
      note: share(stage),
    })),
    { name: `${form.name}: all stages on one thread`, value: records / total, unit: 'records/s' },
    { name: `${form.name}: quads a record`, value: quads / records, unit: 'quads' },
  ];
}
