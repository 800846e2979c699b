import type { Quad } from '@rdfjs/types';
import { inboxIri } from '../feeds/push-links.ts';
import type { Notification } from '../push/notification.ts';
import { triple, typed } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { ldp } from '../vocabulary/terms.ts';

export function notificationIri(base: string, id: string): Iri {
  return `${inboxIri(base)}/${id}` as Iri;
}

/** The inbox and what is in it (LDN §3.3.1). */
export function describeInbox(base: string, notifications: readonly Notification[]): Quad[] {
  const inbox = inboxIri(base);
  return [
    typed(inbox, ldp.Container),
    ...notifications.map(({ id }) => triple(inbox, ldp.contains, notificationIri(base, id))),
  ];
}

/** The same as those expect it who read JSON-LD as JSON: `contains` is a list, also of one or none. */
export function inboxJsonLd(base: string, notifications: readonly Notification[]): object {
  return {
    '@context': {
      contains: { '@id': ldp.contains, '@type': '@id' },
    },
    '@id': inboxIri(base),
    '@type': ldp.Container,
    contains: notifications.map(({ id }) => notificationIri(base, id)),
  };
}
