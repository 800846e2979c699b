import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { killRound, prepareGround, type RoundReport } from '../test/acceptance/support/kill-publish.ts';
import type { Report, Run } from './figures.ts';
import { Random } from './random.ts';
import { inWorkspace } from './workspace.ts';

/** `kill -9` at random moments of `publish`, the store verified after each; anything unsound ends the bench with an error. */
export async function kill(run: Run): Promise<Report> {
  const rounds = run.quick ? 2 : 50;
  const random = new Random(run.seed);
  const reports = await inWorkspace(async ({ folder }) => {
    const ground = await prepareGround(folder);
    const done: RoundReport[] = [];
    for (let round = 0; round < rounds; round++) {
      if (round % 10 === 0) run.say(`round ${round + 1} of ${rounds}`);
      done.push(await killRound(ground, round, () => random.next()));
      rmSync(join(folder, `round-${round}`), { recursive: true, force: true });
    }
    return done;
  });
  const killed = reports.filter((report) => report.killed);
  return {
    figures: [
      {
        name: 'rounds in which the store was sound',
        value: reports.length,
        unit: 'rounds',
        aim: { at: 'least', value: rounds },
      },
      { name: 'killed before the end', value: killed.length, unit: 'rounds' },
      {
        name: 'of them with records stored',
        value: killed.filter(({ found }) => found > 0).length,
        unit: 'rounds',
      },
    ],
    notes: [
      'Sound: every acknowledged record is there, none is half there, and publishing again completes the catalogue.',
    ],
  };
}
