import type { Quad } from '@rdfjs/types';
import type { KnownStatements } from '../../resources/describe-iri.ts';
import { displayIri, displayLiteral } from '../../resources/display-value.ts';
import { isLiteral } from '../../resources/phrase.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import type { FormatLink } from './format-link.ts';
import { FormatList } from './format-list.tsx';
import { renderPage } from './layout.tsx';
import { countOfRecords, message } from './messages.ts';
import { localHref, type PageContext } from './page-context.ts';
import { resourceMessages as messages } from './resource-messages.ts';
import { nameOf, phraseIn, thingLink, wordsOf } from './words.tsx';

export interface ResourcePageProps {
  readonly context: PageContext;
  readonly iri: Iri;
  readonly known: KnownStatements;
  /** Reference of the next page. */
  readonly next?: string;
  readonly formats: readonly FormatLink[];
}

/** What the portal knows of an IRI that has no document here. */
export function renderResourcePage(props: ResourcePageProps): string {
  const { context, iri, formats } = props;
  const title = `${messages.kind[context.language]}: ${nameOfAny(context, iri).text}`;
  return renderPage({ context, title, alternates: formats, children: <ResourcePage {...props} /> });
}

/** The same without an answer: a form to type an IRI in, and what was wrong with the last one. */
export function renderResourceForm(
  context: PageContext,
  options: { wrong: 'missing' | 'malformed'; typed: string; example: string },
): string {
  const { language } = context;
  return renderPage({
    context,
    title: messages.title[language],
    children: (
      <>
        <h1>{messages.title[language]}</h1>
        <p>{messages.introduction[language]}</p>
        <p class="warn" role="status">
          {messages[options.wrong][language]}
        </p>
        <LookUp context={context} typed={options.typed} />
        <p class="quiet">
          {messages.example[language]}: <code>{options.example}</code>
        </p>
      </>
    ),
  });
}

function LookUp({ context, typed }: { context: PageContext; typed: string }) {
  const { language, site } = context;
  return (
    <form action={`${site.path}resource`} method="get">
      <label for="iri">{messages.field[language]}</label>
      <input id="iri" name="iri" type="text" value={typed} spellcheck={false} autocomplete="off" />
      {context.languageAsked && <input type="hidden" name="lang" value={language} />}
      <p class="actions">
        <button type="submit">{messages.lookUp[language]}</button>
      </p>
    </form>
  );
}

function ResourcePage(props: ResourcePageProps) {
  const { context, iri, next } = props;
  const { statements, total, cut } = props.known;
  const { language } = context;
  const about = statements.filter(({ subject }) => subject.value === iri);
  const references = statements.filter(
    ({ object }) => object.termType === 'NamedNode' && object.value === iri,
  );
  const uses = statements.filter(({ predicate }) => predicate.value === iri);
  return (
    <article>
      <p class="kind">{messages.kind[language]}</p>
      <h1>{wordsOf(nameOfAny(context, iri), language)}</h1>
      <p>
        <code>{iri}</code>
      </p>
      <p class="quiet">{messages.elsewhere[language]}</p>
      <Outside context={context} iri={iri} />
      <Statements context={context} title={messages.said[language]} quads={about} show="object" />
      <Statements
        context={context}
        title={messages.refer[language]}
        quads={references}
        show="subject"
        {...(total !== undefined && total > 0 && { count: countOfRecords(total, language) })}
      />
      <Statements context={context} title={messages.used[language]} quads={uses} show="subject" />
      {cut && <p class="warn">{messages.cut[language]}</p>}
      {next !== undefined && (
        <p>
          <a class="button" rel="next" href={localHref(context, next)}>
            {message('nextPage', language)}
          </a>
        </p>
      )}
      <Formats {...props} />
      <h2>{messages.title[language]}</h2>
      <LookUp context={context} typed={iri} />
    </article>
  );
}

/** Only to where the web leads: other schemes could start a program. */
function Outside({ context, iri }: { context: PageContext; iri: Iri }) {
  if (!/^https?:\/\//i.test(iri) || context.site.isOwn(iri)) return null;
  return (
    <p>
      <a href={context.site.reference(iri)} rel="external noopener" class="external">
        {messages.itself[context.language]}
      </a>
    </p>
  );
}

function Statements(props: {
  context: PageContext;
  title: string;
  quads: readonly Quad[];
  show: 'subject' | 'object';
  count?: string;
}) {
  const { context, title, quads, show, count } = props;
  if (quads.length === 0) return null;
  return (
    <section>
      <h2>
        {title} {count !== undefined && <span class="number">{count}</span>}
      </h2>
      <ul class="list">
        {quads.map((quad) => (
          <li key={`${quad.subject.value} ${quad.predicate.value} ${quad.object.value}`}>
            <Other context={context} term={quad[show]} />
            <p class="quiet">
              <PropertyName context={context} iri={quad.predicate.value} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Other({ context, term }: { context: PageContext; term: Quad['subject'] | Quad['object'] }) {
  if (term.termType === 'NamedNode') return thingLink(context, term.value);
  if (!isLiteral(term)) return <span class="iri">{term.value}</span>;
  const text = displayLiteral(term.value, term.datatype.value, context.language);
  return wordsOf({ text, language: term.language }, context.language);
}

function PropertyName({ context, iri }: { context: PageContext; iri: string }) {
  return <span title={displayIri(iri)}>{wordsOf(nameOfAny(context, iri), context.language)}</span>;
}

function Formats({ context, formats }: ResourcePageProps) {
  return (
    <section>
      <h2>{message('inFormats', context.language)}</h2>
      <FormatList formats={formats} />
    </section>
  );
}

/** Properties have names of their own. */
function nameOfAny(context: PageContext, iri: string) {
  const property = context.properties.get(iri);
  return property ? phraseIn(property.label, context.language) : nameOf(context, iri);
}
