import type { VNode } from 'preact';
import { writeDatestamp } from '../feeds/oai-datestamp.ts';
import type { OaiIdentifiers } from '../feeds/oai-identifier.ts';
import { describePortal } from '../feeds/portal.ts';
import { vcard } from '../vocabulary/terms.ts';
import type { HttpContext } from './http-context.ts';
import { element } from './xml-text.ts';

const oaiIdentifier = 'http://www.openarchives.org/OAI/2.0/oai-identifier';
const instance = 'http://www.w3.org/2001/XMLSchema-instance';
/** `emailType` of the schema. */
const email = /^\S+@(?:\S+\.)+\S+$/;

/** Identify (OAI-PMH 2.0 §4.2). */
export function identifyElement(context: HttpContext, identifiers: OaiIdentifiers): VNode {
  const { site, store, portal } = context;
  const [first] = store.changes(0, 1);
  return element(
    'Identify',
    {},
    element('repositoryName', {}, portal.title[context.language]),
    element('baseURL', {}, `${site.base}oai`),
    element('protocolVersion', {}, '2.0'),
    addressesOf(context).map((address) => element('adminEmail', {}, address)),
    element('earliestDatestamp', {}, first?.time ?? writeDatestamp(new Date(0))),
    element('deletedRecord', {}, 'persistent'),
    element('granularity', {}, 'YYYY-MM-DDThh:mm:ssZ'),
    element('compression', {}, 'gzip'),
    identifiers.isConformant && element('description', {}, identifierDescription(identifiers)),
  );
}

/**
 * The schema asks for an address: those of the portal's contact, else the mailbox that every web site is to have
 * (RFC 2142 §5). A host that is no domain name has none: `.invalid` says so (RFC 2606 §2).
 */
function addressesOf({ store, portal, site }: HttpContext): readonly string[] {
  const stated = describePortal(store, portal)
    .filter(({ predicate }) => predicate.value === vcard.hasEmail)
    .map(({ object }) => object.value.replace(/^mailto:/, ''))
    .filter((address) => email.test(address));
  if (stated.length > 0) return [...new Set(stated)];
  const { hostname } = new URL(site.base);
  const fallback = `webmaster@${hostname}`;
  return [email.test(fallback) ? fallback : `${fallback}.invalid`];
}

/** http://www.openarchives.org/OAI/2.0/guidelines-oai-identifier.htm */
function identifierDescription(identifiers: OaiIdentifiers): VNode {
  return element(
    'oai-identifier',
    {
      xmlns: oaiIdentifier,
      'xmlns:xsi': instance,
      'xsi:schemaLocation': `${oaiIdentifier} http://www.openarchives.org/OAI/2.0/oai-identifier.xsd`,
    },
    element('scheme', {}, 'oai'),
    element('repositoryIdentifier', {}, identifiers.namespace),
    element('delimiter', {}, ':'),
    element('sampleIdentifier', {}, identifiers.of(`${identifiers.base}doc/dataset/example`)),
  );
}
