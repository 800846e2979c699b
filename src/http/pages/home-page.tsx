import { displayDate } from '../../resources/display-value.ts';
import type { CountedThing, NamedThing, Overview } from '../../resources/overview.ts';
import { choosePhrase } from '../../resources/phrase.ts';
import { encodeIri } from '../site.ts';
import { kindNames } from './kind-names.ts';
import { renderPage } from './layout.tsx';
import { countOfRecords, type MessageKey, message } from './messages.ts';
import { localHref, type PageContext } from './page-context.ts';
import { exampleQuery } from './sparql-page.tsx';
import { ThingLink } from './words.tsx';

export interface HomePageProps {
  readonly context: PageContext;
  readonly introduction: string;
  readonly overview: Overview;
}

export function renderHomePage(props: HomePageProps): string {
  const { context } = props;
  return renderPage({
    context,
    title: context.portalTitle[context.language],
    head: <link rel="describedby" href={`${context.site.path}.well-known/void`} />,
    children: <HomePage {...props} />,
  });
}

function HomePage({ context, introduction, overview }: HomePageProps) {
  const { language, site } = context;
  return (
    <>
      <h1>{context.portalTitle[language]}</h1>
      <p class="lead">{introduction}</p>
      <section aria-label={message('atAGlance', language)}>
        <Counts context={context} overview={overview} />
        <p>
          <a class="button" href={localHref(context, `${site.path}catalog`)}>
            {message('seeAll', language)}
          </a>
        </p>
      </section>
      {overview.newest.length > 0 && (
        <section>
          <h2>{message('newest', language)}</h2>
          <ul class="list">
            {overview.newest.map((dataset) => (
              <li key={dataset.iri}>
                <Named context={context} thing={dataset} />
                <p>
                  <time dateTime={dataset.issued}>{displayDate(dataset.issued, language)}</time>
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Counted context={context} heading="sectors" things={overview.sectors} />
      <Counted context={context} heading="publishers" things={overview.publishers} />
      <UseTheData context={context} overview={overview} />
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
          <b>{(overview.counts.get(kind) ?? 0).toLocaleString(`${language}-IN`)}</b> {name[language]}
        </li>
      ))}
    </ul>
  );
}

function Counted(props: { context: PageContext; heading: MessageKey; things: readonly CountedThing[] }) {
  const { context, heading, things } = props;
  if (things.length === 0) return null;
  return (
    <section>
      <h2>{message(heading, context.language)}</h2>
      <ul class="columns">
        {things.map((thing) => (
          <li key={thing.iri}>
            <Named context={context} thing={thing} />
            <span class="number">{countOfRecords(thing.count, context.language)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Named({ context, thing }: { context: PageContext; thing: NamedThing }) {
  return (
    <ThingLink context={context} iri={thing.iri} phrase={choosePhrase(thing.titles, context.language)} />
  );
}

function UseTheData({ context, overview }: Pick<HomePageProps, 'context' | 'overview'>) {
  const { language, site } = context;
  const [example] = overview.newest;
  return (
    <section>
      <h2>{message('useTheData', language)}</h2>
      <p>
        <a href={localHref(context, `${site.path}.well-known/void`)}>{message('countsOfAll', language)}</a>
      </p>
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
    </section>
  );
}

function shellWord(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}
