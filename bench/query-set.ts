import { readdirSync, readFileSync } from 'node:fs';
import { HttpClient } from './http-client.ts';

/** One query of `bench/queries`. */
export interface BenchQuery {
  readonly name: string;
  /** What it asks, in words: the comment on its first line. */
  readonly question: string;
  readonly text: string;
  readonly accept: string;
}

const folder = new URL('./queries/', import.meta.url);

/** The queries, with `$NAMES` in them filled in. */
export function readQueries(names: Readonly<Record<string, string>>): BenchQuery[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.rq'))
    .sort()
    .map((file) => {
      const source = readFileSync(new URL(file, folder), 'utf8');
      const question = /^# (.+)\n/.exec(source)?.[1];
      if (question === undefined) throw new Error(`${file} does not begin with "# " and its question.`);
      const text = source
        .slice(question.length + 3)
        .replace(/\$([A-Z]+)/g, (_, name: string) => names[name] ?? missing(file, name));
      const accept = /^(?:CONSTRUCT|DESCRIBE)\b/m.test(text)
        ? 'application/n-triples'
        : 'application/sparql-results+json';
      return { name: file.replace('.rq', ''), question, text, accept };
    });
}

/** Things of the catalogue that queries ask for: a dataset, its title and its publisher. */
export async function namesFrom(origin: string): Promise<Record<string, string>> {
  const client = new HttpClient();
  const query = `PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?DATASET ?TITLE ?PUBLISHER { ?DATASET a <http://www.w3.org/ns/dcat#Dataset> ; dct:title ?TITLE ; dct:publisher ?PUBLISHER
FILTER(LANG(?TITLE) = "en") } LIMIT 1`;
  const address = `${origin}sparql?${new URLSearchParams({ query })}`;
  const { status, body } = await client.get(address, { accept: 'application/sparql-results+json' });
  client.close();
  if (status !== 200) throw new Error(`The catalogue could not be asked (${status}): ${body.slice(0, 500)}`);
  const { results } = JSON.parse(body) as { results: { bindings: Record<string, { value: string }>[] } };
  return Object.fromEntries(
    Object.entries(results.bindings[0] ?? {}).map(([name, { value }]) => [name, value]),
  );
}

function missing(file: string, name: string): never {
  throw new Error(`${file} names $${name}, which is not known.`);
}
