import { Failure } from '../../model/failure.ts';
import type { GraphRecord, RecordKind, SourceRecord } from '../../model/record.ts';
import type { SourceItem } from '../../model/source-item.ts';
import { rdfXml } from '../../rdf/formats.ts';
import { readRdf } from '../../sources/read-rdf.ts';
import { unreadable } from '../../sources/unreadable.ts';
import { prefixes } from '../../vocabulary/prefixes.ts';
import type { HarvestContext, HarvestItem } from '../harvest-client.ts';
import { keyOfRecord } from '../item-key.ts';
import { dublinCoreElements, readDublinCore } from './oai-dublin-core.ts';
import { invalidMetadata, noIdentifier, noMetadata, unknownMetadata } from './oai-findings.ts';
import type { OaiAddress } from './oai-repository.ts';
import {
  attributeOf,
  childOf,
  declarations,
  elementsOf,
  type OaiElement,
  textOf,
  type XmlElement,
} from './oai-xml.ts';
import { xmlText } from './oai-xml-text.ts';

interface OaiList {
  readonly context: HarvestContext;
  readonly address: OaiAddress;
  readonly prefix: string;
}

/** Kinds that a record is given for, first come first; what else it describes is beside it. */
const main: readonly RecordKind[] = ['dataset', 'series', 'service', 'app', 'catalog'];

/**
 * What one `record` comes to (OAI-PMH 2.0 §2.5). Its key is the item's identifier: that is all that is left of it when it
 * is deleted. What an RDF record describes beside its subject has the key of its own IRI.
 */
export async function* readOaiRecord(
  { element, scope }: OaiElement,
  list: OaiList,
): AsyncGenerator<HarvestItem, void> {
  const header = childOf(element, 'header');
  const identifier = textOf(header && childOf(header, 'identifier'));
  const url = list.address.of({ verb: 'GetRecord', metadataPrefix: list.prefix, identifier });
  const place = { file: url, path: identifier || 'record' };
  if (!header || identifier === '') {
    yield findingItem(unreadable(place, noIdentifier));
    return;
  }
  if (attributeOf(header, 'status') === 'deleted') {
    yield { type: 'deleted', key: identifier };
    return;
  }
  const metadata = childOf(element, 'metadata');
  const [root] = metadata ? elementsOf(metadata) : [];
  if (!metadata || !root) {
    yield { ...findingItem(unreadable(place, noMetadata)), key: identifier };
    return;
  }
  const names = [element, metadata].flatMap(({ attributes }) => declarations(attributes));
  const reading = { root, scope: new Map([...scope, ...names]), url, identifier, list };
  try {
    yield* withKeys(await readWhole(readMetadata(reading)), identifier, url);
  } catch (error) {
    // One record that cannot be read must not keep back the others.
    if (!(error instanceof Failure)) throw error;
    yield { ...findingItem(unreadable(place, invalidMetadata(error.message))), key: identifier };
  }
}

interface Metadata {
  readonly root: XmlElement;
  readonly scope: ReadonlyMap<string, string>;
  readonly url: string;
  readonly identifier: string;
  readonly list: OaiList;
}

async function* readMetadata({ root, scope, url, identifier, list }: Metadata): AsyncGenerator<SourceItem> {
  const { names, contexts } = list.context.reading;
  if (root.uri === prefixes.rdf || root.uri === prefixes.dcat) {
    yield* readRdf(bytesOf(xmlText(root, scope)), rdfXml, {
      file: url,
      names,
      ...(contexts && { contexts }),
    });
  } else if (elementsOf(root).some(({ uri }) => uri === dublinCoreElements)) {
    yield* readDublinCore(root, { identifier, url, names });
  } else {
    const place = { file: url, path: identifier };
    yield unreadable(place, unknownMetadata, { value: `<${root.name} xmlns="${root.uri}">` });
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, 'utf8');
}

/** All or nothing of a record: half of it would be another record. */
async function readWhole(items: AsyncIterable<SourceItem>): Promise<readonly SourceItem[]> {
  const found: SourceItem[] = [];
  for await (const item of items) found.push(item);
  return found;
}

function* withKeys(items: readonly SourceItem[], identifier: string, url: string): Generator<HarvestItem> {
  const subject = subjectOf(items.flatMap((item) => (item.type === 'record' ? [item.record] : [])));
  for (const item of items) {
    if (item.type === 'unreadable') yield subject ? item : { ...item, key: identifier };
    else {
      const { record } = item;
      const key = record === subject ? identifier : keyOfRecord(record);
      yield { type: 'record', key, record, origin: { url } };
    }
  }
}

/** What the record is of, the same whatever the order of its triples. */
function subjectOf(records: readonly SourceRecord[]): SourceRecord | undefined {
  const rank = ({ data }: SourceRecord) => {
    const at = main.indexOf((data as GraphRecord).recordKind);
    return at < 0 ? main.length : at;
  };
  const topic = ({ data }: SourceRecord) => (data as GraphRecord).topic;
  return [...records].sort((a, b) => rank(a) - rank(b) || (topic(a) < topic(b) ? -1 : 1))[0];
}

/** What `unreadable` makes is a finding. */
function findingItem(item: SourceItem): Extract<HarvestItem, { type: 'unreadable' }> {
  if (item.type === 'unreadable') return item;
  throw new TypeError('A record is no finding.');
}
