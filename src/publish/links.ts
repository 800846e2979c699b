import type { Quad } from '@rdfjs/types';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct, org, skos } from '../vocabulary/terms.ts';

/** Properties whose objects are neighbours that list this record on their own page. */
const neighbourly = new Set<string>([
  dct.publisher,
  dct.creator,
  dct.spatial,
  dct.isPartOf,
  dct.accrualPeriodicity,
  dct.requires,
  dct.type,
  dcat.theme,
  dcat.inSeries,
  dcat.servesDataset,
  org.subOrganizationOf,
  skos.broader,
  skos.inScheme,
]);

/**
 * The things of other records that a record links to: neighbours, and the catalogues that it is a member of
 * (membership stands with the member, so the catalogue is the subject). `except`: the record's own things.
 */
export function linksOf(quads: readonly Quad[], except: ReadonlySet<string>): Iri[] {
  const links = new Set<string>();
  for (const { subject, predicate, object } of quads) {
    if (!except.has(subject.value)) links.add(subject.value);
    if (object.termType === 'NamedNode' && neighbourly.has(predicate.value) && !except.has(object.value)) {
      links.add(object.value);
    }
  }
  return [...links] as Iri[];
}
