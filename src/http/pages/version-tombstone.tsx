import type { Iri } from '../../vocabulary/iri.ts';
import type { Problem } from '../problem.ts';
import { Fact, Facts } from './facts.tsx';
import type { PageContext } from './page-context.ts';
import { type VersionMessage, versionMessage } from './version-messages.ts';
import { PageLink } from './version-parts.tsx';
import { thingLink } from './words.tsx';

/** What replaces a withdrawn record, and where it can still be read: on the page of its tombstone. */
export function TombstoneLinks({ context, problem }: { context: PageContext; problem: Problem }) {
  const { extensions = {} } = problem;
  const iriOf = (name: string) =>
    typeof extensions[name] === 'string' ? (extensions[name] as Iri) : undefined;
  const say = (key: VersionMessage) => versionMessage(key, context.language);
  const [replacedBy, last, history] = ['replacedBy', 'lastVersion', 'history'].map(iriOf);
  if (!replacedBy && !last && !history) return null;
  return (
    <Facts>
      {replacedBy && <Fact name={say('replacedBy')}>{thingLink(context, replacedBy)}</Fact>}
      {last && (
        <Fact name={say('lastVersion')}>
          <PageLink context={context} iri={last}>
            {say('openLastVersion')}
          </PageLink>
        </Fact>
      )}
      {history && (
        <Fact name={say('versions')}>
          <PageLink context={context} iri={history}>
            {say('allVersions')}
          </PageLink>
        </Fact>
      )}
    </Facts>
  );
}
