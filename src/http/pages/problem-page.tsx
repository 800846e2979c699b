import type { Language } from '../../model/text.ts';
import { displayDate } from '../../resources/display-value.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { nearThings, wordsOfPath } from '../near-addresses.ts';
import type { Problem } from '../problem.ts';
import { Fact, Facts } from './facts.tsx';
import { renderPage } from './layout.tsx';
import { message } from './messages.ts';
import { localHref, type PageContext } from './page-context.ts';
import { SearchBox } from './search-box.tsx';
import { TombstoneLinks } from './version-tombstone.tsx';
import { thingLink } from './words.tsx';

/** Statuses at which the search may find what was meant. */
const searched: ReadonlySet<number> = new Set([404, 410]);

/** @param near things that may have been meant; found by the address where nothing is there */
export function renderProblemPage(
  context: PageContext,
  problem: Problem,
  near: readonly Iri[] = problem.status === 404 ? nearThings(context.store, context.site, context.path) : [],
): string {
  return renderPage({
    context,
    title: problem.title[context.language],
    headerSearch: searched.has(problem.status) ? 'none' : 'shown',
    head: <meta name="robots" content="noindex" />,
    children: <ProblemPage context={context} problem={problem} near={near} />,
  });
}

interface ProblemPageProps {
  readonly context: PageContext;
  readonly problem: Problem;
  readonly near: readonly Iri[];
}

function ProblemPage({ context, problem, near }: ProblemPageProps) {
  const { language, site } = context;
  const { extensions = {} } = problem;
  const available = extensions['available'];
  return (
    <>
      <p class="kind">
        {message('status', language)} {problem.status}
      </p>
      <h1>{problem.title[language]}</h1>
      <p class="lead">{problem.detail[language]}</p>
      {near.length > 0 && <Near context={context} near={near} />}
      {problem.status === 410 && <Tombstone context={context} extensions={extensions} />}
      <TombstoneLinks context={context} problem={problem} />
      {Array.isArray(available) && <Available available={available} context={context} />}
      <h2>{message('whatNext', language)}</h2>
      <p>{problem.remedy[language]}</p>
      {searched.has(problem.status) && (
        <SearchBox context={context} id="search" value={wordsOfPath(context.path.slice(site.path.length))} />
      )}
      <p class="actions">
        <a class="button" href={localHref(context, `${site.path}catalog`)}>
          {message('catalogue', language)}
        </a>
        <a class="button second" href={localHref(context, site.path)}>
          {message('home', language)}
        </a>
      </p>
    </>
  );
}

function Near({ context, near }: { context: PageContext; near: readonly Iri[] }) {
  return (
    <>
      <h2>{message('didYouMean', context.language)}</h2>
      <ul class="list">
        {near.map((iri) => (
          <li key={iri}>
            {thingLink(context, iri)}
            <p>
              <code class="address">{iri}</code>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** When and why a record was withdrawn. */
function Tombstone(props: { context: PageContext; extensions: Readonly<Record<string, unknown>> }) {
  const { context, extensions } = props;
  const { language } = context;
  const withdrawn = textOf(extensions['withdrawn'], language);
  const reason = textOf(extensions['reason'], language);
  return (
    <Facts>
      {withdrawn !== undefined && (
        <Fact name={message('withdrawnOn', language)}>
          <time dateTime={withdrawn}>{displayDate(withdrawn, language)}</time>
        </Fact>
      )}
      {reason !== undefined && <Fact name={message('reason', language)}>{reason}</Fact>}
    </Facts>
  );
}

/** A text, or one in each language. */
function textOf(value: unknown, language: Language): string | undefined {
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value !== 'object' || value === null || !(language in value)) return undefined;
  return textOf(value[language as keyof typeof value], language);
}

function Available({ context, available }: { context: PageContext; available: readonly unknown[] }) {
  return (
    <>
      <h2>{message('availableFormats', context.language)}</h2>
      <ul class="formats">
        {available.filter(isAvailable).map(({ mediaType, href }) => (
          <li key={mediaType}>
            {href === undefined ? (
              <code>{mediaType}</code>
            ) : (
              <a href={href} type={mediaType}>
                {mediaType}
              </a>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function isAvailable(value: unknown): value is { mediaType: string; href?: string } {
  return typeof value === 'object' && value !== null && 'mediaType' in value;
}
