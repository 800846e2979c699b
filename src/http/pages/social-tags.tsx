import { languages } from '../../model/text.ts';
import type { PageContext } from './page-context.ts';

/** What others show of a page where they link to it. */
export interface Social {
  readonly title: string;
  readonly description: string;
  /** The page's address for good, absolute. */
  readonly url: string;
  /** Of Open Graph: `website`, `article`, `profile`. */
  readonly type: string;
  /** Absolute. */
  readonly image?: string;
}

const locales = { en: 'en_IN', hi: 'hi_IN' } as const;

/** https://ogp.me/ and https://developer.x.com/en/docs/x-for-websites/cards/overview/markup */
export function SocialTags({ context, social }: { context: PageContext; social: Social }) {
  const { title, description, url, type, image } = social;
  const { language } = context;
  return (
    <>
      {description !== '' && <meta name="description" content={description} />}
      <link rel="canonical" href={url} />
      <meta property="og:title" content={title} />
      <meta property="og:type" content={type} />
      <meta property="og:url" content={url} />
      <meta property="og:site_name" content={context.portalTitle[language]} />
      <meta property="og:locale" content={locales[language]} />
      {description !== '' && <meta property="og:description" content={description} />}
      {image !== undefined && <meta property="og:image" content={image} />}
      <meta name="twitter:card" content={image === undefined ? 'summary' : 'summary_large_image'} />
    </>
  );
}

/** The same page in each language, for search engines: https://developers.google.com/search/docs/specialty/international */
export function LanguageAlternates({ url }: { url: string }) {
  const join = url.includes('?') ? '&' : '?';
  return (
    <>
      {languages.map((language) => (
        <link key={language} rel="alternate" hreflang={language} href={`${url}${join}lang=${language}`} />
      ))}
      <link rel="alternate" hreflang="x-default" href={url} />
    </>
  );
}

/**
 * The page with JSON-LD in its head: data, of which browsers run nothing. No `<` in it can end the element (JSON-LD 1.1
 * §7.2). It is no template's text, because what stands in a `script` element has no character references (HTML §13.1.2).
 */
export function withJsonLd(page: string, data: object): string {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  const end = page.indexOf('</head>');
  return `${page.slice(0, end)}<script type="application/ld+json">${json}</script>${page.slice(end)}`;
}

/** The beginning of a text, whole words, on one line; at most `length` characters. */
export function shorten(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= length) return line;
  const space = line.lastIndexOf(' ', length - 1);
  const cut = line.slice(0, space > length / 2 ? space : length - 1);
  return `${cut.replace(/[\uD800-\uDBFF\s,;:–-]+$/, '')}…`;
}
