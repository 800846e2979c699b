import type { Quad } from '@rdfjs/types';
import { Failure } from '../model/failure.ts';
import type { MappedRecord, RecordKind } from '../model/record.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dct, owl, rdf, rdfs, skos } from '../vocabulary/terms.ts';
import type { Iris } from './iris.ts';
import { quadsBySubject } from './quads-by-subject.ts';
import type { Vocabulary } from './vocabulary-files.ts';

/** What a thing of the vocabulary is filed under, by its types; the first that fits counts. */
const kinds: readonly (readonly [type: Iri, kind: RecordKind])[] = [
  [dct.Location, 'place'],
  [skos.Concept, 'concept'],
  [skos.ConceptScheme, 'scheme'],
  [owl.Ontology, 'vocabulary'],
  [dct.Standard, 'resource'],
];

/**
 * The vocabulary as records of the catalogue: one for each concept (a jurisdiction is a place), each scheme and each
 * policy, and one for the NDSAP vocabulary, whose terms are its parts.
 * @throws Failure `invalid-configuration` where a statement belongs to none of them
 */
export function vocabularyRecords(vocabulary: Vocabulary, iris: Iris): MappedRecord[] {
  return vocabulary.files.flatMap(({ name, quads }) => fileRecords(name, quads, iris));
}

function fileRecords(file: string, quads: readonly Quad[], iris: Iris): MappedRecord[] {
  const bySubject = quadsBySubject(quads);
  const terms = termsByVocabulary(quads);
  const taken = new Set<Iri>();
  const records: MappedRecord[] = [];
  for (const [topic, own] of bySubject) {
    const kind = kindOf(own);
    if (kind === undefined) continue;
    const parts = terms.get(topic) ?? [];
    for (const subject of [topic, ...parts]) taken.add(subject);
    records.push({
      kind,
      topic,
      document: iris.document(kind, topic),
      parts,
      quads: [...own, ...parts.flatMap((part) => bySubject.get(part) ?? [])],
      incidental: false,
      place: { file, path: topic },
      findings: [],
    });
  }
  refuseHomeless(file, bySubject.keys(), taken);
  return records;
}

function kindOf(quads: readonly Quad[]): RecordKind | undefined {
  const types = new Set(quads.filter((q) => q.predicate.value === rdf.type).map((q) => q.object.value));
  return kinds.find(([type]) => types.has(type))?.[1];
}

function termsByVocabulary(quads: readonly Quad[]): Map<Iri, Iri[]> {
  const terms = new Map<Iri, Iri[]>();
  for (const { subject, predicate, object } of quads) {
    if (predicate.value !== rdfs.isDefinedBy) continue;
    const vocabulary = object.value as Iri;
    terms.set(vocabulary, [...(terms.get(vocabulary) ?? []), subject.value as Iri]);
  }
  return terms;
}

function refuseHomeless(file: string, subjects: Iterable<Iri>, taken: ReadonlySet<Iri>): void {
  const homeless = [...subjects].filter((subject) => !taken.has(subject));
  if (homeless.length > 0)
    throw new Failure(
      'invalid-configuration',
      `${file}: ${homeless.join(', ')} would be published nowhere. Type it as a concept, scheme, ontology or standard, or say rdfs:isDefinedBy.`,
    );
}
