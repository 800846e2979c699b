import { readLinkField } from '../../fetch/link-field.ts';
import type { HtmlBlocks } from '../../sources/html-blocks.ts';
import type { ArrivedPage } from '../harvest-client.ts';

interface LinkChoice {
  /** By preference. */
  readonly relations: readonly string[];
  readonly types: readonly string[];
  /** Part of a profile's IRI: links of such a profile (RFC 6906) go before others. */
  readonly profile: string;
}

/**
 * Where a page leads with one of the relations and types, in its `Link` fields (RFC 8288) and its `<link>` elements:
 * absolute, the best first, without the page itself.
 */
export function linkTargets(
  page: Pick<ArrivedPage, 'url' | 'headers'>,
  html: HtmlBlocks | undefined,
  { relations, types, profile }: LinkChoice,
): readonly string[] {
  const base =
    html?.base !== undefined && URL.canParse(html.base, page.url)
      ? new URL(html.base, page.url).href
      : page.url;
  const links = [
    ...(readLinkField(page.headers['link'], page.url) ?? []).map(({ target, relation, ...link }) => ({
      ...link,
      relations: [relation],
      href: target,
      base: page.url,
    })),
    ...(html?.links ?? []).map((link) => ({ ...link, base, profile: '' })),
  ];
  const found = relations.flatMap((relation) =>
    links.filter((link) => link.relations.includes(relation) && types.includes(link.type)),
  );
  const targets = [
    ...found.filter((link) => link.profile.includes(profile)),
    ...found.filter((link) => !link.profile.includes(profile)),
  ].flatMap((link) => (URL.canParse(link.href, link.base) ? [new URL(link.href, link.base).href] : []));
  return [...new Set(targets)].filter((url) => /^https?:/.test(url) && url !== page.url);
}
