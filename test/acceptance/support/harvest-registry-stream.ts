import { type Catalogue, readLines } from './harvest-catalogues.ts';
import type { Asked, Page } from './harvest-server.ts';

type Members = Readonly<Record<string, unknown>>;

/** An event stream of what was added and changed in data.gov.in's registry up to a day; pages of 500 members. */
export class RegistryStream implements Catalogue {
  readonly definition = { type: 'ldes' } as const;
  readonly path = '/stream';
  /** The last day of which members are there. */
  until = '9999';
  readonly #members: readonly (readonly [time: string, triples: string])[];

  constructor(path: string) {
    this.#members = readLines(path)
      .map(({ op, record }) => memberOf(String(op), record as Members))
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }

  respond({ url }: Asked): Page | undefined {
    if (url.pathname !== '/stream') return undefined;
    const members = this.#members.filter(([time]) => time <= this.until);
    const size = 500;
    const last = Math.max(0, Math.ceil(members.length / size) - 1);
    const head = `<{origin}/stream#s> a <${ldes}EventStream> ; <${ldes}timestampPath> <${dct}modified> ; <${ldes}versionOfPath> <${dct}isVersionOf> ; <${tree}view> <{origin}/stream> .\n`;
    const page = url.searchParams.get('page');
    if (page === null) {
      const relations = Array.from(
        { length: last + 1 },
        (_, at) => `<{origin}/stream> <${tree}relation> [ <${tree}node> <{origin}/stream?page=${at}> ] .`,
      );
      return { type: 'text/turtle', body: head + relations.join('\n') };
    }
    const own = members.slice(Number(page) * size, (Number(page) + 1) * size);
    // Only the last page may still change.
    const isFull = Number(page) < last ? `<> <${ldes}immutable> true .\n` : '';
    return { type: 'text/turtle', body: head + isFull + own.map(([, triples]) => triples).join('') };
  }
}

const [dct, ldes, tree] = ['http://purl.org/dc/terms/', 'https://w3id.org/ldes#', 'https://w3id.org/tree#'];
const dcat = 'http://www.w3.org/ns/dcat#';
const activity = 'https://www.w3.org/ns/activitystreams#';

function memberOf(operation: string, record: Members): readonly [string, string] {
  const [id, time] = [String(record['index_name']), String(record['updated_date'])];
  const texts: [string, unknown][] = [
    ['title', record['title']],
    ['description', record['description']],
    ...String(record['sector'] ?? '')
      .split('|')
      .map((sector): [string, unknown] => ['subject', sector]),
  ];
  const iri = `https://data.gov.in/resource/${id}`;
  const statements = texts
    .filter(([, value]) => typeof value === 'string' && value !== '')
    .map(
      ([name, value]) => `<${name === 'subject' ? `${dcat}keyword` : dct + name}> ${JSON.stringify(value)}`,
    );
  return [
    time,
    `<{origin}/stream#s> <${tree}member> <${iri}#${time}> .\n<${iri}#${time}> a <${dcat}Dataset>, <${activity}${operation === 'add' ? 'Create' : 'Update'}> ; <${dct}isVersionOf> <${iri}> ; <${dct}modified> "${time}"^^<http://www.w3.org/2001/XMLSchema#dateTime> ; ${statements.join(' ; ')} .\n`,
  ];
}
