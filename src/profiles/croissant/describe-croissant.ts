import type { Language } from '../../model/text.ts';
import { type ColumnType, type TableColumn, tableColumns } from '../../rdf/table-columns.ts';
import type { StoredRecord } from '../../store/record-store.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { dcat } from '../../vocabulary/terms.ts';
import type { Description } from '../description.ts';
import { statedNames } from '../names.ts';
import type { ProfileContext } from '../profile-context.ts';
import { describeDataset } from '../schema/datasets.ts';
import { describeDownload } from '../schema/downloads.ts';
import { isList, type JsonLdNode, type JsonLdValue, node } from '../schema/json-ld.ts';
import type { Teller } from '../schema/teller.ts';
import { spoken, text } from '../schema/voice.ts';
import { croissantContext } from './context.ts';

/** The version that is written: what it says holds in the later ones as well. */
export const croissantVersion = 'http://mlcommons.org/croissant/1.0';

/** Croissant's atomic types (§ DataType); schema.org has more. */
const dataTypes: Readonly<Record<ColumnType, string>> = {
  text: 'sc:Text',
  integer: 'sc:Integer',
  number: 'sc:Float',
  truth: 'sc:Boolean',
  date: 'sc:Date',
  'date-time': 'sc:DateTime',
  time: 'sc:Time',
  address: 'sc:URL',
};

interface Table {
  readonly distribution: Iri;
  readonly columns: readonly TableColumn[];
}

/** Whether {@link describeCroissant} has anything to say: a file of the dataset states its columns. */
export function hasTables(from: Description, topic: Iri): boolean {
  return tablesOf(from, topic).some(({ columns }) => columns.length > 0);
}

/**
 * A dataset in Croissant (https://docs.mlcommons.org/croissant/docs/croissant-spec.html), JSON-LD with its context: its
 * files, and of those whose columns are stated the records. Texts are in one language, as most of its members have one
 * value. `undefined` where no file states its columns.
 * @param language of texts, where the dataset is called anything in it
 */
export function describeCroissant(
  parts: { readonly context: ProfileContext; readonly from: Description; readonly language: Language },
  { topic, document }: Pick<StoredRecord, 'topic' | 'document'>,
): JsonLdNode | undefined {
  const { context, from } = parts;
  const tables = tablesOf(from, topic);
  if (!tables.some(({ columns }) => columns.length > 0)) return undefined;
  const voice = { language: parts.language, most: mostValues };
  const teller: Teller = { context, from, voice };
  const { '@type': _, ...work } = describeDataset(teller, topic, document);
  const [name] = spoken(statedNames(from, topic), voice);
  return {
    '@context': croissantContext(name?.language || parts.language),
    ...node('sc:Dataset', topic, {
      ...work,
      conformsTo: croissantVersion,
      url: document,
      creator: work['creator'] ?? work['publisher'],
    }),
    // Of these a list stays a list even of one: some programs that read Croissant count on it.
    distribution: tables.map(({ distribution }) => fileObject(teller, distribution)),
    recordSet: tables.filter(({ columns }) => columns.length > 0).map((table) => recordSet(teller, table)),
  };
}

const mostValues = 10_000;

/** A file is what can be downloaded: an address of access may be that of a page. */
function tablesOf(from: Description, topic: Iri): readonly Table[] {
  return from
    .iris(topic, dcat.distribution)
    .filter((distribution) => from.iris(distribution, dcat.downloadURL).length > 0)
    .map((distribution) => ({
      distribution,
      columns: tableColumns(distribution, (subject, property) => from.values(subject, property)).columns,
    }));
}

/** schema.org's download as a file; of members that may have one value the first is taken. */
function fileObject(teller: Teller, distribution: Iri): JsonLdNode {
  const { '@type': _, '@id': __, ...download } = describeDownload(teller, distribution);
  const formats = [download['encodingFormat'] ?? []].flat() as JsonLdValue[];
  return node('cr:FileObject', distribution, {
    ...download,
    name: fileName(teller, distribution),
    description: first(download['description']),
    contentUrl: first(download['contentUrl']),
    // "Given as a MIME type": the name of a format is none.
    encodingFormat: formats.find((format) => typeof format === 'string' && /^\w+\/\S+$/.test(format)),
  });
}

/** "As much as possible, the name should reflect the name of the file as downloaded." */
function fileName({ from, voice }: Teller, distribution: Iri): JsonLdValue | undefined {
  const [address = ''] = from.iris(distribution, dcat.downloadURL);
  const last = /([^/?#]+\.[^/?#.]+)(?:[?#]|$)/.exec(address)?.[1];
  return last === undefined
    ? (text(statedNames(from, distribution), voice) ?? address)
    : decoded(last.replace(/^.*\//, ''));
}

function recordSet(teller: Teller, { distribution, columns }: Table): JsonLdNode {
  const { context, from, voice } = teller;
  const id = context.iris.part(distribution, 'records');
  const file = fileName(teller, distribution);
  return {
    ...node('cr:RecordSet', id, {
      name: text(statedNames(from, distribution), voice) ?? String(file).replace(/\.[^.]+$/, ''),
    }),
    field: columns.map((column) => field(teller, column, { distribution, records: id })),
  };
}

/** The column is found in the file by its header, in no language sooner than in one; its own name may differ (§5.6). */
function field(
  { voice }: Teller,
  { name, titles, descriptions, type = 'text' }: TableColumn,
  { distribution, records }: { distribution: Iri; records: Iri },
): JsonLdNode {
  const title = text(titles, voice);
  const header = titles.find(({ language }) => language === '') ?? titles[0];
  const description = text(descriptions, voice) ?? (title === name ? undefined : title);
  return node('cr:Field', `${records}/${encodeURIComponent(name)}` as Iri, {
    name,
    description,
    dataType: dataTypes[type],
    source: {
      fileObject: { '@id': distribution },
      extract: { column: header?.value ?? name },
    },
  });
}

function first(value: JsonLdValue | undefined): JsonLdValue | undefined {
  return isList(value) ? value[0] : value;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // "50%.csv" was never encoded.
    return name;
  }
}
