import type { Quad } from '@rdfjs/types';
import { inboxLink } from '../feeds/push-links.ts';
import type { OfferedRecord } from '../profiles/profile-writer.ts';
import { type Profile, plainDcat, profiles } from '../profiles/profiles.ts';
import {
  formatLinks as formatField,
  type Link,
  metadataSignposts,
  signposts,
} from '../resources/signposting.ts';
import type { RecordHead } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { catalogueFeed } from './catalogue-feed.ts';
import { documentFormats, html } from './formats.ts';
import type { HttpContext } from './http-context.ts';
import { linkField, longestLinkField } from './link-field.ts';
import type { FormatLink } from './pages/format-link.ts';
import { linksetIri } from './signpost-places.ts';
import { encodeIri } from './site.ts';
import { versionLinks } from './version-links.ts';

type Places = Pick<HttpContext, 'site' | 'store' | 'profiles'>;

/** Addresses of the document's formats; one that is the name of another document is left out. */
export function formatLinks({ site, store }: Pick<Places, 'site' | 'store'>, document: Iri): FormatLink[] {
  return documentFormats.flatMap(({ name, mediaType, extension }) => {
    const address = `${document}.${extension}` as Iri;
    return store.head(address) ? [] : [{ name, mediaType, href: site.reference(address) }];
  });
}

/** Addresses of the document in the profiles beside the plain one that have a form of it. */
export function profileLinks(
  context: Pick<Places, 'site' | 'profiles'>,
  record: OfferedRecord,
): (Link & { profile: string })[] {
  const address = context.site.reference(record.document);
  return profiles
    .filter((profile) => profile !== plainDcat && context.profiles.offers(record, profile))
    .map(({ token, iri, formats }) => ({
      href: `${address}?profile=${token}`,
      rel: 'alternate',
      ...(formats[0] && { type: formats[0].mediaType }),
      profile: iri,
    }));
}

/** What the `Link` field of a document is made of. */
export interface DocumentLinks {
  readonly head: RecordHead;
  /** Of the representation that is sent. */
  readonly mediaType: string;
  readonly profile: Profile;
  readonly formats: readonly FormatLink[];
  /** The document's quads, of a page: what signposting draws on. */
  readonly quads?: readonly Quad[];
}

/**
 * The `Link` field: FAIR Signposting (level 1), the other formats and profiles, versions; most telling first, as many as fit.
 */
export function documentLinkField(context: Places, parts: DocumentLinks): string {
  const { site } = context;
  const { head, mediaType, profile, formats, quads } = parts;
  const places = {
    encode: encodeIri,
    catalogue: encodeIri(`${site.base}catalog`),
    linkset: encodeIri(linksetIri(site.base, head.document)),
    forms: formats
      .filter((form) => form.mediaType !== html.mediaType)
      .map((form) => ({ href: site.origin + form.href, mediaType: form.mediaType })),
  };
  const own = quads ? signposts(head, quads, places).map(alsoAlternate) : metadataSignposts(head, places);
  const others = quads ? [] : formats.filter((form) => form.mediaType !== mediaType);
  const links: Link[] = [
    ...own.slice(0, 1),
    { href: encodeIri(head.document), rel: 'canonical' },
    { href: profile.iri, rel: 'profile' },
    ...own.slice(1),
    ...others.map(({ href, mediaType: type }) => ({ href, rel: 'alternate', type })),
  ];
  const field = formatField(links, longestLinkField);
  return linkField([
    field,
    inboxLink(`${site.path}inbox`),
    // What a catalogue lists, page by page, stands with its members, not in its own document.
    head.kind === 'catalog' ? `<${catalogueFeed(site, head.topic)}>; rel="contents"` : '',
    ...versionLinks(head),
    formatField(profileLinks(context, head)),
  ]);
}

/** A form of the metadata is also another form of the page: one link says both. */
function alsoAlternate(link: Link): Link {
  return link.rel === 'describedby' ? { ...link, rel: 'describedby alternate' } : link;
}
