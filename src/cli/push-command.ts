import { type Command, Option } from 'commander';
import { openExistingStore } from '../compose/records.ts';
import type { SettledConfig } from '../compose/settled-config.ts';
import type { FeedFilters } from '../feeds/change-filter.ts';
import { Failure } from '../model/failure.ts';
import { recordKinds } from '../model/record.ts';
import { discoverInbox } from '../push/discover-inbox.ts';
import { GuardedTransport } from '../push/guarded-transport.ts';
import { Subscribers } from '../push/subscribers.ts';
import { fullValue } from '../search/facets.ts';
import { subscriptionLines } from './push-table.ts';
import { addSettings, configOf } from './setting-options.ts';
import { write } from './write-output.ts';

type Options = Record<string, unknown>;

interface AddOptions extends Options {
  readonly discover?: true;
  readonly kind?: string;
  readonly publisher?: string;
  readonly sector?: string;
}

export function pushCommand(program: Command): void {
  const command = program
    .command('push')
    .description(
      'say who is told of changes: inboxes (Linked Data Notifications) and subscribers of the hub',
    );
  addCommand(command);
  listCommand(command);
  removeCommand(command);
}

function addCommand(parent: Command): void {
  const command = parent
    .command('add')
    .description('send the activities of changes to an inbox from now on; a server that runs begins at once')
    .argument('<ADDRESS>', 'of the inbox')
    .option('--discover', 'ADDRESS is of something that names its inbox, such as a catalogue')
    .addOption(new Option('--kind <LIST>', `only records of these kinds: ${recordKinds.join(', ')}`))
    .option(
      '--publisher <LIST>',
      'only records of these publishers: IRIs, or as the search has them in its addresses',
    )
    .option(
      '--sector <LIST>',
      'only records with these themes: IRIs, or as the search has them in its addresses',
    );
  addSettings(command, ['data', 'base', 'push']);
  command.action(async (address: string, options: AddOptions) => {
    const config = configOf(options);
    const filters = filtersOf(options, config.base);
    const inbox = await inboxOf(address, options.discover === true, config);
    const sequence = await sequenceOf(config);
    await withSubscribers(new Subscribers(config.data), async (subscribers) => {
      const { subscription, isNew } = await subscribers.addInbox(inbox, filters, {
        sequence,
        now: Date.now(),
      });
      await write(`${isNew ? 'added' : 'was there before'}: ${subscription.id} ${inbox}\n`);
    });
  });
}

async function inboxOf(address: string, isToDiscover: boolean, config: SettledConfig): Promise<string> {
  const transport = new GuardedTransport({ allowed: config.push });
  try {
    return isToDiscover ? await discoverInbox(address, transport) : transport.check(address).href;
  } finally {
    transport.close();
  }
}

async function sequenceOf(config: SettledConfig): Promise<number> {
  const store = openExistingStore(config);
  try {
    return store.sequence();
  } finally {
    await store.close();
  }
}

function filtersOf({ kind, publisher, sector }: AddOptions, base: string): FeedFilters {
  const kinds = listed('--kind', kind);
  const unknown = kinds?.find((one) => !recordKinds.some((known) => known === one));
  if (unknown !== undefined) {
    throw new Failure(
      'wrong-usage',
      `--kind: there is no kind "${unknown}". Kinds are ${recordKinds.join(', ')}.`,
    );
  }
  const publishers = listed('--publisher', publisher)?.map((value) => fullValue('publisher', value, base));
  const sectors = listed('--sector', sector)?.map((value) => fullValue('sector', value, base));
  return {
    ...(publishers && { publisher: publishers }),
    ...(sectors && { sector: sectors }),
    ...(kinds && { kind: kinds }),
  };
}

function listed(option: string, text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const values = text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
  if (values.length === 0) throw new Failure('wrong-usage', `${option} is empty. Leave it out for all.`);
  return values;
}

function listCommand(parent: Command): void {
  const command = parent
    .command('list')
    .description('show who is told of changes, and how deliveries go')
    .option('--json', 'as JSON; secrets are never shown');
  addSettings(command, ['data', 'base']);
  command.action((options: Options & { json?: true }) =>
    withSubscribers(Subscribers.openExisting(configOf(options).data), async (subscribers) => {
      const all = subscribers.list();
      await write(options.json ? `${JSON.stringify(all.map(shown), null, 2)}\n` : subscriptionLines(all));
    }),
  );
}

function shown(subscription: ReturnType<Subscribers['list']>[number]): object {
  const { unseen: _, ...rest } = subscription;
  return rest.type === 'feed' ? { ...rest, secret: rest.secret !== undefined } : rest;
}

function removeCommand(parent: Command): void {
  const command = parent
    .command('remove')
    .description('tell these subscribers no more')
    .argument('<ID...>', 'as the list shows them');
  addSettings(command, ['data', 'base']);
  command.action((ids: string[], options: Options) =>
    withSubscribers(Subscribers.openExisting(configOf(options).data), async (subscribers) => {
      // All are looked up first: a mistake in one leaves the others as they are.
      const unknown = ids.find((id) => !subscribers.get(id));
      if (unknown !== undefined) {
        throw new Failure(
          'not-found',
          `There is no subscription ${unknown} here. Nothing was removed. See: fivestar push list`,
        );
      }
      for (const id of ids) {
        await subscribers.remove(id);
        await write(`removed: ${id}\n`);
      }
    }),
  );
}

async function withSubscribers(
  subscribers: Subscribers,
  work: (subscribers: Subscribers) => Promise<void>,
): Promise<void> {
  try {
    await work(subscribers);
  } finally {
    await subscribers.close();
  }
}
