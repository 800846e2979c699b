import type { RecordKind } from '../../../model/record.ts';
import type { Iri } from '../../../vocabulary/iri.ts';
import { ndsapTerms } from '../../../vocabulary/ndsap.ts';
import { dcat, dct, foaf, org, owl, skos, spdx, vcard } from '../../../vocabulary/terms.ts';

/** Properties that a page tells first, by the kind of its record; the rest stands under the details. */
export function factsOfKinds(base: string): Readonly<Record<RecordKind | 'part', readonly Iri[]>> {
  const ndsap = ndsapTerms(base);
  const resource: readonly Iri[] = [
    dct.publisher,
    dcat.theme,
    dct.spatial,
    dct.temporal,
    dct.accrualPeriodicity,
    dct.license,
    ndsap.accessType,
    dct.modified,
  ];
  const agent: readonly Iri[] = [
    org.subOrganizationOf,
    org.unitOf,
    dcat.contactPoint,
    foaf.homepage,
    vcard.hasEmail,
    foaf.mbox,
    vcard.hasTelephone,
    foaf.phone,
  ];
  const concept: readonly Iri[] = [skos.inScheme, skos.notation];
  const document: readonly Iri[] = [dct.publisher, dct.source, dct.license, owl.versionInfo, dct.modified];
  const part: readonly Iri[] = [
    dct.format,
    dcat.byteSize,
    dcat.mediaType,
    dct.license,
    dct.issued,
    dct.modified,
    spdx.checksum,
  ];
  return {
    catalog: resource,
    dataset: resource,
    series: resource,
    app: resource,
    service: [dct.publisher, dcat.theme, dcat.endpointURL, dct.license, ndsap.accessType, dct.modified],
    distribution: part,
    organization: agent,
    agent,
    contact: agent,
    place: [skos.broader, ndsap.jurisdictionLevel, ndsap.iso3166Code, ndsap.lgdCode],
    concept,
    scheme: document,
    record: document,
    vocabulary: document,
    resource: document,
    part,
  };
}
