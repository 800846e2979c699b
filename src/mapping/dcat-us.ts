import type { Mapping, SourceRecord } from '../model/record.ts';
import { dcat, dct, foaf, pod, skos, vcard } from '../vocabulary/terms.ts';
import { joinPortal } from './catalog-membership.ts';
import { concepts, format, frequency, languageOfResource, mediaType } from './concept-rules.ts';
import type { MappingContext } from './context.ts';
import { date, dateOrInterval, period } from './date-rules.ts';
import { accessLevel, collection, publisherChain } from './dcat-us-rules.ts';
import { Draft } from './draft.ts';
import { Fields } from './fields.ts';
import { accessAddress, downloadAddress } from './file-rules.ts';
import { keyOf, shortHash } from './iris.ts';
import { addresses, addressOrNote, licence, mail, place, rights } from './link-rules.ts';
import { noIdentity } from './mapping-findings.ts';
import { applyTable, keepRest, type MappingTable, type PartOf } from './mapping-table.ts';
import { code, keywords, line, namedText, text, truth } from './text-rules.ts';
import { textOf } from './values/text.ts';

const coverage: PartOf = { name: 'period', link: dct.temporal, types: [dct.PeriodOfTime] };

/** DCAT-US 1.1, dataset fields (https://resources.data.gov/resources/dcat-us/). */
const dataset: MappingTable = {
  rows: [
    { field: 'identifier', property: dct.identifier, rule: code },
    { field: 'title', property: dct.title, rule: line },
    { field: 'description', property: dct.description, rule: text },
    { field: 'keyword', property: dcat.keyword, rule: keywords },
    { field: 'accrualPeriodicity', property: dct.accrualPeriodicity, rule: frequency },
    { field: 'modified', property: dct.modified, rule: dateOrInterval },
    { field: 'issued', property: dct.issued, rule: date },
    { field: 'publisher', property: dct.publisher, rule: publisherChain },
    { field: 'accessLevel', property: dct.accessRights, rule: accessLevel },
    { field: 'rights', property: dct.rights, rule: rights },
    { field: 'license', property: dct.license, rule: licence },
    { field: 'temporal', property: dcat.startDate, rule: period, part: coverage },
    { field: 'spatial', property: dct.spatial, rule: place },
    { field: 'language', property: dct.language, rule: languageOfResource },
    // Free text by its definition: what is none of the portal's sectors is no fault of the publisher.
    { field: 'theme', property: dcat.theme, rule: concepts('sector', 'info') },
    { field: 'landingPage', property: dcat.landingPage, rule: addresses },
    { field: 'references', property: dct.references, rule: addresses },
    { field: 'describedBy', property: foaf.page, rule: addresses },
    { field: 'describedByType', property: skos.note, rule: namedText },
    { field: 'conformsTo', property: dct.conformsTo, rule: addressOrNote },
    { field: 'isPartOf', property: dct.isPartOf, rule: collection },
    { field: 'systemOfRecords', property: pod.systemOfRecords, rule: addressOrNote },
    { field: 'bureauCode', property: pod.bureauCode, rule: code },
    { field: 'programCode', property: pod.programCode, rule: code },
    { field: 'primaryITInvestmentUII', property: pod.primaryITInvestmentUII, rule: code },
    { field: 'dataQuality', property: pod.dataQuality, rule: truth },
  ],
  used: {
    '@type': 'always dcat:Dataset',
    '@id': 'the identifier identifies',
    contactPoint: 'the contact: fields of its own',
    distribution: 'the distributions: fields of their own',
    accessURL: 'version 1.0: a distribution',
    webService: 'version 1.0: a distribution',
    format: 'version 1.0: the format of that distribution',
  },
};

const contactPoint: MappingTable = {
  rows: [
    { field: 'fn', property: vcard.fn, rule: line },
    { field: 'hasEmail', property: vcard.hasEmail, rule: mail },
  ],
  used: { '@type': 'always vcard:Contact' },
};

const distribution: MappingTable = {
  rows: [
    { field: 'title', property: dct.title, rule: line },
    { field: 'description', property: dct.description, rule: text },
    { field: 'mediaType', property: dcat.mediaType, rule: mediaType },
    { field: 'format', property: dct.format, rule: format },
    { field: 'accessURL', property: dcat.accessURL, rule: accessAddress },
    { field: 'webService', property: dcat.accessURL, rule: addresses },
    { field: 'downloadURL', property: dcat.downloadURL, rule: downloadAddress },
    { field: 'modified', property: dct.modified, rule: date },
    { field: 'issued', property: dct.issued, rule: date },
    { field: 'temporal', property: dcat.startDate, rule: period, part: coverage },
    { field: 'license', property: dct.license, rule: licence },
    { field: 'rights', property: dct.rights, rule: rights },
    { field: 'conformsTo', property: dct.conformsTo, rule: addressOrNote },
    { field: 'describedBy', property: foaf.page, rule: addresses },
    { field: 'describedByType', property: skos.note, rule: namedText },
  ],
  used: { '@type': 'always dcat:Distribution', '@id': 'the address identifies' },
};

export const dcatUsTables = { dataset: [dataset, contactPoint, distribution] } as const;

/** Maps a dataset of a DCAT-US 1.1 `data.json`. */
export function mapDcatUs(record: SourceRecord, data: object, context: MappingContext): Mapping {
  if (record.kind === 'catalog')
    return { records: [], deletions: [], findings: [], ignored: describesTheFile };
  const fields = Fields.ofObject(data);
  const identifier = textOf(fields.look('identifier')[0]?.value);
  const key = identifier === undefined ? undefined : keyOf(identifier);
  const draft = new Draft(context, 'dataset', context.iris.dataset(key ?? 'unknown'), record.place);
  if (key === undefined) return draft.refuse(noIdentity, 'identifier');
  if (record.operation === 'delete') return draft.withdraw();
  draft.type(draft.topic, dcat.Dataset);
  joinPortal(draft, dcat.dataset);
  applyTable(dataset, fields, draft);
  mapContact(draft, fields);
  mapDistributions(draft, fields, key);
  keepRest(fields, draft);
  return draft.finish();
}

const describesTheFile =
  'the members of the catalogue describe the file; its datasets join the portal’s catalogue';

function mapContact(draft: Draft, fields: Fields): void {
  for (const [at, value] of objectsIn(fields.look('contactPoint')[0]?.value).entries()) {
    const contact = draft.context.iris.part(draft.topic, at === 0 ? 'contact' : `contact-${at + 1}`);
    const own = Fields.ofObject(value);
    applyTable(contactPoint, own, draft, contact);
    keepRest(own, draft, contact);
    if (!draft.describes(contact)) continue;
    draft.part(contact, vcard.Kind);
    draft.state(draft.topic, dcat.contactPoint, contact);
  }
}

/** A distribution has no identifier: its address is one, so that its IRI outlives a change of order. */
function mapDistributions(draft: Draft, fields: Fields, key: string): void {
  const names = new Set<string>();
  for (const members of [...objectsIn(fields.look('distribution')[0]?.value), ...ofVersionOne(fields)]) {
    const own = Fields.ofObject(members);
    const address = ['downloadURL', 'accessURL', 'title']
      .map((f) => textOf(own.look(f)[0]?.value))
      .find((t) => t);
    let name = shortHash(address ?? '');
    for (let next = 2; names.has(name); next++) name = `${shortHash(address ?? '')}-${next}`;
    names.add(name);
    const iri = draft.context.iris.distribution(key, name);
    applyTable(distribution, own, draft, iri);
    keepRest(own, draft, iri);
    if (!draft.describes(iri)) continue;
    draft.part(iri, dcat.Distribution);
    draft.state(draft.topic, dcat.distribution, iri);
  }
}

/** Version 1.0 of the schema had the distribution's fields in the dataset. */
function ofVersionOne(fields: Fields): object[] {
  const value = (field: string) => fields.look(field)[0]?.value;
  const members = { accessURL: value('accessURL'), webService: value('webService'), format: value('format') };
  return members.accessURL === undefined && members.webService === undefined ? [] : [members];
}

function objectsIn(value: unknown): object[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((v): v is object => typeof v === 'object' && v !== null && !Array.isArray(v));
}
