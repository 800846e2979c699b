import { Failure } from '../model/failure.ts';
import type { Place } from '../model/place.ts';
import type { SourceItem } from '../model/source-item.ts';
import { defaultParseLimits } from '../rdf/parse-input.ts';
import { expandJsonLd } from '../rdf/parse-json-ld.ts';
import { RdfError } from '../rdf/rdf-error.ts';
import { type HtmlBlocks, htmlBlocks, type ScriptBlock } from './html-blocks.ts';
import type { RecordNames } from './rdf-records.ts';
import { schemaOrgContexts } from './schema-org-context.ts';
import { SchemaGraph } from './schema-org-graph.ts';
import { type SchemaRecord, schemaRecords } from './schema-org-records.ts';
import { unreadable } from './unreadable.ts';

export interface SchemaOrgOptions {
  /** File or page, for places. */
  readonly file: string;
  /** What relative IRIs are resolved against. */
  readonly base: string;
  /** Names what has no IRI, address or identifier: the address of the page, the same in every run. */
  readonly page: string;
  readonly contexts?: ReadonlyMap<string, object>;
}

const longest = 64 * 1024 * 1024;

/** What a page holds: its records, and what of it cannot be read. */
export interface SchemaOrgPage {
  readonly items: readonly SourceItem[];
  /** Records, in the order of the items that are records. */
  readonly records: readonly SchemaRecord[];
  readonly html?: HtmlBlocks;
}

/** schema.org's datasets and catalogues in the JSON-LD blocks of an HTML page. A broken block leaves the others as they are. */
export async function readSchemaOrgHtml(text: string, options: SchemaOrgOptions): Promise<SchemaOrgPage> {
  const html = htmlBlocks(text);
  const base =
    html.base !== undefined && URL.canParse(html.base, options.base)
      ? new URL(html.base, options.base).href
      : options.base;
  return { ...(await readBlocks(html.scripts, { ...options, base })), html };
}

/** The same in a JSON-LD document. */
export function readSchemaOrgJsonLd(text: string, options: SchemaOrgOptions): Promise<SchemaOrgPage> {
  return readBlocks([{ text, line: 1, number: 0 }], options);
}

/**
 * The same of a file, in UTF-8. It is read as a whole.
 * @throws Failure `too-large`
 */
export async function* readSchemaOrg(
  bytes: AsyncIterable<Uint8Array>,
  syntax: 'html' | 'json-ld',
  { file, names, contexts }: Pick<SchemaOrgOptions, 'file' | 'contexts'> & { readonly names: RecordNames },
): AsyncGenerator<SourceItem> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > longest) throw new Failure('too-large', `${file} is longer than ${longest} bytes. Divide it.`);
    chunks.push(chunk);
  }
  const base = names.sourceBase(file);
  const read = syntax === 'html' ? readSchemaOrgHtml : readSchemaOrgJsonLd;
  const options = { file, base, page: base, ...(contexts && { contexts }) };
  yield* (await read(Buffer.concat(chunks).toString('utf8'), options)).items;
}

async function readBlocks(
  blocks: readonly ScriptBlock[],
  { file, base, page, contexts }: SchemaOrgOptions,
): Promise<SchemaOrgPage> {
  const graph = new SchemaGraph();
  const items: SourceItem[] = [];
  const input = { base, contexts: schemaOrgContexts(base, contexts), limits: defaultParseLimits };
  for (const block of blocks) {
    const text = withoutWrapping(block.text);
    if (text.trim() === '') continue;
    try {
      graph.add(await expandJsonLd(text, input));
    } catch (error) {
      if (!(error instanceof RdfError)) throw error;
      items.push(brokenBlock(error, block, file));
    }
  }
  const records: SchemaRecord[] = [];
  try {
    for (const record of schemaRecords(graph, page)) {
      records.push(record);
      const { kind, key, data } = record;
      const place: Place = { file, path: key };
      items.push({
        type: 'record',
        record: { profile: 'schema-org', kind, operation: 'upsert', place, data: resolved(data, base) },
      });
    }
  } catch (error) {
    if (!(error instanceof RdfError)) throw error;
    items.push(brokenBlock(error, undefined, file));
  }
  return { items, records };
}

/** `<!-- … -->` and `<![CDATA[ … ]]>`, which templates put around scripts; the lines stay. */
function withoutWrapping(text: string): string {
  return text
    .replace(/^\s*(?:\/\*\s*)?(?:\/\/\s*)?(?:<!--|<!\[CDATA\[)(?:\s*\*\/)?/, (found) =>
      found.replace(/\S/g, ' '),
    )
    .replace(/(?:\/\*\s*)?(?:\/\/\s*)?(?:-->|\]\]>)(?:\s*\*\/)?\s*$/, ' ');
}

function brokenBlock(error: RdfError, block: ScriptBlock | undefined, file: string): SourceItem {
  const line = block && (error.line === undefined ? block.line : block.line + error.line - 1);
  const place: Place = {
    file,
    ...(line !== undefined && { line }),
    ...(error.column !== undefined && { column: error.column }),
    ...(block && block.number > 0 && { field: `application/ld+json ${block.number}` }),
  };
  return unreadable(place, {
    code: error.code === 'too-large' ? 'too-large' : 'invalid-json-ld',
    message: {
      en: `This JSON-LD cannot be read and was left out: ${error.message}`,
      hi: `यह JSON-LD पढ़ा नहीं जा सका और छोड़ दिया गया: ${error.message}`,
    },
    remedy: {
      en: 'Correct it on the page; its other blocks are not affected. The Schema Markup Validator (validator.schema.org) shows the place.',
      hi: 'इसे पृष्ठ पर ठीक करें; उसके अन्य अंश प्रभावित नहीं हैं। Schema Markup Validator (validator.schema.org) स्थान दिखाता है।',
    },
  });
}

/** Members that hold addresses, which pages write relative to themselves. */
const addresses = new Set([
  'contentUrl',
  'downloadUrl',
  'url',
  'sameAs',
  'license',
  'embedUrl',
  'thumbnailUrl',
  'image',
  'logo',
]);

/** A path (`/data/a.csv`, `../a.csv`, `a.csv`) as the address that it is. A name stays a name. */
function resolved<T>(value: T, base: string, member = ''): T {
  if (typeof value === 'string')
    return (
      addresses.has(member) && isPath(value, member) && URL.canParse(value, base)
        ? new URL(value, base).href
        : value
    ) as T;
  if (Array.isArray(value)) return value.map((one) => resolved(one, base, member)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, own]) => [
      name,
      name.startsWith('@') ? own : resolved(own, base, name),
    ]),
  ) as T;
}

function isPath(text: string, member: string): boolean {
  if (/\s/.test(text.trim())) return false;
  if (/^(?:\.{0,2}\/|\?)/.test(text)) return true;
  return /^(?:contentUrl|downloadUrl)$/.test(member) && !/^(?:[a-z][a-z0-9+.-]*:|www\.)/i.test(text);
}
