import type { Quad } from '@rdfjs/types';
import type { Iris } from '../src/mapping/iris.ts';
import type { MappedRecord, SourceRecord } from '../src/model/record.ts';
import type { Put } from '../src/store/record-store.ts';
import type { Iri } from '../src/vocabulary/iri.ts';
import { built } from './built.ts';

/** The built mapping, from source record to what the store takes; checking is left to the caller. */
export interface Mapper {
  readonly iris: Iris;
  readonly vocabulary: readonly Quad[];
  map(record: SourceRecord): Promise<readonly MappedRecord[]>;
  put(record: MappedRecord): Put;
}

export async function openMapper(base: string): Promise<Mapper> {
  const { loadVocabulary } =
    await built<typeof import('../src/mapping/vocabulary-files.ts')>('mapping/vocabulary-files');
  const { indexConcepts } =
    await built<typeof import('../src/mapping/concept-index.ts')>('mapping/concept-index');
  const { Iris } = await built<typeof import('../src/mapping/iris.ts')>('mapping/iris');
  const { mapRecord } = await built<typeof import('../src/mapping/map-record.ts')>('mapping/map-record');
  const { settleGraphRecord } = await built<typeof import('../src/sources/settle-graph-record.ts')>(
    'sources/settle-graph-record',
  );
  const { canonicalNQuads, versionOf } =
    await built<typeof import('../src/rdf/canonical.ts')>('rdf/canonical');
  const { linksOf } = await built<typeof import('../src/publish/links.ts')>('publish/links');
  const vocabulary = loadVocabulary(base).quads;
  const iris = new Iris(base);
  const licence = 'https://data.gov.in/government-open-data-license-india' as Iri;
  const context = { iris, concepts: indexConcepts(vocabulary, base), licence, language: 'en' };
  return {
    iris,
    vocabulary,
    map: async (record) => {
      if (record.kind !== 'graph') return mapRecord(record, context).records;
      const settled = await settleGraphRecord(record, iris);
      return settled.type === 'record' ? mapRecord(settled.record, context).records : [];
    },
    put: (record) => {
      const nquads = canonicalNQuads(record.quads, record.document);
      const { document, topic, kind, parts, incidental } = record;
      return {
        type: 'put',
        document,
        topic,
        kind,
        parts,
        links: linksOf(record.quads, new Set([topic, ...parts])).filter((link) => link !== iris.portal()),
        nquads,
        version: versionOf(nquads),
        policy: `${base}def/policy/dcat` as Iri,
        policyVersion: '',
        warnings: 0,
        incidental,
      };
    },
  };
}
