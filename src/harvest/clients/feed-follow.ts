import { Failure } from '../../model/failure.ts';
import type { GraphRecord } from '../../model/record.ts';
import { readSource } from '../../sources/read-source.ts';
import type { ArrivedPage, HarvestContext, HarvestItem, PageRequest } from '../harvest-client.ts';
import { harvestItems } from '../item-key.ts';
import { unreadPage } from './html-unread-page.ts';

/** What the RDF of an entry came to. */
export type FollowLinks = {
  readonly keys: readonly string[];
  /** It could not be read as RDF. */
  readonly isBroken: boolean;
};

type RecordItem = Extract<HarvestItem, { type: 'record' }>;

const accept =
  'text/turtle, application/n-triples, application/trig;q=0.9, application/rdf+xml;q=0.8, application/ld+json;q=0.7';
/** Records of one document that are held, to find the one that the entry is about. */
const most = 10_000;

/** The RDF that describes an entry. Its own record goes by the entry's id, so that a deleted entry names it. */
export function followRequest(
  id: string,
  url: string,
  origin: string,
  context: HarvestContext,
): PageRequest<FollowLinks> & { readonly optional: true } {
  return { url, accept, optional: true, parse: (page) => readRdf(page, id, origin, context) };
}

async function* readRdf(
  page: ArrivedPage,
  id: string,
  origin: string,
  { reading }: HarvestContext,
): AsyncGenerator<HarvestItem, FollowLinks> {
  const records: RecordItem[] = [];
  try {
    const source = readSource(page.bytes(), page.url, { ...reading, profile: 'dcat' });
    for await (const item of harvestItems(source, () => ({ url: origin }))) {
      if (item.type !== 'record') yield item;
      else if (records.push(item) > most)
        throw new Failure(
          'too-large',
          `${page.url} describes more than ${most} things. Harvest it as a source of its own.`,
        );
    }
  } catch (error) {
    if (!(error instanceof Failure) || !/^(?:unreadable-input|too-large|unknown-format)$/.test(error.code))
      throw error;
    yield* unreadPage(error, page.url);
    return { keys: [], isBroken: true };
  }
  const own = recordOf(records, id);
  const keys: string[] = [];
  for (const item of records) {
    const key = item === own ? id : item.key;
    keys.push(key);
    yield { ...item, key };
  }
  return { keys, isBroken: false };
}

/** The record that an entry is about: of its id, else the only one, else the only dataset. */
function recordOf(records: readonly RecordItem[], id: string): RecordItem | undefined {
  const named = records.find(({ record }) => isSameIri(graphOf(record.data).topic, id));
  if (named) return named;
  if (records.length === 1) return records[0];
  const datasets = records.filter(({ record }) => graphOf(record.data).recordKind === 'dataset');
  return datasets.length === 1 ? datasets[0] : undefined;
}

/** `atom:id` of our own feed and of others is percent-encoded, the IRI in RDF is not. */
function isSameIri(one: string, other: string): boolean {
  return (
    one === other || (URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href)
  );
}

function graphOf(data: unknown): GraphRecord {
  return data as GraphRecord;
}
