import { differenceIri, versionIri } from '../../mapping/version-iris.ts';
import type { Phrase } from '../../resources/phrase.ts';
import type { HistoryPage } from '../../resources/version-description.ts';
import type { RecordVersion } from '../../store/record-store.ts';
import { html } from '../formats.ts';
import type { FormatLink } from './format-link.ts';
import { renderPage } from './layout.tsx';
import { message } from './messages.ts';
import type { PageContext } from './page-context.ts';
import { countOfVersions, type VersionMessage, versionMessage } from './version-messages.ts';
import { AsData, PageLink, Time, titleIn, Why } from './version-parts.tsx';
import { wordsOf } from './words.tsx';

export interface HistoryPageProps {
  readonly context: PageContext;
  readonly history: HistoryPage;
  /** Of the last version. */
  readonly titles: readonly Phrase[];
  readonly formats: readonly FormatLink[];
}

export function renderHistoryPage(props: HistoryPageProps): string {
  const { context, history, titles } = props;
  const formats = props.formats.filter(({ mediaType }) => mediaType !== html.mediaType);
  return renderPage({
    context,
    title: `${titleIn(context, titles, history.head.topic).text} – ${versionMessage('versions', context.language)}`,
    alternates: formats,
    head: <meta name="robots" content="noindex, follow" />,
    children: <History {...props} formats={formats} />,
  });
}

function History({ context, history, titles, formats }: HistoryPageProps) {
  const { language } = context;
  const { head, versions, previous, total, self, first, next } = history;
  return (
    <article>
      <p class="kind">{versionMessage('versions', language)}</p>
      <h1>
        {wordsOf(titleIn(context, titles, head.topic), language)}{' '}
        <span class="number">{countOfVersions(total, language)}</span>
      </h1>
      <p>{versionMessage('historyIntroduction', language)}</p>
      {head.state === 'live' && (
        <p>
          <PageLink context={context} iri={head.document} class="button">
            {versionMessage('presentRecord', language)}
          </PageLink>
        </p>
      )}
      <ol class="list">
        {versions.map((version, index) => (
          <Version
            key={version.sequence}
            context={context}
            version={version}
            previous={previous.get(version.sequence)}
            older={versions[index + 1]}
          />
        ))}
      </ol>
      {(next !== undefined || self !== first) && (
        <nav class="actions" aria-label={message('paging', language)}>
          {self !== first && (
            <PageLink context={context} iri={first} rel="first" class="button second">
              {versionMessage('newest', language)}
            </PageLink>
          )}
          {next !== undefined && (
            <PageLink context={context} iri={next} rel="next" class="button">
              {versionMessage('older', language)}
            </PageLink>
          )}
        </nav>
      )}
      <AsData context={context} formats={formats} />
    </article>
  );
}

/** What happened, newest first: that the record was withdrawn after a version comes before the version. */
function Version(props: {
  context: PageContext;
  version: RecordVersion;
  /** Sequence number of the version before. */
  previous: number | undefined;
  /** The version before, where it stands on this page. */
  older: RecordVersion | undefined;
}) {
  const { context, version, previous, older } = props;
  const { language } = context;
  const { document, sequence, modified, ended } = version;
  return (
    <>
      {ended?.type === 'withdrawn' && (
        <li>
          <strong class="warn">{versionMessage('withdrawn', language)}</strong>
          {ended.time !== undefined && (
            <>
              {' · '}
              <Time context={context} time={ended.time} />
            </>
          )}
          <Why context={context} reason={ended.reason} replacedBy={ended.replacedBy} />
        </li>
      )}
      <li>
        <strong>{versionMessage(eventOf(previous, older), language)}</strong>
        {' · '}
        <Time context={context} time={modified} />
        <p>
          <PageLink context={context} iri={versionIri(document, sequence)}>
            {versionMessage('version', language)} {sequence}
          </PageLink>
          {previous !== undefined && (
            <>
              {' · '}
              <PageLink context={context} iri={differenceIri(document, previous, sequence)}>
                {versionMessage('whatChanged', language)}
                <span class="unseen">{`: ${previous} → ${sequence}`}</span>
              </PageLink>
            </>
          )}
        </p>
      </li>
    </>
  );
}

function eventOf(previous: number | undefined, older: RecordVersion | undefined): VersionMessage {
  if (previous === undefined) return 'first';
  return older?.ended?.type === 'withdrawn' ? 'again' : 'changed';
}
