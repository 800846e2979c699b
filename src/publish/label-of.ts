import type { MappedRecord } from '../model/record.ts';
import { dct, foaf, rdfs, skos } from '../vocabulary/terms.ts';

/** Properties that name a thing, in order of preference. */
const naming: readonly string[] = [dct.title, skos.prefLabel, foaf.name, rdfs.label];

/** The name of a record's topic for reports, as its source states it first. */
export function labelOf(record: MappedRecord): string | undefined {
  let label: string | undefined;
  let rank = naming.length;
  for (const { subject, predicate, object } of record.quads) {
    if (subject.value !== record.topic) continue;
    const found = naming.indexOf(predicate.value);
    if (found !== -1 && found < rank) {
      rank = found;
      label = object.value;
    }
  }
  return label;
}
