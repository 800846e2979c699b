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

export function renderSparqlPage(context: PageContext): string {
  return renderPage({
    context,
    title: message('sparql', context.language),
    children: <SparqlPage context={context} />,
  });
}

function SparqlPage({ context }: { context: PageContext }) {
  const { language, site } = context;
  return (
    <>
      <h1>{message('sparql', language)}</h1>
      <p>{message('sparqlIntroduction', language)}</p>
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
      <h2>{message('fromCommandLine', language)}</h2>
      <pre>{`curl -H 'Accept: text/csv' --data-urlencode query@query.rq '${site.base}sparql'`}</pre>
    </>
  );
}
