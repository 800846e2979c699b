import assert from 'node:assert/strict';
import { elementsOf, type MarkupElement, parseMarkup } from './parse-markup.ts';

/** What http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd says of an element: its children in order, and how often each. */
interface Rule {
  readonly children?: readonly (readonly [name: string, least: number, most: number])[];
  readonly attributes?: Readonly<Record<string, RegExp>>;
  readonly required?: readonly string[];
  readonly text?: RegExp;
  /** One element of another namespace. */
  readonly foreign?: boolean;
}

const many = Number.POSITIVE_INFINITY;
const day = '\\d{4}-\\d{2}-\\d{2}';
const second = `${day}T\\d{2}:\\d{2}:\\d{2}Z`;
const dateTime = new RegExp(`^${second}$`);
const either = new RegExp(`^(?:${day}|${second})$`);
const uri = /^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$/;
const prefix = /^[A-Za-z0-9\-_.!~*'()]+$/;
const setSpec = /^[A-Za-z0-9\-_.!~*'()]+(?::[A-Za-z0-9\-_.!~*'()]+)*$/;
const some = /\S/;
const verbs = [
  'Identify',
  'ListMetadataFormats',
  'ListSets',
  'GetRecord',
  'ListIdentifiers',
  'ListRecords',
] as const;
const codes =
  /^(?:cannotDisseminateFormat|idDoesNotExist|badArgument|badVerb|noMetadataFormats|noRecordsMatch|badResumptionToken|noSetHierarchy)$/;

const rules: Readonly<Record<string, Rule>> = {
  request: {
    text: /^https?:\/\/\S+$/,
    attributes: {
      verb: new RegExp(`^(?:${verbs.join('|')})$`),
      identifier: uri,
      metadataPrefix: prefix,
      from: either,
      until: either,
      set: setSpec,
      resumptionToken: some,
    },
  },
  responseDate: { text: dateTime },
  error: { attributes: { code: codes }, required: ['code'], text: some },
  Identify: {
    children: [
      ['repositoryName', 1, 1],
      ['baseURL', 1, 1],
      ['protocolVersion', 1, 1],
      ['adminEmail', 1, many],
      ['earliestDatestamp', 1, 1],
      ['deletedRecord', 1, 1],
      ['granularity', 1, 1],
      ['compression', 0, many],
      ['description', 0, many],
    ],
  },
  repositoryName: { text: some },
  baseURL: { text: uri },
  protocolVersion: { text: /^2\.0$/ },
  adminEmail: { text: /^\S+@(?:\S+\.)+\S+$/ },
  earliestDatestamp: { text: either },
  deletedRecord: { text: /^(?:no|persistent|transient)$/ },
  granularity: { text: /^YYYY-MM-DD(?:Thh:mm:ssZ)?$/ },
  compression: { text: some },
  description: { foreign: true },
  ListMetadataFormats: { children: [['metadataFormat', 1, many]] },
  metadataFormat: {
    children: [
      ['metadataPrefix', 1, 1],
      ['schema', 1, 1],
      ['metadataNamespace', 1, 1],
    ],
  },
  metadataPrefix: { text: prefix },
  schema: { text: uri },
  metadataNamespace: { text: uri },
  ListSets: {
    children: [
      ['set', 1, many],
      ['resumptionToken', 0, 1],
    ],
  },
  set: {
    children: [
      ['setSpec', 1, 1],
      ['setName', 1, 1],
      ['setDescription', 0, many],
    ],
  },
  setSpec: { text: setSpec },
  setName: { text: some },
  GetRecord: { children: [['record', 1, 1]] },
  ListRecords: {
    children: [
      ['record', 1, many],
      ['resumptionToken', 0, 1],
    ],
  },
  ListIdentifiers: {
    children: [
      ['header', 1, many],
      ['resumptionToken', 0, 1],
    ],
  },
  record: {
    children: [
      ['header', 1, 1],
      ['metadata', 0, 1],
      ['about', 0, many],
    ],
  },
  header: {
    attributes: { status: /^deleted$/ },
    children: [
      ['identifier', 1, 1],
      ['datestamp', 1, 1],
      ['setSpec', 0, many],
    ],
  },
  identifier: { text: uri },
  datestamp: { text: either },
  metadata: { foreign: true },
  resumptionToken: {
    attributes: { expirationDate: dateTime, completeListSize: /^[1-9]\d*$/, cursor: /^\d+$/ },
    text: /^.*$/,
  },
};

/**
 * Parses an answer and holds it to the XML Schema of OAI-PMH 2.0 and to what the protocol says beside it.
 * @returns the root element
 */
export function parseOai(text: string): MarkupElement {
  const root = parseMarkup(text, 'xml');
  assert.equal(root.name, 'OAI-PMH');
  assert.deepEqual(Object.fromEntries(root.attributes), {
    xmlns: 'http://www.openarchives.org/OAI/2.0/',
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    'xsi:schemaLocation':
      'http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd',
  });
  const [date, request, ...rest] = root.children;
  assert.deepEqual([date?.name, request?.name], ['responseDate', 'request']);
  const [content] = rest;
  assert.ok(content, 'there is an error or an answer');
  if (content.name === 'error') assert.ok(rest.every(({ name }) => name === 'error'));
  else {
    assert.equal(rest.length, 1);
    assert.equal(content.name, request?.attributes.get('verb'));
  }
  for (const element of root.children) check(element);
  for (const record of elementsOf(root, 'record')) checkRecord(record);
  return root;
}

function check(element: MarkupElement): void {
  const rule = rules[element.name];
  assert.ok(rule, `${element.name} is no element of OAI-PMH`);
  const { children = [], attributes = {}, required = [], text, foreign } = rule;
  for (const [name, value] of element.attributes) {
    assert.match(value, attributes[name] ?? /^\b$/, `${element.name}/@${name}`);
  }
  for (const name of required) assert.ok(element.attributes.has(name), `${element.name}/@${name}`);
  if (foreign) {
    assert.equal(element.children.length, 1, element.name);
    checkForeign(element.children[0] as MarkupElement);
    return;
  }
  if (text) {
    assert.equal(element.children.length, 0, element.name);
    assert.match(element.text, text, element.name);
    return;
  }
  const names = element.children.map(({ name }) => name);
  const ordered = children.flatMap(([name, least, most]) => {
    const found = names.filter((one) => one === name);
    assert.ok(found.length >= least && found.length <= most, `${found.length} ${name} in ${element.name}`);
    return found;
  });
  assert.deepEqual(names, ordered, `children of ${element.name}`);
  for (const child of element.children) check(child);
}

/** It declares its namespace and the place of its schema (§2.5, §3.4). */
function checkForeign(root: MarkupElement): void {
  const [first = ''] = root.name.includes(':') ? root.name.split(':', 1) : [''];
  const namespace = root.attributes.get(first === '' ? 'xmlns' : `xmlns:${first}`);
  assert.ok(namespace && namespace !== 'http://www.openarchives.org/OAI/2.0/', root.name);
  const [located, schema] = (root.attributes.get('xsi:schemaLocation') ?? '').split(' ');
  assert.equal(located, namespace);
  assert.match(schema ?? '', uri);
  assert.ok(root.attributes.has('xmlns:xsi'));
}

/** A deleted record has no metadata, another has (§2.5.1). */
function checkRecord(record: MarkupElement): void {
  const isDeleted = record.children[0]?.attributes.get('status') === 'deleted';
  assert.equal(elementsOf(record, 'metadata').length, isDeleted ? 0 : 1);
}

/** Code of the first error, if there is one. */
export function errorOf(root: MarkupElement): string | undefined {
  return elementsOf(root, 'error')[0]?.attributes.get('code');
}

export interface OaiHeader {
  readonly identifier: string;
  readonly datestamp: string;
  readonly isDeleted: boolean;
  readonly sets: readonly string[];
}

export function headersOf(root: MarkupElement): readonly OaiHeader[] {
  return elementsOf(root, 'header').map((header) => ({
    identifier: elementsOf(header, 'identifier')[0]?.text ?? '',
    datestamp: elementsOf(header, 'datestamp')[0]?.text ?? '',
    isDeleted: header.attributes.get('status') === 'deleted',
    sets: elementsOf(header, 'setSpec').map(({ text }) => text),
  }));
}

/** `''` on the last page of a divided list; `undefined` where a list is whole. */
export function tokenOf(root: MarkupElement): string | undefined {
  return elementsOf(root, 'resumptionToken')[0]?.text;
}
