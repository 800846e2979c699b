import type { Fetcher } from '../fetch/fetcher.ts';
import { GuardedFetcher } from '../fetch/guarded-fetcher.ts';
import { PublicAddresses } from '../fetch/public-addresses.ts';
import { Turns } from '../fetch/turns.ts';
import { userAgent } from '../fetch/user-agent.ts';
import type { HarvestSettings } from './harvest-messages.ts';
import type { SourceDefinition, SourceType } from './source-definition.ts';

/** Pages that are made for people: their servers say in robots.txt what machines may read. */
const heedsRobots: ReadonlySet<SourceType> = new Set(['sitemap', 'feed']);

/** What may be reached of other servers for a source. @throws Failure `invalid-configuration` */
export function sourcePolicy(
  { name, allow = [] }: SourceDefinition,
  settings: Pick<HarvestSettings, 'allow'>,
): PublicAddresses {
  return new PublicAddresses([...settings.allow, ...allow], {
    code: 'source-refused',
    done: 'harvested',
    remedy: (entry) => `its operator can allow it with "fivestar source set ${name} --allow ${entry}"`,
  });
}

/** The fetcher of one run of a source. Runs of one host never overlap: turns need not be shared. */
export function sourceFetcher(
  definition: SourceDefinition,
  settings: HarvestSettings,
  log?: (message: string) => void,
): Fetcher {
  const { type, url, headers, limits, robots } = definition;
  const home = /^https?:/i.test(url) && URL.canParse(url) ? url : undefined;
  return new GuardedFetcher({
    policy: sourcePolicy(definition, settings),
    turns: new Turns(),
    delay: settings.delay,
    agent: userAgent(settings.base),
    robots: robots ?? heedsRobots.has(type),
    ...(limits && { limits }),
    ...(headers && { headers }),
    ...(home !== undefined && { home }),
    ...(log && { log }),
  });
}
