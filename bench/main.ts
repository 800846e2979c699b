import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bombsSection } from './bombs.ts';
import { dereference } from './dereference.ts';
import { engine } from './engine.ts';
import { meets, type Report, type Section, withoutAims } from './figures.ts';
import { harvest } from './harvest.ts';
import { kill } from './kill.ts';
import { describeMachine } from './machine.ts';
import { publish } from './publish.ts';
import { queries } from './queries.ts';
import { registry } from './registry.ts';
import { search } from './search.ts';
import { serve } from './serve.ts';
import { formatReport } from './table.ts';
import { clearWorkspaces } from './workspace.ts';

const sections: Readonly<Record<string, Section>> = {
  publish,
  harvest,
  engine,
  serve,
  dereference,
  queries,
  search,
  bombs: bombsSection,
  registry,
  kill,
};

const usage = `npm run bench -- [SECTIONS...] [--quick] [--seed N] [--json FILE]
Sections: ${Object.keys(sections).join(', ')}; all by default. --quick: small numbers, to see that the bench works.
The table goes to standard error, one JSON document to standard output (and to FILE).
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => !(name in sections));
if (values.help || unknown.length > 0) {
  process.stderr.write(`${unknown.map((name) => `There is no section "${name}".\n`).join('')}${usage}`);
  process.exit(values.help ? 0 : 2);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void clearWorkspaces().finally(() => process.exit(130)));

const say = (what: string) => process.stderr.write(`  … ${what}\n`);
const run = { quick: values.quick, seed: Number(values.seed), say };
const reports: Record<string, Report> = {};
for (const [name, section] of Object.entries(sections)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  process.stderr.write(`${name}\n`);
  const report = values.quick ? withoutAims(await section(run)) : await section(run);
  reports[name] = report;
  process.stderr.write(`\n${formatReport(name, report)}\n\n`);
}

const missed = Object.entries(reports).flatMap(([section, { figures }]) =>
  figures.filter((figure) => meets(figure) === false).map(({ name }) => `${section}: ${name}`),
);
const document = {
  date: new Date().toISOString(),
  quick: values.quick,
  machine: describeMachine(),
  sections: reports,
  missed,
};
const json = `${JSON.stringify(document, null, 2)}\n`;
if (values.json !== undefined) writeFileSync(values.json, json);
process.stdout.write(json);
