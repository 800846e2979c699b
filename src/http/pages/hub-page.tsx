import { changeFeeds } from '../../feeds/change-links.ts';
import { hubIri, keyDirectory, webSub } from '../../feeds/push-links.ts';
import type { FormatLink } from './format-link.ts';
import { type HubMessage, hubMessage } from './hub-messages.ts';
import { renderPage } from './layout.tsx';
import { localHref, type PageContext } from './page-context.ts';

export interface HubPageProps {
  readonly context: PageContext;
  /** The same as data. */
  readonly formats: readonly FormatLink[];
}

/** What the hub is for, and how programs subscribe. */
export function renderHubPage(props: HubPageProps): string {
  const { context, formats } = props;
  return renderPage({
    context,
    title: hubMessage('hubTitle', context.language),
    alternates: formats,
    children: <HubPage {...props} />,
  });
}

function HubPage({ context }: HubPageProps) {
  const { language, site } = context;
  const say = (key: HubMessage) => hubMessage(key, language);
  const example = [
    `curl ${hubIri(site.base)} \\`,
    '  -d hub.mode=subscribe \\',
    `  -d hub.topic=${site.base}feed/atom \\`,
    '  -d hub.callback=https://you.example/callback',
  ].join('\n');
  return (
    <>
      <h1>{say('hubTitle')}</h1>
      <p class="lead">{say('hubLead')}</p>
      <h2>{say('feeds')}</h2>
      <ul class="plain">
        {changeFeeds.map(({ path, mediaType, title }) => (
          <li key={path}>
            <a href={`${site.path}${path}`} type={mediaType}>
              {title[language]}
            </a>
          </li>
        ))}
        <li>
          <a href={localHref(context, `${site.path}search.atom`)} type="application/atom+xml">
            {say('searchFeed')}
          </a>
        </li>
      </ul>
      <p>{say('filtered')}</p>
      <h2>{say('howTo')}</h2>
      <p>{say('steps')}</p>
      <pre>
        <code>{example}</code>
      </pre>
      <p>
        {say('signed')} <a href={keyDirectory(site.base)}>{keyDirectory(site.base)}</a>
      </p>
      <p>
        {say('standard')}: <a href={webSub}>{webSub}</a>
      </p>
    </>
  );
}
