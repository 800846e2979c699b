import type { SourceState } from '../../harvest/harvest-store.ts';
import { runAddress } from '../../harvest/run-iri.ts';
import type { RunCounts, RunReport } from '../../harvest/run-report.ts';
import { displaySize } from '../../resources/display-value.ts';
import type { RefusalGroup } from '../harvest-refusal-groups.ts';
import { Fact, Facts } from './facts.tsx';
import type { FormatLink } from './format-link.ts';
import {
  countNames,
  coverageWords,
  type HarvestMessage,
  harvestMessage,
  outcomeWords,
  runTitle,
  triggerWords,
} from './harvest-messages.ts';
import { HarvestBreadcrumbs, StateMark, tookWords } from './harvest-parts.tsx';
import { RunRefusals } from './harvest-refusals.tsx';
import { renderPage } from './layout.tsx';
import { displayCount } from './messages.ts';
import type { PageContext } from './page-context.ts';
import { AsData, Time } from './version-parts.tsx';

export interface HarvestRunProps {
  readonly context: PageContext;
  readonly report: RunReport;
  /** Of its source; absent: it was removed. */
  readonly state?: SourceState;
  readonly groups: readonly RefusalGroup[];
  /** Which group alone is shown, with all its records; from 1. */
  readonly reason?: number;
  /** Groups, or records of the one group, that earlier pages have shown. */
  readonly after: number;
  readonly formats: readonly FormatLink[];
}

/** The report of a run: what it came to, in numbers, and why records were refused. */
export function renderHarvestRun(props: HarvestRunProps): string {
  const { context, report, state, formats } = props;
  const { source, number } = report;
  return renderPage({
    context,
    title: runTitle(number, state?.definition.title ?? source, context.language),
    alternates: formats,
    head: <meta name="robots" content="noindex, follow" />,
    children: <HarvestRun {...props} />,
  });
}

function HarvestRun({ context, report, state, groups, reason, after, formats }: HarvestRunProps) {
  const { language, site } = context;
  const { source, number, failure, notes } = report;
  const say = (key: HarvestMessage) => harvestMessage(key, language);
  return (
    <article id="run">
      <HarvestBreadcrumbs context={context} source={source} />
      <p class="kind">{say('run')}</p>
      <h1>{runTitle(number, state?.definition.title ?? source, language)}</h1>
      <RunFacts context={context} report={report} />
      {failure && (
        <section>
          <h2>{say('why')}</h2>
          <p class="lead">{failure.message}</p>
        </section>
      )}
      <section>
        <h2>{say('counts')}</h2>
        <Counts context={context} counts={report.counts} />
      </section>
      <RunRefusals
        context={context}
        report={report}
        groups={groups}
        address={runAddress(site.base, source, number)}
        reason={reason}
        after={after}
      />
      {notes.length > 0 && (
        <section>
          <h2>{say('notes')}</h2>
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
      <AsData context={context} formats={formats} />
    </article>
  );
}

function RunFacts({ context, report }: { context: PageContext; report: RunReport }) {
  const { language } = context;
  const { outcome, started, ended, trigger, coverage } = report;
  const say = (key: HarvestMessage) => harvestMessage(key, language);
  return (
    <Facts>
      <Fact name={say('outcome')}>
        <StateMark outcome={outcome} words={outcomeWords(outcome, language)} />
      </Fact>
      <Fact name={say('begun')}>
        <Time context={context} time={started} />
      </Fact>
      {ended !== undefined && (
        <Fact name={say('took')}>
          {tookWords(Math.max(0, Date.parse(ended) - Date.parse(started)), language)}
        </Fact>
      )}
      <Fact name={say('begunBy')}>{triggerWords(trigger, language)}</Fact>
      {coverage !== undefined && <Fact name={say('coverage')}>{coverageWords(coverage, language)}</Fact>}
    </Facts>
  );
}

function Counts({ context, counts }: { context: PageContext; counts: RunCounts }) {
  const { language } = context;
  return (
    <>
      <ul class="counts">
        {(Object.keys(countNames) as (keyof typeof countNames)[]).map((name) => (
          <li key={name}>
            <b>{displayCount(counts[name], language)}</b> {countNames[name][language]}
          </li>
        ))}
      </ul>
      <p class="quiet">
        {requestWords(counts.requests, language)} · {displaySize(String(counts.bytes), language)}
      </p>
    </>
  );
}

function requestWords(count: number, language: PageContext['language']): string {
  if (language === 'hi') return `${displayCount(count, 'hi')} अनुरोध`;
  return `${displayCount(count, 'en')} ${count === 1 ? 'request' : 'requests'}`;
}
