import type { Command } from 'commander';
import { openExistingStore } from '../compose/records.ts';
import { Failure } from '../model/failure.ts';
import type { Language } from '../model/text.ts';
import { addSettings, configOf } from './setting-options.ts';
import { known, printing, sourceSettings, withHarvests, withLanguage } from './source-harvests.ts';
import { addSourceOptions, definitionOf, type SourceOptions } from './source-options.ts';
import { sourceJson, sourceTable, sourceText } from './source-report.ts';
import { logCommand, runCommand } from './source-run-command.ts';
import { write } from './write-output.ts';

type Options = Record<string, unknown>;

export function sourceCommand(program: Command): void {
  const command = program
    .command('source')
    .description('name the catalogues that are harvested, harvest them, and see what came of it');
  addCommand(command);
  setCommand(command);
  listCommand(command);
  showCommand(command);
  runCommand(command);
  logCommand(command);
  pauseCommands(command);
  approveCommand(command);
  removeCommand(command);
}

function addCommand(parent: Command): void {
  const command = addSourceOptions(
    parent
      .command('add')
      .description('add a source')
      .argument('<NAME>', 'lower-case letters, digits, hyphens'),
  );
  addSettings(command, sourceSettings);
  command.action((name: string, options: Options & SourceOptions) =>
    withHarvests(configOf(options), async (harvests) => {
      if (harvests.source(name))
        throw new Failure(
          'wrong-usage',
          `There is a source ${name} already. Change it with "fivestar source set ${name}".`,
        );
      await harvests.put(definitionOf(name, {}, options));
      await write(`added: ${name}\n`);
      process.stderr.write(`Harvest it now with: fivestar source run ${name}\n`);
    }),
  );
}

function setCommand(parent: Command): void {
  const command = addSourceOptions(
    parent.command('set').description('change a source; what is not said stays as it is').argument('<NAME>'),
  );
  addSettings(command, sourceSettings);
  command.action((name: string, options: Options & SourceOptions) =>
    withHarvests(configOf(options), async (harvests) => {
      const { definition } = known(harvests, name);
      await harvests.put(definitionOf(name, definition, options));
      // The schedule may be another: it is worked out anew.
      await harvests.plan(name, undefined);
      await write(`changed: ${name}\n`);
    }),
  );
}

function listCommand(parent: Command): void {
  const command = parent
    .command('list')
    .description('show the sources there are')
    .option('--json', 'as JSON');
  addSettings(command, sourceSettings);
  command.action((options: Options & { json?: true }) =>
    withHarvests(configOf(options), async (harvests) => {
      const states = harvests.sources();
      await write(
        options.json ? `${JSON.stringify(states.map(sourceJson), null, 2)}\n` : sourceTable(states),
      );
    }),
  );
}

function showCommand(parent: Command): void {
  const command = withLanguage(
    parent
      .command('show')
      .description('show a source, and what its last run came to')
      .argument('<NAME>')
      .option('--json', 'as JSON'),
  );
  addSettings(command, sourceSettings);
  command.action((name: string, options: Options & { json?: true; lang: Language }) =>
    withHarvests(configOf(options), async (harvests) => {
      const state = known(harvests, name);
      await write(
        options.json
          ? `${JSON.stringify(sourceJson(state), null, 2)}\n`
          : sourceText(state, printing(options.lang)),
      );
    }),
  );
}

function pauseCommands(parent: Command): void {
  for (const [verb, paused, description] of [
    ['pause', true, 'read a source no more by schedule'],
    ['resume', false, 'read it by schedule again'],
  ] as const) {
    const command = parent.command(verb).description(description).argument('<NAME>');
    addSettings(command, sourceSettings);
    command.action((name: string, options: Options) =>
      withHarvests(configOf(options), async (harvests) => {
        known(harvests, name);
        await harvests.pause(name, paused);
        await write(`${paused ? 'paused' : 'resumed'}: ${name}\n`);
      }),
    );
  }
}

function approveCommand(parent: Command): void {
  const command = parent
    .command('approve')
    .description('withdraw the records that vanished from a source and wait for a decision')
    .argument('<NAME>');
  addSettings(command, sourceSettings);
  command.action((name: string, options: Options) => {
    const config = configOf(options);
    return withHarvests(config, async (harvests) => {
      known(harvests, name);
      const store = openExistingStore(config);
      try {
        await write(`withdrawn: ${await harvests.approve(name, store)}\n`);
      } finally {
        await store.close();
      }
    });
  });
}

function removeCommand(parent: Command): void {
  const command = parent
    .command('remove')
    .description('harvest a source no more; its records stay published, with their origin')
    .argument('<NAME>')
    .option('--withdraw', 'withdraw its records too');
  addSettings(command, sourceSettings);
  command.action((name: string, options: Options & { withdraw?: true }) => {
    const config = configOf(options);
    return withHarvests(config, async (harvests) => {
      known(harvests, name);
      const store = options.withdraw ? openExistingStore(config) : undefined;
      try {
        const withdrawn = await harvests.remove(name, store);
        await write(`removed: ${name}${store ? `; ${withdrawn} records withdrawn` : ''}\n`);
      } finally {
        await store?.close();
      }
    });
  });
}
