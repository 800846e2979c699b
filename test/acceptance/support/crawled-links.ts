import type { IncomingHttpHeaders } from 'node:http';
import LinkHeader from 'http-link-header';
import { quadsOf } from '../client.ts';
import { elementsOf, type MarkupElement, parseMarkup } from './parse-markup.ts';

/** What one document says that leads on. */
export interface Reading {
  /** References as they stand there, relative ones too. */
  readonly references: readonly string[];
  /** Those of links that people follow: their fragments are places in a page. */
  readonly links?: readonly string[];
  /** IRIs that RDF names. */
  readonly iris: readonly string[];
  /** Where fragments lead to within a page; absent where the document is no page. */
  readonly anchors?: ReadonlySet<string>;
}

const rdf = new Set([
  'text/turtle',
  'application/n-triples',
  'application/ld+json',
  'application/rdf+xml',
  'application/trig',
  'application/n-quads',
]);
/** Attributes that hold an address, by element. */
const addressed: Readonly<Record<string, string>> = {
  a: 'href',
  area: 'href',
  link: 'href',
  img: 'src',
  script: 'src',
  iframe: 'src',
};

/**
 * Reads a document by its media type, strictly.
 * @throws Error where it does not parse
 */
export async function readDocument(answer: {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}): Promise<Reading> {
  const { headers, body } = answer;
  const type = (headers['content-type'] ?? '').split(';', 1)[0] ?? '';
  const inHeader = LinkHeader.parse(String(headers.link ?? '')).refs.map(({ uri }) => uri);
  const read = await readBody(type, answer, body);
  return { ...read, references: [...inHeader, ...read.references] };
}

async function readBody(
  type: string,
  answer: { status: number; headers: IncomingHttpHeaders; body: string },
  body: string,
): Promise<Reading> {
  if (type === 'text/html') return readPage(parseMarkup(body, 'html'));
  if (rdf.has(type)) {
    const quads = await quadsOf(answer);
    const iris = quads.flatMap(({ subject, predicate, object, graph }) =>
      [subject, predicate, object, graph].flatMap((term) =>
        term.termType === 'NamedNode' ? [term.value] : [],
      ),
    );
    return { references: [], iris };
  }
  if (type.endsWith('json')) return { references: addressesIn(JSON.parse(body)), iris: [] };
  if (type.endsWith('xml')) {
    const root = parseMarkup(body, 'xml');
    const places = elementsOf(root).flatMap((element) => [
      ...(element.name === 'loc' || element.name === 'id' ? [element.text] : []),
      ...[...element.attributes].flatMap(([name, value]) => (/^(?:href|src)$/.test(name) ? [value] : [])),
    ]);
    return { references: places.filter((place) => /^https?:/.test(place)), iris: [] };
  }
  if (type === 'application/linkset' || type === 'application/link-format') {
    const references = LinkHeader.parse(body.replaceAll('\n', ' ')).refs.map(({ uri }) => uri);
    return { references, iris: [] };
  }
  if (type === 'text/plain') {
    const references = [...body.matchAll(/^Sitemap: (.+)$/gm)].map(([, address = '']) => address);
    return { references, iris: [] };
  }
  return { references: [], iris: [] };
}

function readPage(root: MarkupElement): Reading {
  const elements = elementsOf(root);
  const references = elements.flatMap((element) => {
    const value = element.attributes.get(addressed[element.name] ?? '');
    return value === undefined ? [] : [value];
  });
  const forms = elements.filter(({ name }) => name === 'form').flatMap(emptyForm);
  const data = elements
    .filter(({ name, attributes }) => name === 'script' && attributes.get('type') === 'application/ld+json')
    .flatMap((script) => addressesIn(JSON.parse(script.text)));
  const shared = elements
    .filter(({ name, attributes }) => name === 'meta' && attributes.get('property') === 'og:url')
    .flatMap(({ attributes }) => attributes.get('content') ?? []);
  const anchors = elements.flatMap(({ attributes }) => attributes.get('id') ?? []);
  const twice = anchors.find((id, place) => anchors.indexOf(id) !== place);
  if (twice !== undefined) throw new Error(`the id "${twice}" stands twice`);
  const links = elementsOf(root, 'a').flatMap(({ attributes }) => attributes.get('href') ?? []);
  return {
    references: [...references, ...forms, ...data, ...shared],
    links,
    iris: [],
    anchors: new Set(anchors),
  };
}

/** A form sent by GET as it stands there: what is typed is empty, what is chosen is the first choice. */
function emptyForm(form: MarkupElement): string[] {
  if ((form.attributes.get('method') ?? 'get').toLowerCase() !== 'get') return [];
  const parameters = new URLSearchParams();
  for (const field of elementsOf(form)) {
    const name = field.attributes.get('name');
    if (name === undefined) continue;
    const type = field.attributes.get('type');
    const checkable = type === 'checkbox' || type === 'radio';
    if (field.name === 'input' && (!checkable || field.attributes.has('checked')))
      parameters.append(name, field.attributes.get('value') ?? (checkable ? 'on' : ''));
    if (field.name === 'select') parameters.append(name, chosenOption(field));
  }
  return [`${form.attributes.get('action') ?? ''}?${parameters}`];
}

function chosenOption(select: MarkupElement): string {
  const options = elementsOf(select, 'option');
  const chosen = options.find(({ attributes }) => attributes.has('selected')) ?? options[0];
  return chosen?.attributes.get('value') ?? chosen?.text ?? '';
}

/** Texts that are web addresses, anywhere in it. */
function addressesIn(value: unknown): string[] {
  if (typeof value === 'string') return /^https?:\/\/\S+$/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(addressesIn);
}
