import { loadVocabulary } from '../../../src/mapping/vocabulary-files.ts';
import type { MappedRecord, RecordKind } from '../../../src/model/record.ts';
import type { RecordLookup } from '../../../src/profiles/known-things.ts';
import { ProfileWriter } from '../../../src/profiles/profile-writer.ts';
import { canonicalNQuads, versionOf } from '../../../src/rdf/canonical.ts';
import type { StoredRecord } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { policyIri } from '../../../src/vocabulary/ndsap.ts';
import { base, turtle } from '../mapping/mapping-support.ts';

const vocabulary = loadVocabulary(base).quads;

/** Records in memory, to be looked up as in the record store. */
export class Catalogue implements RecordLookup {
  readonly #records = new Map<string, StoredRecord>();
  readonly #things = new Map<string, Iri>();
  readonly #links = new Map<string, Set<Iri>>();
  #sequence = 0;
  /** Bodies of records that were read. */
  reads = 0;

  put(record: Pick<MappedRecord, 'kind' | 'topic' | 'document' | 'parts' | 'quads'>): StoredRecord {
    this.#sequence += 1;
    const nquads = canonicalNQuads(record.quads, record.document);
    const stored: StoredRecord = {
      kind: record.kind,
      topic: record.topic,
      document: record.document,
      state: 'live',
      nquads,
      version: versionOf(nquads),
      sequence: this.#sequence,
      issued: '2026-01-01T00:00:00Z',
      modified: '2026-01-02T00:00:00Z',
      policy: policyIri(base, 'dcat'),
      policyVersion: '1',
      warnings: 0,
    };
    this.#records.set(record.document, stored);
    for (const thing of [record.topic, ...record.parts]) this.#things.set(thing, record.document);
    for (const { object } of record.quads) {
      const linked = this.#links.get(object.value) ?? new Set();
      this.#links.set(object.value, linked.add(record.document));
    }
    return stored;
  }

  /** A record in Turtle with IRIs relative to the base. */
  turtle(kind: RecordKind, topic: string, text: string, parts: readonly string[] = []): StoredRecord {
    const iri = `${base}${topic}` as Iri;
    const document = `${base}doc/${topic.replace(/^id\//, '')}` as Iri;
    return this.put({
      kind,
      topic: iri,
      document,
      parts: parts.map((part) => `${base}${part}` as Iri),
      quads: turtle(text),
    });
  }

  withdraw(document: Iri): void {
    const record = this.#records.get(document);
    this.#sequence += 1;
    if (record)
      this.#records.set(document, { ...record, state: 'withdrawn', nquads: '', sequence: this.#sequence });
  }

  sequence(): number {
    return this.#sequence;
  }

  documentOf(thing: Iri): Iri | undefined {
    return this.#things.get(thing);
  }

  head(document: Iri): StoredRecord | undefined {
    return this.#records.get(document);
  }

  get(document: Iri): StoredRecord | undefined {
    this.reads += 1;
    return this.#records.get(document);
  }

  linkedFrom(thing: Iri, { limit }: { limit: number }): { documents: readonly Iri[]; total: number } {
    const documents = [...(this.#links.get(thing) ?? [])].sort();
    return { documents: documents.slice(0, limit), total: documents.length };
  }
}

export function writerOf(store: RecordLookup): ProfileWriter {
  return new ProfileWriter({ store, base, vocabulary, language: 'en' });
}
