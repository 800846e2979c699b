import assert from 'node:assert/strict';
import { temporaryFolder } from './support/folders.ts';
import { type KillGround, killRound, prepareGround } from './support/kill-publish.ts';

/** The full number is `npm run bench -- kill`. */
const rounds = 4;

describe('kill -9 during publish', () => {
  const folder = temporaryFolder();
  let ground: KillGround;
  before(async () => {
    ground = await prepareGround(folder);
  });

  for (let round = 0; round < rounds; round++) {
    it(`loses nothing acknowledged, leaves nothing half, and is completed (round ${round + 1})`, async () => {
      const report = await killRound(ground, round);
      assert.ok(report.found >= report.acknowledged, JSON.stringify(report));
    });
  }
});
