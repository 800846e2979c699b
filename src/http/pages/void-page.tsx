import { vocabulariesInUse } from '../../feeds/vocabularies-in-use.ts';
import type { VoidInput } from '../../feeds/void-description.ts';
import type { Language } from '../../model/text.ts';
import { rdfFormats } from '../../rdf/formats.ts';
import { PrefixTable } from '../../rdf/prefix-table.ts';
import { portalPrefixes } from '../../rdf/serialise.ts';
import { displayDate, displayIri } from '../../resources/display-value.ts';
import type { FormatLink } from './format-link.ts';
import { renderPage } from './layout.tsx';
import { type MessageKey, message } from './messages.ts';
import { localHref, type PageContext } from './page-context.ts';
import { nameOf, phraseIn, thingLink } from './words.tsx';

/** Classes, and properties, that the page lists; the data lists more. */
const mostShown = 100;

export interface VoidPageProps extends VoidInput {
  readonly context: PageContext;
  /** Addresses of the same description as data. */
  readonly formats: readonly FormatLink[];
}

/** What the catalogue holds, in numbers, and the ways to get at it: the VoID description for people. */
export function renderVoidPage(props: VoidPageProps): string {
  const { context, formats } = props;
  return renderPage({
    context,
    title: message('voidTitle', context.language),
    alternates: formats,
    children: <VoidPage {...props} />,
  });
}

function VoidPage(props: VoidPageProps) {
  const { context, known, formats } = props;
  const { language } = context;
  const summary = known?.summary;
  return (
    <>
      <h1>{message('voidTitle', language)}</h1>
      <p class="lead">{message('voidIntroduction', language)}</p>
      <Numbers {...props} />
      <h2>{message('details', language)}</h2>
      <Access {...props} />
      {summary && (
        <>
          <Counted context={context} heading="classesUsed" rows={summary.classes} />
          <Counted context={context} heading="propertiesUsed" rows={summary.properties} />
          <section>
            <h2>{message('vocabularies', language)}</h2>
            <ul class="columns">
              {vocabulariesInUse(summary, context.site.base).map((namespace) => (
                <li key={namespace}>{thingLink(context, namespace, { text: namespace, language: '' })}</li>
              ))}
            </ul>
          </section>
        </>
      )}
      <section>
        <h2>{message('inFormats', language)}</h2>
        <ul class="formats">
          {formats.map(({ name, href }) => (
            <li key={name}>
              <a href={href}>{name}</a>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Numbers({ context, facts, known }: VoidPageProps) {
  const { language } = context;
  const counts: readonly (readonly [MessageKey, number])[] = [
    ['records', facts.records],
    ...(known
      ? ([
          ['statements', known.summary.quads],
          ['classes', known.summary.classes.length],
          ['properties', known.summary.properties.length],
        ] as const)
      : []),
  ];
  return (
    <section aria-label={message('atAGlance', language)}>
      <ul class="counts">
        {counts.map(([key, count]) => (
          <li key={key}>
            <b>{grouped(count, language)}</b> {message(key, language)}
          </li>
        ))}
      </ul>
      {!known && <p class="warn">{message('notCounted', language)}</p>}
      {known && known.sequence !== facts.sequence && <p class="warn">{message('countsBehind', language)}</p>}
    </section>
  );
}

function Access({ context, facts }: VoidPageProps) {
  const { language, site } = context;
  return (
    <dl>
      <dt>{message('sparqlEndpoint', language)}</dt>
      <dd>
        <a href={localHref(context, `${site.path}sparql`)}>{`${site.base}sparql`}</a>
      </dd>
      <dt>{message('dcatFeed', language)}</dt>
      <dd>
        <a href={localHref(context, `${site.path}catalog`)}>{`${site.base}catalog`}</a>
      </dd>
      <dt>{message('dumps', language)}</dt>
      <dd>
        <ul class="formats">
          {rdfFormats.map(({ name, extension }) => (
            <li key={name}>
              <a href={`${site.path}catalog/all.${extension}`}>{name}</a>
            </li>
          ))}
        </ul>
      </dd>
      {facts.examples.length > 0 && (
        <>
          <dt>{message('examples', language)}</dt>
          <dd>
            <ul>
              {facts.examples.map((iri) => (
                <li key={iri}>{thingLink(context, iri)}</li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {facts.modified && (
        <>
          <dt>{message('lastChange', language)}</dt>
          <dd>
            <time dateTime={facts.modified}>{displayDate(facts.modified, language)}</time>{' '}
            <span class="number">
              {message('commit', language)} {grouped(facts.sequence, language)}
            </span>
          </dd>
        </>
      )}
    </dl>
  );
}

interface CountedProps {
  readonly context: PageContext;
  readonly heading: MessageKey;
  readonly rows: readonly { readonly iri: string; readonly statements: number }[];
}

function Counted({ context, heading, rows }: CountedProps) {
  const { language } = context;
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{message(heading, language)}</h2>
      <ul class="columns">
        {rows.slice(0, mostShown).map(({ iri, statements }) => (
          <li key={iri}>
            <Term context={context} iri={iri} />
            <span class="number">{grouped(statements, language)}</span>
          </li>
        ))}
      </ul>
      {rows.length > mostShown && <p class="quiet">{message('moreInData', language)}</p>}
    </section>
  );
}

/** The name that people use, and the short form of the IRI: several terms may go by one name. */
function Term({ context, iri }: { context: PageContext; iri: string }) {
  const label = context.properties.get(iri)?.label ?? context.classes.get(iri);
  const short = new PrefixTable(portalPrefixes(context.site.base)).shorten(iri) ?? displayIri(iri);
  const phrase = label ? phraseIn(label, context.language) : nameOf(context, iri);
  return (
    <>
      {thingLink(context, iri, phrase)}
      {phrase.text !== short && <span class="quiet"> {short}</span>}
    </>
  );
}

function grouped(count: number, language: Language): string {
  return count.toLocaleString(`${language}-IN`);
}
