import { changeFeeds } from '../../feeds/change-links.ts';
import { displayDate } from '../../resources/display-value.ts';
import type { CountedThing, NamedThing, Overview } from '../../resources/overview.ts';
import { choosePhrase } from '../../resources/phrase.ts';
import { encodeIri } from '../site.ts';
import { kindNames } from './kind-names.ts';
import { renderPage } from './layout.tsx';
import { countOfRecords, displayCount, type MessageKey, message } from './messages.ts';
import { localHref, type PageContext } from './page-context.ts';
import { SearchBox } from './search-box.tsx';
import { shorten } from './social-tags.tsx';
import { exampleQuery } from './sparql-page.tsx';
import { thingLink } from './words.tsx';

/** Sectors, and publishers, that are seen at once; the rest is unfolded. */
const seenAtOnce = 18;

export interface HomePageProps {
  readonly context: PageContext;
  readonly introduction: string;
  readonly overview: Overview;
  /** Other catalogues are harvested: their sources have a page. */
  readonly harvests: boolean;
  /** The portal's own catalogue in the words of schema.org. */
  readonly jsonLd?: object;
}

export function renderHomePage(props: HomePageProps): string {
  const { context, introduction, jsonLd } = props;
  const title = context.portalTitle[context.language];
  return renderPage({
    context,
    title,
    headerSearch: 'none',
    social: {
      title,
      description: shorten(introduction, 200),
      url: context.site.base,
      type: 'website',
    },
    ...(jsonLd && { jsonLd }),
    head: (
      <>
        <link rel="describedby" href={`${context.site.path}.well-known/void`} />
        {changeFeeds.map(({ path, mediaType, title: feed }) => (
          <link
            key={path}
            rel="alternate"
            type={mediaType}
            title={feed[context.language]}
            href={`${context.site.path}${path}`}
          />
        ))}
      </>
    ),
    children: <HomePage {...props} />,
  });
}

function HomePage({ context, introduction, overview, harvests }: HomePageProps) {
  const { language, site } = context;
  return (
    <>
      <div class="hero">
        <h1>{context.portalTitle[language]}</h1>
        <p class="lead">{introduction}</p>
        <SearchBox context={context} id="search" />
      </div>
      <section aria-label={message('atAGlance', language)}>
        <Counts context={context} overview={overview} />
      </section>
      {overview.newest.length > 0 && (
        <section>
          <h2>{message('newest', language)}</h2>
          <ul class="list two">
            {overview.newest.map((dataset) => (
              <li key={dataset.iri}>
                <Named context={context} thing={dataset} />
                <p>
                  <time dateTime={dataset.issued}>{displayDate(dataset.issued, language)}</time>
                </p>
              </li>
            ))}
          </ul>
          <p>
            <a class="button" href={localHref(context, `${site.path}catalog`)}>
              {message('seeAll', language)}
            </a>
          </p>
        </section>
      )}
      <Counted context={context} heading="bySector" more="moreSectors" things={overview.sectors} />
      <Counted context={context} heading="byPublisher" more="morePublishers" things={overview.publishers} />
      <UseTheData context={context} overview={overview} harvests={harvests} />
    </>
  );
}

function Counts({ context, overview }: Pick<HomePageProps, 'context' | 'overview'>) {
  const { language } = context;
  const counted = kindNames.filter(([kind]) => (overview.counts.get(kind) ?? 0) > 0);
  if (counted.length === 0) return <p>{message('nothingYet', language)}</p>;
  return (
    <ul class="counts">
      {counted.map(([kind, name]) => (
        <li key={kind}>
          <b>{displayCount(overview.counts.get(kind) ?? 0, language)}</b> {name[language]}
        </li>
      ))}
    </ul>
  );
}

interface CountedProps {
  readonly context: PageContext;
  readonly heading: MessageKey;
  readonly more: MessageKey;
  readonly things: readonly CountedThing[];
}

function Counted({ context, heading, more, things }: CountedProps) {
  if (things.length === 0) return null;
  const rest = things.slice(seenAtOnce);
  return (
    <section>
      <h2>{message(heading, context.language)}</h2>
      <CountedList context={context} things={things.slice(0, seenAtOnce)} />
      {rest.length > 0 && (
        <details>
          <summary>
            {message(more, context.language)}{' '}
            <span class="number">{displayCount(rest.length, context.language)}</span>
          </summary>
          <CountedList context={context} things={rest} />
        </details>
      )}
    </section>
  );
}

function CountedList({ context, things }: Pick<CountedProps, 'context' | 'things'>) {
  return (
    <ul class="columns">
      {things.map((thing) => (
        <li key={thing.iri}>
          <Named context={context} thing={thing} />
          <span class="number">{countOfRecords(thing.count, context.language)}</span>
        </li>
      ))}
    </ul>
  );
}

function Named({ context, thing }: { context: PageContext; thing: NamedThing }) {
  return thingLink(context, thing.iri, choosePhrase(thing.titles, context.language));
}

/** Name, explanation and address of each way to take the catalogue along. */
const ways: readonly (readonly [name: MessageKey, text: MessageKey, path: string])[] = [
  ['sparql', 'sparqlWay', 'sparql'],
  ['dcatFeed', 'feedWay', 'catalog.ttl'],
  ['dumps', 'dumpWay', 'catalog/all.nq'],
  ['voidDescription', 'voidWay', '.well-known/void'],
  ['push', 'pushWay', 'hub'],
  ['sitemap', 'sitemapWay', 'sitemap.xml'],
];
const harvestWay = ['harvest', 'harvestWay', 'harvest'] as const;

function UseTheData({
  context,
  overview,
  harvests,
}: Pick<HomePageProps, 'context' | 'overview' | 'harvests'>) {
  const { language, site } = context;
  return (
    <section>
      <h2>{message('useTheData', language)}</h2>
      <ul class="ways">
        {[...ways, ...(harvests ? [harvestWay] : [])].map(([name, text, path]) => (
          <li key={path}>
            <a
              href={
                path.endsWith('.xml') || path.startsWith('catalog')
                  ? `${site.path}${path}`
                  : localHref(context, `${site.path}${path}`)
              }
            >
              {message(name, language)}
            </a>
            <p>{message(text, language)}</p>
          </li>
        ))}
      </ul>
      <details>
        <summary>{message('fromCommandLine', language)}</summary>
        <Commands context={context} overview={overview} />
      </details>
    </section>
  );
}

function Commands({ context, overview }: Pick<HomePageProps, 'context' | 'overview'>) {
  const { language, site } = context;
  const [example] = overview.newest;
  return (
    <>
      {example && (
        <>
          <p>{message('oneThing', language)}</p>
          <pre>{`curl -L -H 'Accept: text/turtle' ${shellWord(encodeIri(example.iri))}`}</pre>
        </>
      )}
      <p>{message('harvestFeed', language)}</p>
      <pre>{`curl -H 'Accept: text/turtle' ${shellWord(`${site.base}catalog`)}`}</pre>
      <p>{message('wholeDump', language)}</p>
      <pre>{`curl --compressed -O ${shellWord(`${site.base}catalog/all.nq`)}`}</pre>
      <p>{message('askSparql', language)}</p>
      <pre>
        {`curl -H 'Accept: text/csv' --data-urlencode query='${exampleQuery}' ${shellWord(`${site.base}sparql`)}`}
      </pre>
    </>
  );
}

function shellWord(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}
