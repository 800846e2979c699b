import type { SourceState } from '../../harvest/harvest-store.ts';
import { sourceAddress } from '../../harvest/run-iri.ts';
import type { FormatLink } from './format-link.ts';
import {
  type HarvestMessage,
  harvestMessage,
  outcomeWords,
  stateWords,
  waitingWords,
} from './harvest-messages.ts';
import { Cell, Command, RunLink, StateMark } from './harvest-parts.tsx';
import { renderPage } from './layout.tsx';
import { displayCount } from './messages.ts';
import type { PageContext } from './page-context.ts';
import { AsData, PageLink, Time } from './version-parts.tsx';

export interface HarvestListProps {
  readonly context: PageContext;
  readonly sources: readonly SourceState[];
  readonly formats: readonly FormatLink[];
}

/** Every source: how it stands, what is published of it, when it was and will be read. */
export function renderHarvestList(props: HarvestListProps): string {
  const { context, formats } = props;
  return renderPage({
    context,
    title: harvestMessage('sources', context.language),
    alternates: formats,
    children: <HarvestList {...props} />,
  });
}

function HarvestList({ context, sources, formats }: HarvestListProps) {
  const { language } = context;
  const say = (key: HarvestMessage) => harvestMessage(key, language);
  return (
    <>
      <h1>{say('sources')}</h1>
      <p class="lead">{say('introduction')}</p>
      {sources.length === 0 ? (
        <>
          <p>{say('noSources')}</p>
          <Command words={say('addOne')} command="fivestar source add NAME --type ckan --url https://…" />
        </>
      ) : (
        <table class="rows">
          <thead>
            <tr>
              {(['source', 'state', 'published', 'lastRun', 'nextRun'] as const).map((key) => (
                <th key={key} scope="col">
                  {say(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sources.map((state) => (
              <Source key={state.definition.name} context={context} state={state} />
            ))}
          </tbody>
        </table>
      )}
      <AsData context={context} formats={formats} />
    </>
  );
}

function Source({ context, state }: { context: PageContext; state: SourceState }) {
  const { language, site } = context;
  const { definition, lastRun, waiting, records, next } = state;
  const { name, title, type, schedule, paused } = definition;
  const say = (key: HarvestMessage) => harvestMessage(key, language);
  return (
    <tr>
      <th scope="row">
        <PageLink context={context} iri={sourceAddress(site.base, name)}>
          {title ?? name}
        </PageLink>
        <p class="quiet">{title === undefined ? type : `${name} · ${type}`}</p>
      </th>
      <Cell name={say('state')}>
        <StateMark outcome={waiting ? 'waiting' : lastRun?.outcome} words={stateWords(state, language)} />
        {waiting && (
          <p class="quiet">
            {lastRun?.outcome === 'waiting' || lastRun?.outcome === 'complete'
              ? waitingWords(waiting, language)
              : `${outcomeWords('waiting', language)}: ${waitingWords(waiting, language)}`}
          </p>
        )}
      </Cell>
      <Cell name={say('published')}>{displayCount(records, language)}</Cell>
      <Cell name={say('lastRun')}>
        {lastRun ? (
          <RunLink context={context} source={name} number={lastRun.number}>
            <Time context={context} time={lastRun.ended ?? lastRun.started} />
          </RunLink>
        ) : (
          say('never')
        )}
      </Cell>
      <Cell name={say('nextRun')}>
        {paused ? (
          say('isPaused')
        ) : next ? (
          <Time context={context} time={next} />
        ) : (
          say(schedule ? 'never' : 'onDemand')
        )}
      </Cell>
    </tr>
  );
}
