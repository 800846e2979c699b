import type { VNode } from 'preact';
import { writeDatestamp } from '../feeds/oai-datestamp.ts';
import type { OaiIdentifiers } from '../feeds/oai-identifier.ts';
import type { OaiItem } from '../feeds/oai-list.ts';
import type { OaiSet } from '../feeds/oai-set.ts';
import type { Labels } from '../resources/labels.ts';
import { choosePhrase } from '../resources/phrase.ts';
import type { OaiError } from './oai-request.ts';
import { element, renderXml } from './xml-text.ts';

const oai = 'http://www.openarchives.org/OAI/2.0/';
const schema = 'http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd';
const instance = 'http://www.w3.org/2001/XMLSchema-instance';

export interface Envelope {
  readonly baseUrl: string;
  readonly now: Date;
  /** Arguments of the request; none where the verb or an argument was bad (OAI-PMH 2.0 §3.2). */
  readonly attributes: Readonly<Record<string, string>>;
}

/** The answer as a document (§3.2). */
export function renderOai({ baseUrl, now, attributes }: Envelope, content: VNode): string {
  return renderXml(
    element(
      'OAI-PMH',
      { xmlns: oai, 'xmlns:xsi': instance, 'xsi:schemaLocation': `${oai} ${schema}` },
      element('responseDate', {}, writeDatestamp(now)),
      element('request', attributes, baseUrl),
      content,
    ),
  );
}

export function errorElement({ code, message }: OaiError): VNode {
  return element('error', { code }, message);
}

export function headerElement(identifiers: OaiIdentifiers, { head, sets }: OaiItem): VNode {
  const status = head.state === 'withdrawn' ? 'deleted' : undefined;
  return element(
    'header',
    { status },
    element('identifier', {}, identifiers.of(head.document)),
    element('datestamp', {}, head.modified),
    sets.map((spec) => element('setSpec', {}, spec)),
  );
}

/** A deleted record is its header alone (§2.5.1). */
export function recordElement(header: VNode, metadata?: VNode): VNode {
  return element('record', {}, header, metadata && element('metadata', {}, metadata));
}

export function setElement(labels: Labels, { spec, name, topic }: OaiSet): VNode {
  const known = topic && choosePhrase(labels.of(topic), 'en')?.text;
  return element(
    'set',
    {},
    element('setSpec', {}, spec),
    element('setName', {}, name ?? known ?? topic ?? spec),
  );
}

/**
 * How a divided list goes on (§3.5). The size of a whole list is told when it is known: some harvesters stop where they
 * have counted so many.
 */
export function tokenElement(state: {
  cursor: number;
  expires?: Date;
  completeListSize?: number;
  token?: string;
}): VNode {
  const { cursor, expires, completeListSize, token = '' } = state;
  return element(
    'resumptionToken',
    {
      expirationDate: expires && writeDatestamp(expires),
      completeListSize: completeListSize === undefined ? undefined : String(completeListSize),
      cursor: String(cursor),
    },
    token,
  );
}
