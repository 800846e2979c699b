import { useMemo } from 'preact/hooks';
import type { ResultView } from '../model/query-page.ts';
import { type ChartData, chartOf } from './chart-data.ts';
import { Downloads } from './downloads.tsx';
import type { PageTools } from './page-tools.ts';
import { ResultChart } from './result-chart.tsx';
import { ResultTable } from './result-table.tsx';
import type { Outcome } from './sparql-client.ts';
import type { Speech } from './words.ts';

/** Characters that the browser lays out without delay. */
const mostCharacters = 300_000;

interface ResultPanelProps {
  readonly tools: PageTools;
  readonly outcome: Outcome;
  readonly view: ResultView;
  onView(view: ResultView): void;
  onStatus(text: string): void;
  onRefused(outcome: Outcome): void;
}

/** What came of a query: views of the answer, or in words why there is none. */
export function ResultPanel(props: ResultPanelProps) {
  const { tools, outcome, view, onView } = props;
  const { speech, names } = tools;
  const chart = useMemo(
    () => (outcome.type === 'bindings' ? chartOf(outcome.bindings, (iri) => names.shorten(iri)) : undefined),
    [outcome, names],
  );
  if (!('query' in outcome)) return <NoAnswer speech={speech} outcome={outcome} />;
  const views = viewsOf(outcome, chart);
  const shown = views.includes(view) ? view : (views[0] ?? 'response');
  return (
    <>
      <div class="panel-bar">
        <ViewTabs speech={speech} views={views} shown={shown} onView={onView} />
        <Downloads tools={tools} answer={outcome} onStatus={props.onStatus} onRefused={props.onRefused} />
      </div>
      <div role="tabpanel" id="answer-panel" aria-labelledby={`view-${shown}`} class="panel">
        {shown === 'chart' && chart && <ResultChart tools={tools} chart={chart} />}
        {shown === 'table' && <TableView tools={tools} outcome={outcome} />}
        {shown === 'response' && <ResponseView speech={speech} text={outcome.text} />}
      </div>
    </>
  );
}

function viewsOf(outcome: Outcome, chart: ChartData | undefined): ResultView[] {
  if (outcome.type === 'graph') return ['response'];
  return chart ? ['table', 'chart', 'response'] : ['table', 'response'];
}

/** https://www.w3.org/WAI/ARIA/apg/patterns/tabs/: arrows move between the tabs, Tab goes on to what they show. */
function ViewTabs(props: {
  speech: Speech;
  views: readonly ResultView[];
  shown: ResultView;
  onView(view: ResultView): void;
}) {
  const { speech, views, shown, onView } = props;
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = views[(views.indexOf(shown) + step + views.length) % views.length];
    if (next === undefined) return;
    onView(next);
    document.getElementById(`view-${next}`)?.focus();
  };
  return (
    <div role="tablist" aria-label={speech.say('views')} onKeyDown={move}>
      {views.map((one) => (
        <button
          key={one}
          id={`view-${one}`}
          type="button"
          role="tab"
          aria-selected={one === shown}
          aria-controls="answer-panel"
          tabIndex={one === shown ? 0 : -1}
          onClick={() => onView(one)}
        >
          {speech.say(one)}
        </button>
      ))}
    </div>
  );
}

function TableView({ tools, outcome }: { tools: PageTools; outcome: Outcome }) {
  const { speech } = tools;
  if (outcome.type === 'boolean') return <p class="verdict">{speech.say(outcome.value ? 'yes' : 'no')}</p>;
  if (outcome.type !== 'bindings') return null;
  if (outcome.bindings.rows.length === 0) {
    return (
      <div class="message">
        <p class="message-title">{speech.say('noRows')}</p>
        <p>{speech.say('noRowsAdvice')}</p>
      </div>
    );
  }
  return <ResultTable tools={tools} bindings={outcome.bindings} />;
}

function ResponseView({ speech, text }: { speech: Speech; text: string }) {
  return (
    <>
      {text.length > mostCharacters && <p class="notice">{speech.responseCut(mostCharacters)}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <pre class="response" tabIndex={0}>
        {text.slice(0, mostCharacters)}
      </pre>
    </>
  );
}

function NoAnswer({ speech, outcome }: { speech: Speech; outcome: Exclude<Outcome, { query: string }> }) {
  switch (outcome.type) {
    case 'cancelled':
      return <p class="message">{speech.say('cancelled')}</p>;
    case 'unreachable':
      return <Refused title={speech.say('unreachable')} remedy={speech.say('unreachableAdvice')} />;
    case 'refused':
      return <Refused {...outcome} />;
  }
}

function Refused({ title, detail, remedy }: { title: string; detail?: string; remedy?: string }) {
  return (
    <div class="message refused" role="alert">
      <p class="message-title">{title}</p>
      {detail && <pre>{detail}</pre>}
      {remedy && <p>{remedy}</p>}
    </div>
  );
}
