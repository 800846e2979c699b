import { historyIri, timeGateIri, timeMapIri, versionIri } from '../mapping/version-iris.ts';
import { formatLinks } from '../resources/signposting.ts';
import type { RecordHead } from '../store/record-store.ts';
import type { Site } from './site.ts';

/** `Link` values of a live document: where its versions and times are (RFC 7089 §2.2.2, RFC 5829 §3). */
export function versionLinks(site: Site, head: RecordHead): string[] {
  const { document, sequence, previous } = head;
  const links = [
    { href: timeGateIri(document), rel: 'timegate' },
    { href: timeMapIri(document, 'link'), rel: 'timemap', type: 'application/link-format' },
    { href: versionIri(document, sequence), rel: 'latest-version' },
    ...(previous === undefined ? [] : [{ href: versionIri(document, previous), rel: 'predecessor-version' }]),
    { href: historyIri(document), rel: 'version-history' },
  ];
  return links.map((link) => formatLinks([{ ...link, href: site.reference(link.href) }]));
}
