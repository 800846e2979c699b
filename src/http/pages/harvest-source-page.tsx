import type { SourceState } from '../../harvest/harvest-store.ts';
import type { RunReport } from '../../harvest/run-report.ts';
import { shownAddress } from '../../harvest/shown-address.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { Fact, Facts } from './facts.tsx';
import type { FormatLink } from './format-link.ts';
import {
  countNames,
  type HarvestMessage,
  harvestMessage,
  outcomeWords,
  scheduleWords,
  stateWords,
  waitingWords,
} from './harvest-messages.ts';
import {
  Cell,
  Command,
  HarvestBreadcrumbs,
  Pager,
  RunLink,
  SourceLink,
  StateMark,
} from './harvest-parts.tsx';
import { renderPage } from './layout.tsx';
import { displayCount } from './messages.ts';
import type { PageContext } from './page-context.ts';
import { AsData, Time } from './version-parts.tsx';

export interface HarvestSourceProps {
  readonly context: PageContext;
  readonly name: string;
  /** Absent: it was removed. */
  readonly state?: SourceState;
  /** Newest first. */
  readonly runs: readonly RunReport[];
  readonly self: Iri;
  readonly first: Iri;
  readonly next?: Iri;
  readonly formats: readonly FormatLink[];
}

/** A source: how it stands, what somebody has to do about it, and its runs. */
export function renderHarvestSource(props: HarvestSourceProps): string {
  const { context, name, state, formats } = props;
  return renderPage({
    context,
    title: `${state?.definition.title ?? name} – ${harvestMessage('sources', context.language)}`,
    alternates: formats,
    children: <HarvestSource {...props} />,
  });
}

function HarvestSource({ context, name, state, runs, self, first, next, formats }: HarvestSourceProps) {
  const { language } = context;
  const say = (key: HarvestMessage) => harvestMessage(key, language);
  return (
    <article>
      <HarvestBreadcrumbs context={context} />
      <p class="kind">{say('source')}</p>
      <h1>{state?.definition.title ?? name}</h1>
      {state ? <SourceFacts context={context} state={state} /> : <p class="lead">{say('removed')}</p>}
      {state && <WhatToDo context={context} state={state} />}
      <section>
        <h2>{say('runs')}</h2>
        {runs.length === 0 ? <p>{say('noRuns')}</p> : <Runs context={context} runs={runs} />}
        <Pager
          context={context}
          first={self === first ? undefined : { iri: first, words: say('newer') }}
          next={next && { iri: next, words: say('older') }}
        />
      </section>
      <AsData context={context} formats={formats} />
    </article>
  );
}

function SourceFacts({ context, state }: { context: PageContext; state: SourceState }) {
  const { language } = context;
  const { definition, records, next, lastRun, waiting } = state;
  const { name, type, url, schedule, paused } = definition;
  const say = (key: HarvestMessage) => harvestMessage(key, language);
  return (
    <Facts>
      <Fact name={say('state')}>
        <StateMark outcome={waiting ? 'waiting' : lastRun?.outcome} words={stateWords(state, language)} />
      </Fact>
      <Fact name={say('published')}>{displayCount(records, language)}</Fact>
      <Fact name={say('schedule')}>
        {schedule ? scheduleWords(schedule, language) : say('onDemand')}
        {paused && <span class="value warn">{say('isPaused')}</span>}
      </Fact>
      {next !== undefined && !paused && (
        <Fact name={say('nextRun')}>
          <Time context={context} time={next} />
        </Fact>
      )}
      <Fact name={say('kind')}>
        {type} <span class="value quiet">{name}</span>
      </Fact>
      <Fact name={say('address')}>
        <SourceLink address={shownAddress(url)} />
      </Fact>
    </Facts>
  );
}

/** Nothing where nothing needs to be done. */
function WhatToDo({ context, state }: { context: PageContext; state: SourceState }) {
  const { language } = context;
  const { definition, waiting, lastRun } = state;
  const say = (key: HarvestMessage) => harvestMessage(key, language);
  const outcome = lastRun?.outcome;
  const again = `fivestar source run ${definition.name}`;
  if (!waiting && outcome !== 'failed' && outcome !== 'interrupted') return null;
  return (
    <section>
      <h2>{say('whatToDo')}</h2>
      {waiting && (
        <>
          <p class="lead">{waitingWords(waiting, language)}</p>
          <Command words={say('ifTheyGo')} command={`fivestar source approve ${definition.name}`} />
          <p>{say('ifTheyStay')}</p>
        </>
      )}
      {outcome === 'failed' && (
        <>
          {lastRun?.failure && <p class="lead">{lastRun.failure.message}</p>}
          <Command words={say('failedNow')} command={again} />
        </>
      )}
      {outcome === 'interrupted' && <Command words={say('interruptedNow')} command={again} />}
    </section>
  );
}

const shownCounts = ['read', 'created', 'updated', 'refused', 'withdrawn'] as const;

function Runs({ context, runs }: { context: PageContext; runs: readonly RunReport[] }) {
  const { language } = context;
  const say = (key: HarvestMessage) => harvestMessage(key, language);
  return (
    <table class="rows">
      <thead>
        <tr>
          <th scope="col">{say('run')}</th>
          <th scope="col">{say('outcome')}</th>
          {shownCounts.map((name) => (
            <th key={name} scope="col">
              {countNames[name][language]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {runs.map(({ source, number, started, outcome, counts }) => (
          <tr key={number}>
            <th scope="row">
              <RunLink context={context} source={source} number={number}>
                {number} · <Time context={context} time={started} />
              </RunLink>
            </th>
            <Cell name={say('outcome')}>
              <StateMark outcome={outcome} words={outcomeWords(outcome, language)} />
            </Cell>
            {shownCounts.map((name) => (
              <Cell key={name} name={countNames[name][language]}>
                {displayCount(counts[name], language)}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
