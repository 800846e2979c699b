import type { Iri } from '../../vocabulary/iri.ts';
import { adms, dcat, dct, foaf, rdfs, spdx } from '../../vocabulary/terms.ts';
import { type Members, oneText, stated } from '../dcat-us/members.ts';
import { languageTags } from '../language-tags.ts';
import { mediaTypeName } from '../media-types.ts';
import { conceptOf, namesOf, statedNames } from '../names.ts';
import { ckanNames } from './ckan-names.ts';
import { type CkanTeller, lexical, translations } from './ckan-teller.ts';

const checksumAlgorithms = 'http://spdx.org/rdf/terms#checksumAlgorithm_';

/** What a resource is called by. */
export function resourceId({ context }: Pick<CkanTeller, 'context'>, distribution: string): string {
  return ckanNames(distribution, context.iris.thing('distribution', '')).id;
}

/**
 * A distribution as a CKAN resource with the fields of ckanext-dcat
 * (https://docs.ckan.org/projects/ckanext-dcat/en/latest/mapping/).
 */
export function describeResource(
  teller: CkanTeller,
  iri: Iri,
  { packageId, position }: { readonly packageId: string; readonly position: number },
): Members {
  const { from } = teller;
  const [downloadUrl] = from.iris(iri, dcat.downloadURL);
  const [accessUrl] = from.iris(iri, dcat.accessURL);
  const names = statedNames(from, iri);
  const descriptions = from.literals(iri, dct.description);
  return {
    ...stated({
      name_translated: translations(names),
      description_translated: translations(descriptions),
      access_url: accessUrl,
      download_url: downloadUrl,
      uri: iri,
      issued: from.text(iri, dct.issued),
      modified: from.text(iri, dct.modified),
      license: from.iris(iri, dct.license)[0],
      rights: rights(teller, iri),
      language: list(languageTags(from.iris(iri, dct.language))),
      conforms_to: list(lexical(teller, iri, dct.conformsTo)),
      documentation: list(from.iris(iri, foaf.page)),
      status: from.iris(iri, adms.status)[0],
      compress_format: mediaType(teller, iri, dcat.compressFormat),
      package_format: mediaType(teller, iri, dcat.packageFormat),
      ...checksum(teller, iri),
    }),
    id: resourceId(teller, iri),
    package_id: packageId,
    position,
    name: oneText(names, teller) ?? null,
    description: oneText(descriptions, teller) ?? '',
    url: downloadUrl ?? accessUrl ?? endpoint(teller, iri) ?? '',
    format: formatLabel(teller, iri) ?? '',
    mimetype: mediaType(teller, iri, dcat.mediaType) ?? null,
    size: size(from.text(iri, dcat.byteSize)),
    created: from.text(iri, dct.issued) ?? null,
    last_modified: from.text(iri, dct.modified) ?? null,
    state: 'active',
    resource_type: null,
    url_type: null,
  };
}

/** What people call the format: the name of a concept, the last part of an IRI, or the text itself. */
export function formatLabel(teller: CkanTeller, iri: Iri): string | undefined {
  const { context, from } = teller;
  const [term] = from.values(iri, dct.format);
  if (term === undefined) return mediaType(teller, iri, dcat.mediaType);
  if (term.termType === 'Literal') return term.value;
  const concept = conceptOf(context, term.value as Iri);
  return (
    concept?.labels.get('en') ??
    oneText(namesOf(context, term.value as Iri, from), teller) ??
    /[^/#]+$/.exec(term.value)?.[0]
  );
}

function mediaType({ from }: CkanTeller, iri: Iri, property: Iri): string | undefined {
  return from.values(iri, property).map(({ value }) => mediaTypeName(value))[0];
}

/** Where a distribution has no address of its own, that of the service that gives access to it. */
function endpoint({ context, from }: CkanTeller, iri: Iri): Iri | undefined {
  return from.iris(iri, dcat.accessService).flatMap((service) => {
    const about = from.describes(service) ? from : context.things.find(service)?.description;
    return about?.iris(service, dcat.endpointURL) ?? [];
  })[0];
}

function checksum({ from }: CkanTeller, iri: Iri): Members {
  const [node] = from.iris(iri, spdx.checksum);
  if (node === undefined) return {};
  const [algorithm] = from.iris(node, spdx.algorithm);
  return {
    hash: from.text(node, spdx.checksumValue),
    hash_algorithm: algorithm?.startsWith(checksumAlgorithms)
      ? algorithm.slice(checksumAlgorithms.length)
      : algorithm,
  };
}

/** A statement of rights, in the words of the record, or its IRI. */
export function rights(teller: CkanTeller, iri: Iri): string | undefined {
  const { from } = teller;
  const texts = from.values(iri, dct.rights).map((term) => {
    if (term.termType === 'Literal') return term.value;
    return oneText(from.literals(term.value, rdfs.label), teller) ?? term.value;
  });
  return texts.length > 0 ? texts.join(' ') : undefined;
}

function size(text: string | undefined): number | null {
  const bytes = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(bytes) ? bytes : null;
}

/** ckanext-dcat writes lists as JSON in a text. */
export function list(values: readonly string[]): string | undefined {
  return values.length > 0 ? JSON.stringify(values) : undefined;
}
