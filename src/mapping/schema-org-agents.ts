import type { Iri } from '../vocabulary/iri.ts';
import { dcat, foaf, org, skos, vcard } from '../vocabulary/terms.ts';
import { Draft } from './draft.ts';
import { addresses, mail, telephone } from './link-rules.ts';
import { applyTable, type MappingTable, type Rule, type Target } from './mapping-table.ts';
import { organisationOf } from './organisations.ts';
import { freePart, keepMember, keepSchemaRest } from './schema-org-rest.ts';
import {
  byAddress,
  byName,
  fieldsOf,
  firstText,
  idOf,
  isThing,
  nodeOf,
  nodesIn,
  type Thing,
} from './schema-org-values.ts';
import { line } from './text-rules.ts';

const deepestChain = 20;

/** Organisations and persons (https://schema.org/creator…), each once. */
export const agents: Rule = (cell, target) => {
  for (const node of nodesIn([cell], 'name')) {
    const agent = agentOf(node, target);
    if (agent) target.draft.state(target.subject, target.property, agent);
  }
};

/** DCAT-AP has one publisher; further ones stay in schema.org's words. */
export const onePublisher: Rule = (cell, target) => {
  for (const node of nodesIn([cell], 'name')) {
    if (target.draft.has(target.subject, target.property)) {
      keepMember(target.draft, target.subject, cell.field, [node]);
      continue;
    }
    agents({ ...cell, value: [node] }, target);
  }
};

/** Contacts of the dataset: https://schema.org/ContactPoint */
export const contacts: Rule = (cell, target) => {
  for (const node of nodesIn([cell], 'name')) stateContact(node, target.draft, target.subject);
};

function agentOf(source: Thing, target: Target): Iri | undefined {
  const { draft } = target;
  const { contactPoint, ...node } = source;
  for (const contact of nodesIn([{ field: 'contactPoint', value: contactPoint ?? [] }], 'name'))
    stateContact(contact, draft, target.keeper);
  const id = idOf(node);
  if (node['@type'].includes('Person')) return person(node, id, target);
  if (id === undefined) {
    const organisation = organisationOf(draft, namesOf(node));
    if (organisation) keepRest(node, organisation, draft, ['name', 'parentOrganization']);
    return organisation;
  }
  draft.meet(organisation(node, id, draft).asIncidental());
  return id;
}

/** A person is described where they are named: their pages are not the portal's to make. */
function person(node: Thing, id: Iri | undefined, { draft, subject, property }: Target): Iri | undefined {
  const name = firstText(node, 'name') ?? fullName(node);
  if (id === undefined && name === undefined && firstText(node, 'email') === undefined) return undefined;
  const iri = id ?? freePart(draft, subject, property.replace(/^.*[#/]/, ''));
  draft.part(iri, foaf.Person);
  const fields = fieldsOf(name === undefined ? node : { ...node, name: [name] });
  applyTable(personTable, fields, draft, iri);
  keepSchemaRest(fields, draft, iri);
  return iri;
}

function fullName(node: Thing): string | undefined {
  const parts = ['givenName', 'familyName'].flatMap((member) => firstText(node, member) ?? []);
  return parts.length > 0 ? parts.join(' ') : undefined;
}

const personTable: MappingTable = {
  rows: [
    { field: 'name', property: foaf.name, rule: byName(line) },
    { field: 'email', property: foaf.mbox, rule: mail },
    { field: 'url', property: foaf.homepage, rule: byAddress(addresses) },
  ],
  used: { '@type': 'foaf:Person', '@id': 'its IRI' },
};

/** An organisation of another authority is a record of its own, written only where there is none of it. */
function organisation(node: Thing, iri: Iri, from: Draft): Draft {
  const draft = new Draft(from.context, 'organization', iri, from.place);
  draft.type(iri, foaf.Organization, org.Organization);
  const fields = fieldsOf(node);
  for (const cell of fields.look('name'))
    byName(line)(cell, { draft, subject: iri, property: skos.prefLabel, keeper: iri });
  applyTable(organisationTable, fields, draft, iri);
  const [parent] = nodesIn(fields.take('parentOrganization'), 'name');
  const parentIri = parent && (idOf(parent) ?? organisationOf(draft, namesOf(parent)));
  if (parentIri) draft.state(iri, org.subOrganizationOf, parentIri);
  keepSchemaRest(fields, draft, iri);
  return draft;
}

const organisationTable: MappingTable = {
  rows: [
    { field: 'name', property: foaf.name, rule: byName(line) },
    { field: 'url', property: foaf.homepage, rule: byAddress(addresses) },
    { field: 'email', property: foaf.mbox, rule: mail },
  ],
  used: { '@type': 'foaf:Organization', '@id': 'its IRI' },
};

/** Names from the topmost organisation down. */
function namesOf(node: Thing): string[] {
  const names: string[] = [];
  let next: unknown = node;
  while (names.length < deepestChain && isThing(next)) {
    const name = firstText(next, 'name') ?? firstText(next, 'legalName') ?? firstText(next, 'alternateName');
    if (name !== undefined) names.unshift(name);
    const parents: unknown = next['parentOrganization'];
    next = Array.isArray(parents) ? parents[0] : parents;
  }
  return names;
}

function keepRest(node: Thing, subject: Iri, draft: Draft, told: readonly string[]): void {
  for (const [member, value] of Object.entries(node)) {
    if (member.startsWith('@') || told.includes(member)) continue;
    keepMember(draft, subject, member, Array.isArray(value) ? value : [value]);
  }
}

export const contactTable: MappingTable = {
  rows: [
    { field: 'name', property: vcard.fn, rule: byName(line) },
    { field: 'email', property: vcard.hasEmail, rule: mail },
    { field: 'telephone', property: vcard.hasTelephone, rule: telephone },
    { field: 'url', property: vcard.hasURL, rule: byAddress(addresses) },
  ],
  used: { '@type': 'vcard:Kind', '@id': 'its IRI' },
};

function stateContact(source: Thing, draft: Draft, subject: Iri): void {
  const node = nodeOf(source);
  const fields = fieldsOf(node);
  if (!['name', 'email', 'telephone', 'url'].some((member) => fields.has(member))) return;
  const iri = idOf(node) ?? freePart(draft, subject, 'contact');
  applyTable(contactTable, fields, draft, iri);
  keepSchemaRest(fields, draft, iri);
  if (!draft.describes(iri)) return;
  draft.part(iri, vcard.Kind);
  draft.state(subject, dcat.contactPoint, iri);
}
