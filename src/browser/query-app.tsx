import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { OfferedQuery, ResultView } from '../model/query-page.ts';
import { EditorHelp } from './editor-help.tsx';
import { Examples, wideScreen } from './examples.tsx';
import type { PageTools } from './page-tools.ts';
import { createQueryEditor, type QueryEditor } from './query-editor.ts';
import { ResultPanel } from './result-panel.tsx';
import { RunningTime } from './running-time.tsx';
import { fragmentOf, readFragment, type SharedQuery } from './share-link.ts';
import { type Outcome, runQuery } from './sparql-client.ts';
import type { Speech } from './words.ts';

type Phase =
  | { readonly type: 'waiting' }
  | { readonly type: 'running'; readonly stop: AbortController }
  | { readonly type: 'ended'; readonly outcome: Outcome };

/** The whole page but its heading: editor, questions to start from, answer. */
export function QueryApp({ tools, firstQuery }: { tools: PageTools; firstQuery: string }) {
  const { data, speech } = tools;
  const [phase, setPhase] = useState<Phase>({ type: 'waiting' });
  const [view, setView] = useState<ResultView>('table');
  const [status, setStatus] = useState('');
  const [syntax, setSyntax] = useState('');
  const [asked, setAsked] = useState<string>();
  const frame = useRef<HTMLDivElement>(null);
  const runButton = useRef<HTMLButtonElement>(null);
  const editor = useRef<QueryEditor>(null);
  const running = useRef<AbortController>(null);

  /** @param wanted view of the answer, and what to do to the browser's history */
  const run = useCallback(
    async (wanted: { view: ResultView; history: 'push' | 'keep' }) => {
      const query = editor.current?.getQuery() ?? '';
      running.current?.abort();
      const refusal = refusalBefore(query, editor.current?.isUpdate() ?? false, speech);
      if (refusal) return setPhase({ type: 'ended', outcome: refusal });
      const stop = new AbortController();
      running.current = stop;
      remember({ query, view: wanted.view }, wanted.history);
      setView(wanted.view);
      setAsked(query);
      setStatus(speech.say('running'));
      setPhase({ type: 'running', stop });
      const outcome = await runQuery(data.endpoint, query, {
        signal: stop.signal,
        language: speech.language,
      });
      if (running.current !== stop) return;
      running.current = null;
      setPhase({ type: 'ended', outcome });
      setStatus(summaryOf(outcome, speech));
    },
    [data, speech],
  );

  const latest = useRef({ run, view });
  latest.current = { run, view };

  const open = useCallback((shared: SharedQuery, history: 'push' | 'keep') => {
    editor.current?.setQuery(shared.query);
    void latest.current.run({ view: shared.view ?? 'table', history });
  }, []);

  useEffect(() => {
    if (!frame.current) return;
    const shared = readFragment(location.hash);
    editor.current = createQueryEditor(frame.current, {
      query: shared?.query ?? firstQuery,
      prefixes: data.prefixes,
      names: tools.names,
      speech,
      endpoint: data.endpoint,
      statistics: data.statistics,
      onRun: () => void latest.current.run({ view: latest.current.view, history: 'push' }),
      onSyntax: (error) => setSyntax(error ? speech.syntaxError(error.line, error.expected) : ''),
      onRelease: () => setStatus(speech.say('tabLeaves')),
    });
    if (shared) open(shared, 'keep');
    const follow = () => {
      const moved = readFragment(location.hash);
      if (moved) open(moved, 'keep');
    };
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, [data, speech, tools, firstQuery, open]);

  const choose = (example: OfferedQuery) => {
    open({ query: example.query, view: example.view }, 'push');
    // The answer stands below what the list covered.
    if (!matchMedia(wideScreen).matches) requestAnimationFrame(() => frame.current?.scrollIntoView());
  };
  const changeView = (next: ResultView) => {
    setView(next);
    if (phase.type === 'ended' && 'query' in phase.outcome) {
      remember({ query: phase.outcome.query, view: next }, 'keep');
    }
  };
  const cancel = (stop: AbortController) => {
    stop.abort();
    // The button that was pressed goes away, and the focus with it.
    runButton.current?.focus();
  };
  const copyLink = async () => {
    const query = editor.current?.getQuery() ?? '';
    remember({ query, view }, 'keep');
    setStatus(speech.say((await copy(location.href)) ? 'linkCopied' : 'linkInAddress'));
  };

  return (
    <div class="query-app">
      <Examples tools={tools} current={asked} onChoose={choose} />
      <div class="workbench">
        <section aria-label={speech.say('query')}>
          <div class="editor" ref={frame} />
          <p class="syntax" aria-live="polite">
            {syntax}
          </p>
          <div class="editor-bar">
            <button
              type="button"
              class="run"
              ref={runButton}
              onClick={() => void run({ view, history: 'push' })}
            >
              {speech.say('run')} <kbd>{runKey()}</kbd>
            </button>
            {phase.type === 'running' && (
              <button type="button" class="plain" onClick={() => cancel(phase.stop)}>
                {speech.say('cancel')}
              </button>
            )}
            <button type="button" class="plain" onClick={() => void copyLink()}>
              {speech.say('copyLink')}
            </button>
            <p class="status" role="status">
              {status}
            </p>
            {phase.type === 'running' && <RunningTime speech={speech} />}
          </div>
          <EditorHelp speech={speech} prefixes={Object.keys(data.prefixes)} />
        </section>
        <section class="answer" aria-labelledby="answer-heading" aria-busy={phase.type === 'running'}>
          <h2 id="answer-heading">{speech.say('results')}</h2>
          {phase.type === 'waiting' && <p class="message">{speech.say('nothingYet')}</p>}
          {phase.type === 'running' && <div class="progress" aria-hidden="true" />}
          {phase.type === 'ended' && (
            <ResultPanel
              tools={tools}
              outcome={phase.outcome}
              view={view}
              onView={changeView}
              onStatus={setStatus}
              onRefused={(outcome) => {
                setPhase({ type: 'ended', outcome });
                setStatus(summaryOf(outcome, speech));
              }}
            />
          )}
        </section>
      </div>
    </div>
  );
}

/** What is not worth sending. */
function refusalBefore(query: string, isUpdate: boolean, speech: Speech): Outcome | undefined {
  if (query.trim() === '') {
    return { type: 'refused', title: speech.say('emptyQuery'), remedy: speech.say('emptyQueryAdvice') };
  }
  if (isUpdate) {
    return { type: 'refused', title: speech.say('queryOnly'), remedy: speech.say('queryOnlyAdvice') };
  }
  return undefined;
}

function summaryOf(outcome: Outcome, speech: Speech): string {
  switch (outcome.type) {
    case 'bindings':
    case 'boolean':
    case 'graph': {
      const { text, milliseconds } = outcome;
      const amount =
        outcome.type === 'bindings'
          ? speech.rows(outcome.bindings.rows.length)
          : outcome.type === 'graph'
            ? speech.lines(text.split('\n').length - 1)
            : speech.say(outcome.value ? 'yes' : 'no');
      return [amount, speech.time(milliseconds), speech.size(text.length)].join(' · ');
    }
    case 'cancelled':
      return speech.say('cancelled');
    case 'refused':
    case 'unreachable':
      // The message itself is an alert.
      return '';
  }
}

/** In the address, so that it can be shared, reloaded and returned to. */
function remember(shared: SharedQuery, history: 'push' | 'keep'): void {
  const fragment = fragmentOf(shared);
  if (fragment === location.hash) return;
  if (history === 'push') globalThis.history.pushState(null, '', fragment);
  else globalThis.history.replaceState(null, '', fragment);
}

/** `false` where the browser has no clipboard for this page, as on plain HTTP. */
async function copy(text: string): Promise<boolean> {
  if (!navigator.clipboard) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function runKey(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ Enter' : 'Ctrl Enter';
}
