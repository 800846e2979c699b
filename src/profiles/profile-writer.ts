import type { Quad } from '@rdfjs/types';
import { indexConcepts } from '../mapping/concept-index.ts';
import { Iris } from '../mapping/iris.ts';
import type { Language } from '../model/text.ts';
import { jsonLd, type RdfFormat, rdfFormats } from '../rdf/formats.ts';
import { parseNQuads } from '../rdf/n-quads.ts';
import { plainTriples } from '../rdf/plain-triples.ts';
import { portalPrefixes, serialise } from '../rdf/serialise.ts';
import type { StoredRecord } from '../store/record-store.ts';
import { ndsapTerms } from '../vocabulary/ndsap.ts';
import { prefixes } from '../vocabulary/prefixes.ts';
import { csvw } from '../vocabulary/terms.ts';
import { describeCroissant, hasTables } from './croissant/describe-croissant.ts';
import { apKinds, describeDcatAp } from './dcat-ap/describe-dcat-ap.ts';
import { writeDataJson } from './dcat-us/data-json.ts';
import { describeUsDataset } from './dcat-us/describe-dataset.ts';
import type { Members } from './dcat-us/members.ts';
import { Description } from './description.ts';
import { KnownThings, type RecordLookup } from './known-things.ts';
import type { ProfileContext } from './profile-context.ts';
import { type Profile, type ProfileFormat, plainDcat } from './profiles.ts';
import { describeSchema } from './schema/describe-schema.ts';
import { fitPage } from './schema/fit-page.ts';
import type { JsonLdNode } from './schema/json-ld.ts';
import { schemaOrgNamespace, schemaQuads } from './schema/to-quads.ts';
import type { Voice } from './schema/voice.ts';

/** Bytes of JSON that a page carries. */
const pageBytes = 7_800;
/** Values of one property that a page tells before it is measured. */
const pageItems = 20;
const profileItems = 10_000;
const context = schemaOrgNamespace;

export interface ProfileWriterDependencies {
  readonly store: RecordLookup;
  /** Base IRI of the portal, ending in `/`. */
  readonly base: string;
  /** Triples of the portal's concept schemes. */
  readonly vocabulary: Iterable<Quad>;
  /** Language of profiles that have one text only (DCAT-US, Croissant). */
  readonly language: Language;
}

/** The head of a record, with its statements where they are at hand. */
export type OfferedRecord = Pick<StoredRecord, 'kind' | 'document' | 'topic'> & { readonly nquads?: string };

/** Describes records in other profiles than the one that they are stored in. */
export class ProfileWriter {
  readonly #context: ProfileContext;
  readonly #language: Language;
  readonly #store: RecordLookup;

  constructor({ store, base, vocabulary, language }: ProfileWriterDependencies) {
    this.#context = {
      iris: new Iris(base),
      ndsap: ndsapTerms(base),
      concepts: indexConcepts(vocabulary, base),
      things: new KnownThings(store),
    };
    this.#language = language;
    this.#store = store;
  }

  /**
   * A live record as a document of the profile. Plain DCAT is what is stored and is written elsewhere.
   * @returns undefined where the record has no form in the profile or the profile is not had in the format
   * @throws RdfError `unknown-format` where RDF/XML cannot express a property
   */
  describe(record: StoredRecord, profile: Profile, format: ProfileFormat): string | undefined {
    if (!profile.formats.some(({ mediaType }) => mediaType === format.mediaType)) return undefined;
    switch (profile.token) {
      case plainDcat.token:
        return undefined;
      case 'dcat-ap':
        return this.#dcatAp(record, format);
      case 'schema':
        return this.#schema(record, format);
      case 'dcat-us': {
        const dataset = this.#dcatUs(record);
        return dataset && `${JSON.stringify(dataset, null, 2)}\n`;
      }
      case 'croissant': {
        const dataset = this.#croissant(record);
        return dataset && `${JSON.stringify(dataset, null, 2)}\n`;
      }
    }
  }

  /** Whether {@link describe} has anything to say of the record in the profile. */
  offers(record: OfferedRecord, { token }: Profile): boolean {
    const { kind } = record;
    switch (token) {
      case 'dcat':
        return true;
      case 'dcat-ap':
        return apKinds.has(kind);
      case 'schema':
        return kind !== 'record';
      case 'dcat-us':
        return kind === 'dataset' || kind === 'series';
      case 'croissant':
        return kind === 'dataset' && this.#statesColumns(record);
    }
  }

  /** Few records do: the text tells those that cannot before anything is parsed. */
  #statesColumns({ document, topic, nquads }: OfferedRecord): boolean {
    const text = nquads ?? this.#store.get(document)?.nquads ?? '';
    return text.includes(`<${csvw.column}>`) && hasTables(new Description(parseNQuads(text)), topic);
  }

  /**
   * schema.org's description of a live record for its page: JSON-LD of less than 8 kB as an object, texts in the page's
   * language. Long lists are cut. `undefined` for kinds that schema.org has no class for.
   * @param quads of the record, or of its whole document, where they are at hand
   */
  schemaOrg(
    record: StoredRecord,
    language: Language,
    quads: readonly Quad[] = parseNQuads(record.nquads),
  ): JsonLdNode | undefined {
    const voice = { language, most: pageItems };
    const node = describeSchema({ context: this.#context, from: new Description(quads), voice }, record);
    return node && fitPage({ '@context': context, ...node }, pageBytes);
  }

  /**
   * The datasets among the records as one `data.json` of DCAT-US 1.1, in pieces.
   * @param address where the file is had
   */
  dataJson(address: string, records: Iterable<StoredRecord>): Generator<string> {
    return writeDataJson(address, this.#datasets(records));
  }

  *#datasets(records: Iterable<StoredRecord>): Generator<Members> {
    for (const record of records) {
      const dataset = this.#dcatUs(record);
      if (dataset) yield dataset;
    }
  }

  #dcatUs(record: StoredRecord): Members | undefined {
    if (record.kind !== 'dataset' && record.kind !== 'series') return undefined;
    const from = new Description(parseNQuads(record.nquads));
    return describeUsDataset({ context: this.#context, from, language: this.#language }, record.topic);
  }

  #croissant(record: StoredRecord): JsonLdNode | undefined {
    if (record.kind !== 'dataset' || !record.nquads.includes(`<${csvw.column}>`)) return undefined;
    const from = new Description(parseNQuads(record.nquads));
    return describeCroissant({ context: this.#context, from, language: this.#language }, record);
  }

  #dcatAp(record: StoredRecord, format: ProfileFormat): string | undefined {
    const quads = describeDcatAp(this.#context, record);
    return quads && written(quads, record, format, portalPrefixes(this.#context.iris.base));
  }

  #schema(record: StoredRecord, format: ProfileFormat): string | undefined {
    const node = this.#schemaNode(record, { most: profileItems });
    if (node === undefined) return undefined;
    if (format.mediaType === jsonLd.mediaType)
      return `${JSON.stringify({ '@context': context, ...node }, null, 2)}\n`;
    return written(schemaQuads(node), record, format, { schema: schemaOrgNamespace, xsd: prefixes.xsd });
  }

  #schemaNode(record: StoredRecord, voice: Voice): JsonLdNode | undefined {
    const from = new Description(parseNQuads(record.nquads));
    return describeSchema({ context: this.#context, from, voice }, record);
  }
}

function written(
  quads: readonly Quad[],
  { topic }: StoredRecord,
  { mediaType }: ProfileFormat,
  names: Readonly<Record<string, string>>,
): string | undefined {
  const format: RdfFormat | undefined = rdfFormats.find((one) => one.mediaType === mediaType);
  return format && serialise(plainTriples(quads, format), format, { topic, prefixes: names });
}
