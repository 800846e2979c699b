import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killRound, prepareGround, type RoundReport } from '../test/acceptance/support/kill-publish.ts';

/** Kills `publish` with SIGKILL at random moments, as often as the first argument says (50), and verifies the store each time. */
const rounds = Number(process.argv[2] ?? 50);
const folder = mkdtempSync(join(tmpdir(), 'fivestar-kill-'));
const reports: RoundReport[] = [];
try {
  const ground = await prepareGround(folder);
  for (let round = 0; round < rounds; round++) {
    const report = await killRound(ground, round);
    reports.push(report);
    process.stdout.write(`${JSON.stringify(report)}\n`);
    rmSync(join(folder, `round-${round}`), { recursive: true, force: true });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
  const killed = reports.filter((report) => report.killed);
  const during = killed.filter((report) => report.found > 0);
  process.stdout.write(
    `${reports.length} of ${rounds} rounds sound; ${killed.length} killed before their end, ${during.length} of them with records stored.\n`,
  );
}
