import type { Quad } from '@rdfjs/types';
import type { Text } from '../model/text.ts';
import { textTriples, triple } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dct, ldp, rdfs } from '../vocabulary/terms.ts';

/** https://www.w3.org/TR/websub/ */
export const webSub = 'https://www.w3.org/TR/websub/' as Iri;

export const hubTitle: Text = {
  en: 'WebSub hub: changes are sent to those who subscribe',
  hi: 'WebSub हब: परिवर्तन सदस्यों को भेजे जाते हैं',
};

/** Where subscriptions to the feeds are asked for. */
export function hubIri(base: string): Iri {
  return `${base}hub` as Iri;
}

/** Where others leave notifications (https://www.w3.org/TR/ldn/). */
export function inboxIri(base: string): Iri {
  return `${base}inbox` as Iri;
}

/** The public keys of deliveries, as a JSON Web Key Set. A well-known address belongs to the host. */
export function keyDirectory(base: string): string {
  return new URL('/.well-known/http-message-signatures-directory', base).href;
}

/** `Link` to the inbox (LDN §3.1). */
export function inboxLink(reference: string): string {
  return `<${reference}>; rel="${ldp.inbox}"`;
}

/** Hub and inbox of a catalogue, or of its VoID dataset. */
export function pushTriples(subject: Iri, base: string): Quad[] {
  return [
    triple(subject, rdfs.seeAlso, hubIri(base)),
    ...hubTriples(base),
    triple(subject, ldp.inbox, inboxIri(base)),
  ];
}

export function hubTriples(base: string): Quad[] {
  const hub = hubIri(base);
  return [triple(hub, dct.conformsTo, webSub), ...textTriples(hub, dct.title, hubTitle)];
}
