import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { message } from './messages.ts';
import { localHref, type PageContext } from './page-context.ts';
import { SearchBox } from './search-box.tsx';
import { LanguageAlternates, type Social, SocialTags, withJsonLd } from './social-tags.tsx';
import { stylesheetPath } from './stylesheet.ts';

/** A star, drawn here so that no further request is made. */
const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#0a4d68" d="m12 2 3 6.8 7.4.7-5.6 4.9 1.7 7.3L12 17.9l-6.5 3.8 1.7-7.3L1.6 9.5 9 8.8z"/></svg>',
)}`;

export interface LayoutProps {
  readonly context: PageContext;
  /** Of the window; the portal's name is added. */
  readonly title: string;
  /** Other representations of the same page. */
  readonly alternates?: readonly { readonly mediaType: string; readonly href: string }[];
  /** What others show of the page; absent: nothing that search engines need to know of. */
  readonly social?: Social;
  /** The page in the words of schema.org. */
  readonly jsonLd?: object;
  /** `none` on pages that have a search form of their own. */
  readonly headerSearch?: 'shown' | 'none';
  /** Further links and scripts of this page. */
  readonly head?: ComponentChildren;
  readonly children: ComponentChildren;
}

function Layout(props: LayoutProps) {
  const { context, title, alternates = [], social, head, children } = props;
  const { language, site } = context;
  const portal = context.portalTitle[language];
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title === portal ? portal : `${title} – ${portal}`}</title>
        <link rel="icon" type="image/svg+xml" href={icon} />
        <link rel="stylesheet" href={`${site.path}${stylesheetPath}`} />
        <link
          rel="search"
          type="application/opensearchdescription+xml"
          href={`${site.path}opensearch.xml`}
          title={portal}
        />
        {alternates.map(({ mediaType, href }) => (
          <link key={mediaType} rel="alternate" type={mediaType} href={href} />
        ))}
        {social && <SocialTags context={context} social={social} />}
        {social && <LanguageAlternates url={social.url} />}
        {head}
      </head>
      <body>
        <a class="skip" href="#content">
          {message('skip', language)}
        </a>
        <Header {...props} />
        <main id="content" class="width" tabIndex={-1}>
          {children}
        </main>
        <footer>
          <p class="width">{message('footer', language)}</p>
        </footer>
      </body>
    </html>
  );
}

function Header({ context, headerSearch = 'shown' }: LayoutProps) {
  const { language, site } = context;
  return (
    <header>
      <div class="width bar">
        <a class="portal" href={localHref(context, site.path)}>
          {context.portalTitle[language]}
        </a>
        <nav aria-label={message('mainNavigation', language)}>
          <a href={localHref(context, `${site.path}catalog`)}>{message('catalogue', language)}</a>
          <a href={localHref(context, `${site.path}sparql`)}>{message('sparql', language)}</a>
          <OtherLanguage context={context} />
        </nav>
        {headerSearch === 'shown' && <SearchBox context={context} id="search-header" compact />}
      </div>
    </header>
  );
}

function OtherLanguage({ context }: { context: PageContext }) {
  const other = context.language === 'en' ? 'hi' : 'en';
  const query = new URLSearchParams(context.query);
  query.set('lang', other);
  return (
    <a href={`${context.path}?${query}`} lang={other} hreflang={other}>
      {message('otherLanguage', context.language)}
    </a>
  );
}

export function renderPage(props: LayoutProps): string {
  const page = `<!DOCTYPE html>\n${render(<Layout {...props} />)}\n`;
  return props.jsonLd ? withJsonLd(page, props.jsonLd) : page;
}
