import type { StoredRecord } from '../../store/record-store.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { dcat, dct, foaf } from '../../vocabulary/terms.ts';
import { type Members, oneText } from '../dcat-us/members.ts';
import { namesOf, statedNames } from '../names.ts';
import { ckanLicence } from './ckan-licences.ts';
import { type CkanNames, nameUuid, tagName } from './ckan-names.ts';
import { type CkanTeller, ckanTime, mailAddress, translations } from './ckan-teller.ts';
import { contactOf, describeExtras } from './describe-extras.ts';
import { describeResource } from './describe-resource.ts';

/** What a package says of organisations and groups, which are described by records of their own. */
export interface PackageSurroundings {
  readonly names: CkanNames;
  /** Absent: its publisher is no organisation of the catalogue. */
  readonly organization?: Members;
  readonly groups: readonly Members[];
}

/**
 * A dataset as CKAN's `package_show` tells it
 * (https://docs.ckan.org/en/latest/api/#ckan.logic.action.get.package_show).
 */
export function describePackage(
  teller: CkanTeller,
  record: Pick<StoredRecord, 'topic' | 'issued' | 'modified'>,
  { names, organization, groups }: PackageSurroundings,
): Members {
  const { from } = teller;
  const { topic } = record;
  const titles = statedNames(from, topic);
  const descriptions = from.firstLiterals(topic, [dct.description, dct.abstract]);
  const { name: maintainer, mail: maintainerMail } = contactOf(teller, topic);
  const title = { title_translated: translations(titles), notes_translated: translations(descriptions) };
  const tags = packageTags(teller, topic);
  const resources = from
    .iris(topic, dcat.distribution)
    .map((iri, position) => describeResource(teller, iri, { packageId: names.id, position }));
  return {
    id: names.id,
    name: names.name,
    title: oneText(titles, teller) ?? names.name,
    notes: oneText(descriptions, teller) ?? '',
    ...(title.title_translated && { title_translated: title.title_translated }),
    ...(title.notes_translated && { notes_translated: title.notes_translated }),
    url: from.iris(topic, dcat.landingPage)[0] ?? null,
    version: from.text(topic, dcat.version) ?? null,
    ...author(teller, topic),
    maintainer: maintainer ?? null,
    maintainer_email: maintainerMail ?? null,
    ...licence(teller, topic),
    metadata_created: ckanTime(record.issued),
    metadata_modified: ckanTime(record.modified),
    creator_user_id: null,
    owner_org: organization?.['id'] ?? null,
    organization: organization ?? null,
    groups,
    private: false,
    state: 'active',
    type: 'dataset',
    num_resources: resources.length,
    num_tags: tags.length,
    tags,
    resources,
    extras: describeExtras(teller, topic),
    relationships_as_subject: [],
    relationships_as_object: [],
  };
}

/** Each keyword once, whatever its language; the display name is the keyword as its publisher wrote it. */
function packageTags({ from }: CkanTeller, topic: Iri): readonly Members[] {
  const tags = new Map<string, Members>();
  for (const { value } of from.literals(topic, dcat.keyword)) {
    const name = tagName(value);
    if (name !== undefined && !tags.has(name)) tags.set(name, tagMembers(name, value));
  }
  return [...tags.values()];
}

export function tagMembers(name: string, displayName: string): Members {
  return {
    id: nameUuid(`urn:tag:${name}`),
    name,
    display_name: displayName,
    state: 'active',
    vocabulary_id: null,
  };
}

/** The dataset's licence, else the one that all its files are under. */
export function licenceOf({ from }: Pick<CkanTeller, 'from'>, topic: Iri): Iri | undefined {
  const [own] = from.iris(topic, dct.license);
  if (own !== undefined) return own;
  const [first = [], ...others] = from
    .iris(topic, dcat.distribution)
    .map((iri) => from.iris(iri, dct.license));
  return first.find((licence) => others.every((licences) => licences.includes(licence)));
}

function licence(teller: CkanTeller, topic: Iri): Members {
  const iri = licenceOf(teller, topic);
  if (iri === undefined)
    return { license_id: 'notspecified', license_title: 'License not specified', isopen: false };
  const { id, title, url, open } = ckanLicence(iri);
  const names = id === iri ? namesOf(teller.context, iri, teller.from) : [];
  return {
    license_id: id,
    license_title: oneText(names, teller) ?? title,
    license_url: url === iri ? url : iri,
    isopen: open,
  };
}

function author(teller: CkanTeller, topic: Iri): Members {
  const { context, from } = teller;
  const [creator] = from.iris(topic, dct.creator);
  if (creator === undefined) return { author: null, author_email: null };
  const about = from.describes(creator) ? from : context.things.find(creator)?.description;
  return {
    author: oneText(namesOf(context, creator, from), teller) ?? null,
    author_email: mailAddress(about?.values(creator, foaf.mbox)[0]?.value) ?? null,
  };
}
