import type { Iri } from '../../vocabulary/iri.ts';
import { adms, dcat, dct, foaf, geosparql, locn, rdfs, vcard } from '../../vocabulary/terms.ts';
import { type Members, oneText, stated } from '../dcat-us/members.ts';
import { languageTags } from '../language-tags.ts';
import { namesOf } from '../names.ts';
import { periodsOf } from '../periods.ts';
import { type CkanTeller, lexical, mailAddress } from './ckan-teller.ts';
import { list, rights } from './describe-resource.ts';

/** DCAT properties that are lists in ckanext-dcat, by the name of the extra. */
const lists: readonly (readonly [key: string, property: Iri])[] = [
  ['theme', dcat.theme],
  ['conforms_to', dct.conformsTo],
  ['documentation', foaf.page],
  ['alternate_identifier', adms.identifier],
  ['related_resource', dct.relation],
  ['has_version', dct.hasVersion],
  ['is_version_of', dct.isVersionOf],
  ['source', dct.source],
  ['sample', adms.sample],
  ['is_referenced_by', dct.isReferencedBy],
];

/**
 * What CKAN has no field for, as the extras that ckanext-dcat knows
 * (https://docs.ckan.org/projects/ckanext-dcat/en/latest/mapping/).
 */
export function describeExtras(teller: CkanTeller, topic: Iri): readonly Members[] {
  const { from } = teller;
  const [period] = periodsOf(from, topic);
  const extras = stated({
    uri: topic,
    identifier: from.text(topic, dct.identifier) ?? topic,
    issued: from.text(topic, dct.issued),
    modified: from.text(topic, dct.modified),
    version_notes: oneText(from.literals(topic, adms.versionNotes), teller),
    frequency: from.iris(topic, dct.accrualPeriodicity)[0],
    access_rights: lexical(teller, topic, dct.accessRights)[0],
    rights: rights(teller, topic),
    dcat_type: lexical(teller, topic, dct.type)[0],
    provenance: provenance(teller, topic),
    language: list(languageTags(from.iris(topic, dct.language))),
    temporal_start: period?.start,
    temporal_end: period?.end,
    ...Object.fromEntries(lists.map(([key, property]) => [key, list(lexical(teller, topic, property))])),
    ...spatial(teller, topic),
    ...publisher(teller, topic),
    ...contact(teller, topic),
  });
  return Object.entries(extras).map(([key, value]) => ({ key, value }));
}

function provenance(teller: CkanTeller, topic: Iri): string | undefined {
  const { from } = teller;
  const texts = from.values(topic, dct.provenance).map((term) => {
    if (term.termType === 'Literal') return term.value;
    return oneText(from.literals(term.value, rdfs.label), teller) ?? term.value;
  });
  return texts.length > 0 ? texts.join('\n') : undefined;
}

/** The first place that has a geometry is drawn; the first that has a name or an IRI is said. */
function spatial(teller: CkanTeller, topic: Iri): Members {
  const { context, from } = teller;
  const [place] = from.iris(topic, dct.spatial);
  if (place === undefined) return { spatial_text: from.text(topic, dct.spatial) };
  const about = from.describes(place) ? from : context.things.find(place)?.description;
  const geoJson = about
    ?.literals(place, locn.geometry)
    .find(({ datatype }) => datatype.value === geosparql.geoJSONLiteral);
  return {
    spatial_uri: place,
    spatial_text: oneText(namesOf(context, place, from), teller),
    spatial: geoJson?.value,
  };
}

function publisher(teller: CkanTeller, topic: Iri): Members {
  const { context, from } = teller;
  const [iri] = from.iris(topic, dct.publisher);
  if (iri === undefined) return {};
  const about = from.describes(iri) ? from : context.things.find(iri)?.description;
  return {
    publisher_uri: iri,
    publisher_name: oneText(namesOf(context, iri, from), teller),
    publisher_email: mailAddress(about?.values(iri, foaf.mbox)[0]?.value),
    publisher_url: about?.iris(iri, foaf.homepage)[0],
    publisher_type: about?.iris(iri, dct.type)[0],
  };
}

function contact(teller: CkanTeller, topic: Iri): Members {
  const { uri, name, mail } = contactOf(teller, topic);
  return { contact_uri: uri, contact_name: name, contact_email: mail };
}

/** Who is to be asked about a dataset. */
export function contactOf(
  teller: CkanTeller,
  topic: Iri,
): { readonly uri?: string; readonly name?: string; readonly mail?: string } {
  const { context, from } = teller;
  const [uri] = from.iris(topic, dcat.contactPoint);
  const about = uri && (from.describes(uri) ? from : context.things.find(uri)?.description);
  if (uri === undefined || about === undefined) return {};
  const name = oneText(about.firstLiterals(uri, [vcard.fn, foaf.name]), teller);
  const mail = mailAddress(about.values(uri, vcard.hasEmail)[0]?.value);
  return { uri, ...(name !== undefined && { name }), ...(mail !== undefined && { mail }) };
}
