import { displayIri } from '../../resources/display-value.ts';
import { choosePhrase } from '../../resources/phrase.ts';
import type { NodeView, ResourceView } from '../../resources/resource-view.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { AboutRecord } from './about-record.tsx';
import { Descriptions } from './descriptions.tsx';
import { DistributionCard } from './distribution-card.tsx';
import type { FormatLink } from './format-link.ts';
import { renderPage } from './layout.tsx';
import { message } from './messages.ts';
import { localHref, type PageContext } from './page-context.ts';
import { fragmentOf, PropertyList } from './property-list.tsx';
import { nameOf, ThingLink, Words } from './words.tsx';

export interface DocumentPageProps {
  readonly context: PageContext;
  readonly view: ResourceView;
  readonly formats: readonly FormatLink[];
  /** Things whose records link to this one. */
  readonly inbound: { readonly topics: readonly Iri[]; readonly total: number; readonly next?: string };
}

export function renderDocumentPage(props: DocumentPageProps): string {
  const { context, view } = props;
  const title = (choosePhrase(view.topic.titles, context.language) ?? nameOf(context, view.topic.iri)).text;
  return renderPage({ context, title, alternates: props.formats, children: <DocumentPage {...props} /> });
}

function DocumentPage({ context, view, formats, inbound }: DocumentPageProps) {
  const { language } = context;
  const { topic, head } = view;
  const title = choosePhrase(topic.titles, language) ?? nameOf(context, topic.iri);
  const kind = [...context.classes.keys()].find((type) => topic.types.some((own) => own === type));
  return (
    <article>
      {kind && (
        <p class="kind">
          <Words phrase={nameOf(context, kind)} language={language} />
        </p>
      )}
      <h1>
        <Words phrase={title} language={language} />
      </h1>
      {topic.titles
        .filter((phrase) => phrase.text !== title.text)
        .map((phrase) => (
          <p class="lead quiet" key={phrase.text}>
            <Words phrase={phrase} language={language} />
          </p>
        ))}
      <Descriptions context={context} node={topic} />
      {view.distributions.length > 0 && (
        <section>
          <h2>{message('distributions', language)}</h2>
          {view.distributions.map((distribution) => (
            <DistributionCard key={distribution.iri} context={context} node={distribution} />
          ))}
        </section>
      )}
      <Details context={context} view={view} />
      {view.parts.length > 0 && <Parts context={context} parts={view.parts} />}
      {inbound.total > 0 && <Inbound context={context} inbound={inbound} />}
      <AboutRecord context={context} head={head} formats={formats} />
    </article>
  );
}

function Details({ context, view }: Pick<DocumentPageProps, 'context' | 'view'>) {
  const { topic, memberOf } = view;
  if (topic.properties.length === 0 && memberOf.length === 0) return null;
  return (
    <section>
      <h2>{message('details', context.language)}</h2>
      <PropertyList context={context} properties={topic.properties}>
        {memberOf.length > 0 && (
          <>
            <dt>{message('listedIn', context.language)}</dt>
            <dd>
              <ul>
                {memberOf.map((iri) => (
                  <li key={iri}>
                    <ThingLink context={context} iri={iri} />
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
      </PropertyList>
    </section>
  );
}

function Parts({ context, parts }: { context: PageContext; parts: readonly NodeView[] }) {
  return (
    <section>
      <h2>{message('contents', context.language)}</h2>
      {parts.map((part) => (
        <div class="card" key={part.iri} id={fragmentOf(part.iri)}>
          <h3>
            <Words
              phrase={choosePhrase(part.titles, context.language) ?? nameOf(context, part.iri)}
              language={context.language}
            />
          </h3>
          <Descriptions context={context} node={part} />
          <p class="quiet">
            <code>{displayIri(part.iri)}</code>
          </p>
          <PropertyList context={context} properties={part.properties} />
        </div>
      ))}
    </section>
  );
}

function Inbound({ context, inbound }: Pick<DocumentPageProps, 'context' | 'inbound'>) {
  const { language } = context;
  const query = new URLSearchParams({ after: inbound.next ?? '' });
  return (
    <section id="linked">
      <h2>
        {message('linkedHere', language)}{' '}
        <span class="number">{inbound.total.toLocaleString(`${language}-IN`)}</span>
      </h2>
      <ul class="list">
        {inbound.topics.map((iri) => (
          <li key={iri}>
            <ThingLink context={context} iri={iri} />
          </li>
        ))}
      </ul>
      {inbound.next !== undefined && (
        <p>
          <a rel="next" href={localHref(context, `${context.path}?${query}#linked`)}>
            {message('nextPage', language)}
          </a>
        </p>
      )}
    </section>
  );
}
