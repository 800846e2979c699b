import { readFileSync } from 'node:fs';
import type { Quad } from '@rdfjs/types';
import { Parser } from 'n3';
import { canonize } from 'rdf-canonize';
import { indexConcepts } from '../../../src/mapping/concept-index.ts';
import type { MappingContext } from '../../../src/mapping/context.ts';
import { Iris } from '../../../src/mapping/iris.ts';
import { mapPlainRecord } from '../../../src/mapping/map-plain-record.ts';
import { loadVocabulary } from '../../../src/mapping/vocabulary-files.ts';
import type { MappedRecord, Mapping, Profile } from '../../../src/model/record.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { prefixes } from '../../../src/vocabulary/prefixes.ts';

export const base = 'https://data.example.gov.in/';
export const shared = new URL('../../../../shared/', import.meta.url);

const concepts = indexConcepts(loadVocabulary(base).quads, base);

export function makeContext(language = 'en'): MappingContext {
  return {
    iris: new Iris(base),
    concepts,
    licence: 'https://data.gov.in/government-open-data-license-india' as Iri,
    language,
  };
}

export function map(
  profile: Profile,
  kind: string,
  data: unknown,
  context: MappingContext,
  operation: 'upsert' | 'delete' = 'upsert',
): Mapping {
  return mapPlainRecord({ profile, kind, data, operation, place: { file: 'file', row: 2 } }, context);
}

export function only(mapping: Mapping): MappedRecord {
  const [record] = mapping.records;
  if (!record) throw new Error(`nothing was mapped: ${JSON.stringify(mapping.findings)}`);
  return record;
}

/** Objects of a property in the record, in plain writing: IRIs, `text@language`, `lexical^^datatype`. */
export function values(record: MappedRecord, property: Iri, subject: string = record.topic): string[] {
  return record.quads
    .filter((q) => q.subject.value === subject && q.predicate.value === property)
    .map(({ object }) => {
      if (object.termType !== 'Literal') return object.value;
      if (object.language) return `${object.value}@${object.language}`;
      return `${object.value}^^${object.datatype.value.split('#')[1]}`;
    });
}

export function codes(record: MappedRecord): string[] {
  return record.findings.map((finding) => finding.code);
}

export async function canonical(quads: readonly Quad[]): Promise<string[]> {
  const text = await canonize([...quads] as never, { algorithm: 'RDFC-1.0' });
  return String(text).trimEnd().split('\n');
}

/** Turtle with the catalogue's usual prefixes. */
export function turtle(text: string): Quad[] {
  const head = Object.entries({ ...prefixes, ndsap: `${base}def/ndsap#` }).map(
    ([p, iri]) => `@prefix ${p}: <${iri}> .`,
  );
  return new Parser({ baseIRI: base }).parse(`${head.join('\n')}\n${text}`) as unknown as Quad[];
}

export function readShared(path: string): Buffer | undefined {
  try {
    return readFileSync(new URL(path, shared));
  } catch {
    return undefined;
  }
}
