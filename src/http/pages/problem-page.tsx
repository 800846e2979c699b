import type { Problem } from '../problem.ts';
import { renderPage } from './layout.tsx';
import { message } from './messages.ts';
import { localHref, type PageContext } from './page-context.ts';

export function renderProblemPage(context: PageContext, problem: Problem): string {
  return renderPage({
    context,
    title: problem.title[context.language],
    children: <ProblemPage context={context} problem={problem} />,
  });
}

function ProblemPage({ context, problem }: { context: PageContext; problem: Problem }) {
  const { language, site } = context;
  const available = problem.extensions?.['available'];
  return (
    <>
      <p class="kind">
        {message('status', language)} {problem.status}
      </p>
      <h1>{problem.title[language]}</h1>
      <p class="lead">{problem.detail[language]}</p>
      <h2>{message('whatNext', language)}</h2>
      <p>{problem.remedy[language]}</p>
      {Array.isArray(available) && (
        <ul>
          {available.filter(isAvailable).map(({ mediaType, href }) => (
            <li key={mediaType}>{href === undefined ? mediaType : <a href={href}>{mediaType}</a>}</li>
          ))}
        </ul>
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

function isAvailable(value: unknown): value is { mediaType: string; href?: string } {
  return typeof value === 'object' && value !== null && 'mediaType' in value;
}
