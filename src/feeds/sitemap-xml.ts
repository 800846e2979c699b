import { type ComponentChildren, h } from 'preact';
import { render } from 'preact-render-to-string';

/** One address of a sitemap or of its index. */
export interface SitemapLocation {
  /** Absolute URI. */
  readonly address: string;
  /** xsd:dateTime. */
  readonly modified?: string;
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const xmlns = 'http://www.sitemaps.org/schemas/sitemap/0.9';
/** Stands for content that is rendered in pieces, so that no single one holds others up. */
const gap = '…';

/** `<urlset>` (https://www.sitemaps.org/protocol.html#xmlTagDefinitions). */
export async function renderSitemap(stretches: AsyncIterable<readonly SitemapLocation[]>): Promise<string> {
  const [open = '', close = ''] = render(h('urlset', { xmlns }, gap)).split(gap);
  let body = '';
  for await (const locations of stretches) body += locations.map((one) => render(entry('url', one))).join('');
  return `${declaration}${open}${body}${close}\n`;
}

/** `<sitemapindex>` (https://www.sitemaps.org/protocol.html#sitemapIndexTagDefinitions). */
export function renderSitemapIndex(pages: readonly SitemapLocation[]): string {
  const body = pages.map((page) => entry('sitemap', page));
  return `${declaration}${render(h('sitemapindex', { xmlns }, body))}\n`;
}

function entry(name: 'url' | 'sitemap', { address, modified }: SitemapLocation) {
  const children: ComponentChildren[] = [h('loc', {}, address)];
  if (modified !== undefined) children.push(h('lastmod', {}, modified));
  return h(name, {}, children);
}
