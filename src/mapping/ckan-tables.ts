import { adms, dcat, dct, foaf, rdfs, skos, spdx, vcard } from '../vocabulary/terms.ts';
import {
  accessRight,
  concepts,
  format,
  frequency,
  frequencyInDays,
  languageOfResource,
  mediaType,
} from './concept-rules.ts';
import { date, dateOrInterval, period } from './date-rules.ts';
import { accessAddress, downloadAddress } from './file-rules.ts';
import { addresses, addressOrNote, licence, mail, place, rights, telephone } from './link-rules.ts';
import type { MappingTable, PartOf } from './mapping-table.ts';
import { byteSize, checksum, code, keywords, line, namedText, text } from './text-rules.ts';

/**
 * CKAN's package_show (https://docs.ckan.org/en/latest/api/) with the extras of ckanext-dcat
 * (https://docs.ckan.org/projects/ckanext-dcat/en/latest/mapping/), which stand among the fields here, and the fields
 * of the Humanitarian Data Exchange.
 */

const maintainer: PartOf = { name: 'contact', link: dcat.contactPoint, types: [vcard.Kind] };
const author: PartOf = { name: 'author', link: dct.creator, types: [foaf.Agent] };
const coverage: PartOf = { name: 'period', link: dct.temporal, types: [dct.PeriodOfTime] };
const provenance: PartOf = { name: 'provenance', link: dct.provenance, types: [dct.ProvenanceStatement] };
const methodology: PartOf = { ...provenance, name: 'methodology' };
const source: PartOf = { ...provenance, name: 'source' };

/** Field names, parted by blanks, that say how the portal keeps the record and nothing of the data. */
function housekeeping(fields: string): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.split(/\s+/).map((field) => [field, "the portal's own housekeeping"]));
}

const ofCkan = housekeeping(
  `creator_user_id revision_id num_resources num_tags isopen owner_org private state type metadata_language
  approval_status is_organization image_url image_display_url users num_followers package_count display_name
  revision_timestamp tracking_summary plugin_data config`,
);
const ofHumanitarianDataExchange = housekeeping(
  `archived batch dataset_preview due_date has_geodata has_quickcharts has_showcases is_fresh is_requestdata_type
  overdue_date package_creator pageviews_last_14_days qa_completed total_res_downloads update_status
  updated_by_script x_resource_grouping`,
);
const ofResources = housekeeping(
  `id package_id position state revision_id cache_url cache_last_updated url_type datastore_active
  datastore_contains_all_records_of_source_file resource_type mimetype_inner webstore_url webstore_last_updated
  tracking_summary ckan_url hash_algorithm on_same_domain dataset_preview_enabled alt_url hdx_rel_url microdata`,
);

export const packageTable: MappingTable = {
  rows: [
    { field: 'identifier', property: dct.identifier, rule: code },
    { field: 'id', property: dct.identifier, rule: code, otherwise: true },
    { field: 'title', property: dct.title, rule: line },
    { field: 'title_translated', property: dct.title, rule: line },
    { field: 'name', property: dct.title, rule: line, otherwise: true },
    { field: 'notes', property: dct.description, rule: text },
    { field: 'notes_translated', property: dct.description, rule: text },
    { field: 'tags', property: dcat.keyword, rule: keywords },
    { field: 'tag_string', property: dcat.keyword, rule: keywords },
    { field: 'theme', property: dcat.theme, rule: concepts('sector', 'info') },
    { field: 'language', property: dct.language, rule: languageOfResource },
    { field: 'url', property: dcat.landingPage, rule: addresses },
    { field: 'version', property: dcat.version, rule: code },
    { field: 'dcat_version', property: dcat.version, rule: code, otherwise: true },
    { field: 'version_notes', property: adms.versionNotes, rule: text },
    { field: 'issued', property: dct.issued, rule: date },
    { field: 'metadata_created', property: dct.issued, rule: date, otherwise: true },
    { field: 'frequency', property: dct.accrualPeriodicity, rule: frequency },
    {
      field: 'data_update_frequency',
      property: dct.accrualPeriodicity,
      rule: frequencyInDays,
      otherwise: true,
    },
    { field: 'modified', property: dct.modified, rule: dateOrInterval },
    { field: 'last_modified', property: dct.modified, rule: date, otherwise: true },
    { field: 'metadata_modified', property: dct.modified, rule: date, otherwise: true },
    { field: 'license_id', property: dct.license, rule: licence },
    { field: 'license_other', property: dct.rights, rule: rights },
    { field: 'rights', property: dct.rights, rule: rights },
    { field: 'access_rights', property: dct.accessRights, rule: accessRight },
    { field: 'contact_name', property: vcard.fn, rule: line, part: maintainer },
    { field: 'contact_email', property: vcard.hasEmail, rule: mail, part: maintainer },
    { field: 'contact_phone', property: vcard.hasTelephone, rule: telephone, part: maintainer },
    { field: 'contact_uri', property: dcat.contactPoint, rule: addresses },
    { field: 'maintainer', property: vcard.fn, rule: line, part: maintainer, otherwise: true },
    { field: 'maintainer_email', property: vcard.hasEmail, rule: mail, part: maintainer, otherwise: true },
    { field: 'author', property: foaf.name, rule: line, part: author },
    { field: 'author_email', property: foaf.mbox, rule: mail, part: author },
    { field: 'spatial', property: dct.spatial, rule: place },
    { field: 'spatial_uri', property: dct.spatial, rule: addressOrNote },
    { field: 'spatial_text', property: dct.spatial, rule: place },
    { field: 'temporal_start', property: dcat.startDate, rule: date, part: coverage },
    { field: 'temporal_end', property: dcat.endDate, rule: date, part: coverage },
    { field: 'dataset_date', property: dcat.startDate, rule: period, part: coverage },
    { field: 'conforms_to', property: dct.conformsTo, rule: addressOrNote },
    { field: 'documentation', property: foaf.page, rule: addresses },
    { field: 'provenance', property: rdfs.label, rule: text, part: provenance },
    { field: 'dcat_type', property: dct.type, rule: addressOrNote },
    { field: 'source', property: dct.source, rule: addressOrNote },
    { field: 'sample', property: adms.sample, rule: addressOrNote },
    { field: 'has_version', property: dct.hasVersion, rule: addressOrNote },
    { field: 'is_version_of', property: dct.isVersionOf, rule: addressOrNote },
    { field: 'related_resource', property: dct.relation, rule: addressOrNote },
    { field: 'is_referenced_by', property: dct.isReferencedBy, rule: addressOrNote },
    // Humanitarian Data Exchange
    { field: 'dataset_source', property: rdfs.label, rule: line, part: source },
    { field: 'methodology', property: rdfs.label, rule: text, part: methodology },
    { field: 'methodology_other', property: rdfs.label, rule: text, part: methodology },
    { field: 'caveats', property: skos.note, rule: namedText },
  ],
  used: {
    ...ofCkan,
    ...ofHumanitarianDataExchange,
    organization: 'the publisher: a record of its own',
    groups: 'catalogues that list the dataset',
    resources: 'the distributions',
    extras: 'further fields: they stand among the others here',
    license_url: 'the licence; goes before license_id',
    license_title: 'the licence, where license_id is none that is known',
    publisher_uri: 'the publisher; goes before the organisation',
  },
};

/** Extras of ckanext-dcat about the publisher, who is then not CKAN's organisation. */
export const publisherTable: MappingTable = {
  rows: [
    { field: 'publisher_name', property: foaf.name, rule: line },
    { field: 'publisher_email', property: foaf.mbox, rule: mail },
    { field: 'publisher_url', property: foaf.homepage, rule: addresses },
    { field: 'publisher_type', property: dct.type, rule: addressOrNote },
  ],
  used: {},
};

export const resourceTable: MappingTable = {
  rows: [
    { field: 'name', property: dct.title, rule: line },
    { field: 'title', property: dct.title, rule: line, otherwise: true },
    { field: 'name_translated', property: dct.title, rule: line },
    { field: 'description', property: dct.description, rule: text },
    { field: 'description_translated', property: dct.description, rule: text },
    { field: 'mimetype', property: dcat.mediaType, rule: mediaType },
    { field: 'format', property: dct.format, rule: format },
    { field: 'access_url', property: dcat.accessURL, rule: accessAddress },
    { field: 'url', property: dcat.accessURL, rule: accessAddress, otherwise: true },
    { field: 'download_url', property: dcat.downloadURL, rule: downloadAddress },
    { field: 'size', property: dcat.byteSize, rule: byteSize },
    {
      field: 'hash',
      property: spdx.checksumValue,
      rule: checksum,
      part: { name: 'checksum', link: spdx.checksum, types: [spdx.Checksum] },
    },
    { field: 'issued', property: dct.issued, rule: date },
    { field: 'created', property: dct.issued, rule: date, otherwise: true },
    { field: 'modified', property: dct.modified, rule: date },
    { field: 'last_modified', property: dct.modified, rule: date, otherwise: true },
    { field: 'metadata_modified', property: dct.modified, rule: date, otherwise: true },
    { field: 'license', property: dct.license, rule: licence },
    { field: 'rights', property: dct.rights, rule: rights },
    { field: 'language', property: dct.language, rule: languageOfResource },
    { field: 'conforms_to', property: dct.conformsTo, rule: addressOrNote },
    { field: 'documentation', property: foaf.page, rule: addresses },
    { field: 'status', property: adms.status, rule: addressOrNote },
    { field: 'compress_format', property: dcat.compressFormat, rule: mediaType },
    { field: 'package_format', property: dcat.packageFormat, rule: mediaType },
  ],
  used: ofResources,
};

export const organizationTable: MappingTable = {
  rows: [
    { field: 'title', property: foaf.name, rule: line },
    { field: 'display_name', property: foaf.name, rule: line, otherwise: true },
    { field: 'name', property: foaf.name, rule: line, otherwise: true },
    { field: 'title', property: skos.prefLabel, rule: line },
    { field: 'display_name', property: skos.prefLabel, rule: line, otherwise: true },
    { field: 'name', property: skos.prefLabel, rule: line, otherwise: true },
    { field: 'id', property: dct.identifier, rule: code },
    { field: 'description', property: dct.description, rule: text },
    { field: 'url', property: foaf.homepage, rule: addresses },
    { field: 'email', property: foaf.mbox, rule: mail },
    { field: 'image_display_url', property: foaf.logo, rule: addresses },
  ],
  used: {
    ...ofCkan,
    created: 'when CKAN got the record, not when the organisation began',
    extras: 'further fields: they stand among the others here',
    groups: 'the organisation above: CKAN lists parents here',
    tags: 'no organisation has any',
    packages: 'its datasets: each names its organisation itself',
  },
};

/** A group lists datasets of one theme or project: a catalogue. */
export const groupTable: MappingTable = {
  rows: [
    { field: 'title', property: dct.title, rule: line },
    { field: 'display_name', property: dct.title, rule: line, otherwise: true },
    { field: 'name', property: dct.title, rule: line, otherwise: true },
    { field: 'id', property: dct.identifier, rule: code },
    { field: 'description', property: dct.description, rule: text },
    { field: 'created', property: dct.issued, rule: date },
  ],
  used: {
    ...ofCkan,
    extras: 'further fields: they stand among the others here',
    groups: 'the group above: CKAN lists parents here',
    tags: 'no group has any',
    packages: 'its datasets: each names its groups itself',
  },
};
