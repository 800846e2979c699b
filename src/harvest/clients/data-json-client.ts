import { Failure } from '../../model/failure.ts';
import type { SourceRecord } from '../../model/record.ts';
import type { SourceItem } from '../../model/source-item.ts';
import { readSource } from '../../sources/read-source.ts';
import type {
  ArrivedPage,
  HarvestClient,
  HarvestContext,
  HarvestEnd,
  HarvestItem,
  ItemOrigin,
} from '../harvest-client.ts';
import { harvestItems } from '../item-key.ts';
import { recogniseDataJson } from './data-json-recognition.ts';

type Links = { readonly records: number };

/**
 * Harvests one `data.json` (DCAT-US 1.1, https://resources.data.gov/resources/dcat-us/), plain or gzip, record by record;
 * a catalogue in JSON-LD at such an address is read as RDF. What the file says of itself as a catalogue is no record.
 * Option: `empty` (`allowed`).
 * @throws Failure `source-failed` where it is no catalogue, or has no record; `unreadable-input` where it is cut off
 */
export const dataJsonClient: HarvestClient = {
  async *read(context): AsyncGenerator<HarvestItem, HarvestEnd> {
    const { url, options } = context.source;
    const { records } = yield* context.page<Links>({
      url,
      accept: 'application/json, application/ld+json;q=0.9, */*;q=0.1',
      parse: (page) => readDataJson(page, context),
    });
    if (records === 0 && options?.['empty'] !== 'allowed')
      throw new Failure(
        'source-failed',
        `<${url}> lists no dataset. Where that is as it should be, give the source the option empty: allowed.`,
      );
    return { coverage: 'whole' };
  },
};

async function* readDataJson(page: ArrivedPage, context: HarvestContext): AsyncGenerator<HarvestItem, Links> {
  const { reading, source } = context;
  const profile = await recogniseDataJson(page, (text) => context.note(text));
  const items = readSource(page.bytes(), page.url, { ...reading, profile });
  const originOf = (record: SourceRecord) => originIn(source.url, record);
  return { records: yield* harvestItems(withoutCatalogue(items), originOf) };
}

async function* withoutCatalogue(items: AsyncIterable<SourceItem>): AsyncGenerator<SourceItem> {
  for await (const item of items) {
    const isCatalogue =
      item.type === 'record' && item.record.profile === 'dcat-us' && item.record.kind === 'catalog';
    if (!isCatalogue) yield item;
  }
}

function originIn(url: string, { profile, data }: SourceRecord): ItemOrigin {
  if (profile === 'dcat') return { url, catalogue: url };
  const members = data as Readonly<Record<string, unknown>>;
  const landing = webAddress(members['landingPage']);
  const { identifier } = members;
  const fragment =
    typeof identifier === 'string' || typeof identifier === 'number'
      ? `#${encodeURIComponent(identifier)}`
      : '';
  return { url: landing ?? `${url.replace(/#.*$/s, '')}${fragment}`, catalogue: url };
}

function webAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^https?:\/\//i.test(value.trim())) return undefined;
  return URL.canParse(value.trim()) ? new URL(value.trim()).href : undefined;
}
