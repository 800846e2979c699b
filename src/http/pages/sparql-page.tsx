import type { OfferedQueries, QueryPageData } from '../../model/query-page.ts';
import { portalPrefixes } from '../../rdf/serialise.ts';
import { queryForm } from '../../sparql/query-form.ts';
import { commonHeaders } from '../headers.ts';
import { pageAssetPath } from '../page-assets.ts';
import { exampleQueries } from './example-queries.ts';
import { renderPage } from './layout.tsx';
import { message } from './messages.ts';
import type { PageContext } from './page-context.ts';

/** Stands in the form, and on the home page as a `curl` line: no quotation marks that a shell would take. */
export const exampleQuery = `PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?dataset ?title ?publisher WHERE {
  ?dataset a dcat:Dataset ; dct:title ?title .
  OPTIONAL { ?dataset dct:publisher ?publisher }
} LIMIT 10`;

/** Short names of result formats for the form's `format` field; the protocol itself negotiates by `Accept`. */
export const resultNames = [
  ['json', 'JSON / JSON-LD', 'application/sparql-results+json, application/ld+json;q=0.9'],
  ['csv', 'CSV / Turtle', 'text/csv, text/turtle;q=0.9, application/sparql-results+json;q=0.5'],
  [
    'tsv',
    'TSV / N-Triples',
    'text/tab-separated-values, application/n-triples;q=0.9, application/sparql-results+json;q=0.5',
  ],
  ['xml', 'XML / RDF/XML', 'application/sparql-results+xml, application/rdf+xml;q=0.9'],
] as const;

/** The only page with a script: its own, which asks this server only. The rest is as on every page. */
export const queryPageHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': `${commonHeaders['Content-Security-Policy']}; script-src 'self'; connect-src 'self'`,
};

export function renderSparqlPage(context: PageContext): string {
  const script = pageAssetPath('query-page.js');
  const stylesheet = pageAssetPath('query-page.css');
  return renderPage({
    context,
    title: message('sparql', context.language),
    head: (
      <>
        {stylesheet && <link rel="stylesheet" href={`${context.site.path}${stylesheet}`} />}
        {script && <script type="module" src={`${context.site.path}${script}`} />}
      </>
    ),
    children: <SparqlPage context={context} />,
  });
}

function SparqlPage({ context }: { context: PageContext }) {
  const { language, site } = context;
  const data = pageData(context);
  return (
    <>
      <h1>{message('sparqlTitle', language)}</h1>
      <p class="query-intro">{message('sparqlIntroduction', language)}</p>
      <div id="query-page" data-page={JSON.stringify(data)}>
        <PlainForm context={context} />
        <PlainExamples context={context} groups={data.examples} />
      </div>
      <h2>{message('fromCommandLine', language)}</h2>
      <pre>{`curl -H 'Accept: text/csv' --data-urlencode query@query.rq '${site.base}sparql'`}</pre>
    </>
  );
}

function pageData({ site, language }: PageContext): QueryPageData {
  return {
    endpoint: `${site.path}sparql`,
    statistics: `${site.path}.well-known/void`,
    base: site.base,
    path: site.path,
    prefixes: portalPrefixes(site.base),
    examples: exampleQueries(site.base, language),
  };
}

/** For browsers that run no scripts; the script takes its place. */
function PlainForm({ context }: { context: PageContext }) {
  const { language, site } = context;
  return (
    <form method="get" action={`${site.path}sparql`}>
      <label for="query">{message('query', language)}</label>
      <textarea id="query" name="query" spellcheck={false} required>
        {exampleQuery}
      </textarea>
      <div class="row">
        <div>
          <label for="format">{message('resultAs', language)}</label>
          <select id="format" name="format">
            {resultNames.map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <button type="submit">{message('run', language)}</button>
      </div>
    </form>
  );
}

/** Browsers show plain text and JSON; triples are no table. */
function answerParameters(query: string): URLSearchParams {
  const form = queryForm(query);
  const format = form === 'SELECT' ? 'csv' : form === 'ASK' ? 'json' : 'turtle';
  return new URLSearchParams({ query, format });
}

function PlainExamples({ context, groups }: { context: PageContext; groups: readonly OfferedQueries[] }) {
  const { language, site } = context;
  return (
    <>
      <h2>{message('exampleQueries', language)}</h2>
      {groups.map((group) => (
        <section key={group.title}>
          <h3>{group.title}</h3>
          <ul>
            {group.queries.map((example) => (
              <li key={example.id}>
                <a href={`${site.path}sparql?${answerParameters(example.query)}`}>{example.title}</a>{' '}
                {example.explanation}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
