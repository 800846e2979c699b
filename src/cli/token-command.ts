import { type Command, Option } from 'commander';
import { maskTokens } from '../access/mask-tokens.ts';
import { type Role, roles } from '../access/role.ts';
import { isTokenId, parseToken } from '../access/token-format.ts';
import { tokenState } from '../access/token-state.ts';
import type { TokenEntry, TokenStore } from '../access/token-store.ts';
import type { SettledConfig } from '../compose/settled-config.ts';
import { openExistingTokens, openTokens } from '../compose/tokens.ts';
import { Failure } from '../model/failure.ts';
import { parseExpiry } from './expiry.ts';
import { addSettings, configOf } from './setting-options.ts';
import { tokenTable } from './token-table.ts';
import { write } from './write-output.ts';

type Options = Record<string, unknown>;

/** Characters of a token's name. */
const longestName = 100;

export function tokenCommand(program: Command): void {
  const command = program
    .command('token')
    .description('make, list and revoke the tokens of those who may write');
  createCommand(command);
  listCommand(command);
  revokeCommand(command);
}

function createCommand(parent: Command): void {
  const command = parent
    .command('create')
    .description('make a token; it is printed once, alone on standard output')
    .addOption(
      new Option('--role <ROLE>', 'what it allows: editor writes graphs, admin does everything')
        .choices(roles)
        .makeOptionMandatory(),
    )
    .option('--expires <WHEN>', '2027-01-31, 2027-01-31T17:00:00Z, 90d or 12h (default: never)')
    .option('--name <TEXT>', 'note: whose token it is, and what for');
  addSettings(command, ['data', 'base']);
  command.action((options: Options & { role: Role; expires?: string; name?: string }) => {
    const config = configOf(options);
    const expires = expiryOf(options.expires);
    const name = nameOf(options.name ?? '');
    return withTokens(openTokens(config), async (tokens) => {
      const { token, entry } = tokens.create({ role: options.role, name, ...(expires && { expires }) });
      await write(`${token}\n`);
      process.stderr.write(explanation(entry, config));
    });
  });
}

function expiryOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const expiry = parseExpiry(text, new Date());
  if ('problem' in expiry) throw new Failure('wrong-usage', `--expires ${expiry.problem}.`);
  return expiry.at;
}

/** Names are printed on terminals, which obey control characters. */
function nameOf(text: string): string {
  if (/\p{C}/u.test(text.replaceAll(/[\u200c\u200d]/g, ''))) {
    throw new Failure('wrong-usage', '--name has a control character or a line break. Use plain text.');
  }
  if (text.length > longestName) {
    throw new Failure(
      'wrong-usage',
      `--name has ${text.length} characters; at most ${longestName} are kept.`,
    );
  }
  return text.trim();
}

function explanation({ id, role, expires }: TokenEntry, config: SettledConfig): string {
  const until = expires === undefined ? 'never expires' : `expires ${expires}`;
  return `
Token ${id}, role ${role}, ${until}, for the data folder ${config.data}.
It is shown this once: only a hash of it is kept. It holds from now on, also for a server that runs.

  curl -H "Authorization: Bearer $TOKEN" ${example(role, config.base)}

Take it back with: fivestar token revoke ${id}
`;
}

function example(role: Role, base: string): string {
  const [parameter, text] =
    role === 'reader'
      ? ['query', 'ASK {}']
      : ['update', `INSERT DATA { GRAPH <${base}graph/test> { <${base}a> <${base}b> 1 } }`];
  return `${base}sparql \\\n       --data-urlencode '${parameter}=${text}'`;
}

function listCommand(parent: Command): void {
  const command = parent
    .command('list')
    .description('show the tokens there are, never their secrets')
    .option('--json', 'as JSON');
  addSettings(command, ['data', 'base']);
  command.action((options: Options & { json?: true }) =>
    withTokens(openExistingTokens(configOf(options)), async (tokens) => {
      const now = new Date();
      const listed = tokens.list().map((entry) => ({ ...entry, state: tokenState(entry, now) }));
      await write(options.json ? `${JSON.stringify(listed, null, 2)}\n` : tokenTable(listed));
    }),
  );
}

function revokeCommand(parent: Command): void {
  const command = parent
    .command('revoke')
    .description('take tokens back; a server that runs refuses them from its next request on')
    .argument('<ID...>', 'ids of tokens, or whole tokens');
  addSettings(command, ['data', 'base']);
  command.action((texts: string[], options: Options) =>
    withTokens(openExistingTokens(configOf(options)), async (tokens) => {
      // All are looked up first: a mistake in one leaves the others as they are.
      const ids = texts.map((text) => knownId(tokens, text));
      for (const id of ids) {
        const outcome = tokens.revoke(id);
        await write(`${outcome === 'revoked' ? 'revoked' : 'was revoked before'}: ${id}\n`);
      }
    }),
  );
}

/** A whole token must hold: where its secret is another's, its id may be a slip. */
function knownId(tokens: TokenStore, text: string): string {
  const parts = parseToken(text);
  const id = parts?.id ?? text;
  if (!isTokenId(id)) {
    throw new Failure(
      'wrong-usage',
      `"${maskTokens(text)}" is neither the id of a token (12 digits of 0-9 and a-f) nor a whole token. Nothing was revoked.`,
    );
  }
  if (!tokens.get(id)) {
    throw new Failure(
      'not-found',
      `There is no token ${id} here. Nothing was revoked. See: fivestar token list`,
    );
  }
  if (parts && tokens.verify(text).type === 'unknown') {
    throw new Failure(
      'not-found',
      `There is a token ${id}, but its secret is another: what was given opens nothing. Nothing was revoked. To revoke the token all the same: fivestar token revoke ${id}`,
    );
  }
  return id;
}

async function withTokens(tokens: TokenStore, work: (tokens: TokenStore) => Promise<void>): Promise<void> {
  try {
    await work(tokens);
  } finally {
    await tokens.close();
  }
}
