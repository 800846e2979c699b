import type { Quad } from '@rdfjs/types';
import type { RecordHead } from '../store/record-store.ts';
import {
  Facts,
  formatLink,
  itemsOf,
  type Link,
  metadataSignposts,
  type SignpostPlaces,
  signposts,
} from './signposting.ts';

/** Links that start at one place. */
export interface LinkContext {
  /** Absolute URI. */
  readonly anchor: string;
  readonly links: readonly Link[];
}

/**
 * The whole link set of a document (FAIR Signposting level 2): the links of the page, those of each of its RDF forms and
 * files back to it, and from the thing to the page.
 * @param further more links of the page: its versions and their maps
 */
export function linksetOf(
  head: RecordHead,
  quads: readonly Quad[],
  places: SignpostPlaces,
  further: readonly Link[] = [],
): readonly LinkContext[] {
  const { encode, forms } = places;
  const page = encode(head.document);
  const back = metadataSignposts(head, places).filter(({ rel }) => rel !== 'linkset');
  const items = itemsOf(new Facts(quads), head.topic, encode);
  return [
    {
      anchor: page,
      links: [...signposts(head, quads, places).filter(({ rel }) => rel !== 'linkset'), ...further],
    },
    { anchor: encode(head.topic), links: [{ href: page, rel: 'describedby', type: 'text/html' }] },
    ...forms.map(({ href }) => ({ anchor: href, links: back })),
    ...items.map(({ link, licences }) => ({
      anchor: link.href,
      links: [
        { href: page, rel: 'collection', type: 'text/html' },
        ...licences.map((href) => ({ href, rel: 'license' })),
      ],
    })),
  ];
}

/** `application/linkset+json` (RFC 9264 §4.2). */
export function linksetJson(contexts: readonly LinkContext[]): string {
  const linkset = contexts.map(({ anchor, links }) => {
    const relations = [...new Set(links.map(({ rel }) => rel))];
    const targets = (wanted: string) => links.filter(({ rel }) => rel === wanted).map(targetOf);
    return { anchor, ...Object.fromEntries(relations.map((rel) => [rel, targets(rel)])) };
  });
  return `${JSON.stringify({ linkset }, null, 2)}\n`;
}

/** Attributes that RFC 8288 does not define are arrays of strings (RFC 9264 §4.2.4.3). */
function targetOf({ href, type, profile, title }: Link): Record<string, unknown> {
  return {
    href,
    ...(type !== undefined && { type }),
    ...(profile !== undefined && { profile: [profile] }),
    ...(title !== undefined && { title }),
  };
}

/** `application/linkset` (RFC 9264 §4.1): a `Link` field as a document, where lines may be broken between links. */
export function linksetText(contexts: readonly LinkContext[]): string {
  const links = contexts.flatMap(({ anchor, links: own }) =>
    own.map((link) => formatLink({ ...link, anchor })),
  );
  return `${links.join(',\n')}\n`;
}
