import type { Literal, Term } from '@rdfjs/types';
import { historyIri, versionIri } from '../../mapping/version-iris.ts';
import type { Text } from '../../model/text.ts';
import { changesBySubject, type Difference, type SubjectChange } from '../../resources/difference.ts';
import { displayIri, displayLiteral } from '../../resources/display-value.ts';
import type { Phrase } from '../../resources/phrase.ts';
import type { RecordVersion } from '../../store/record-store.ts';
import { dcat, dct, foaf, rdfs, skos, vcard, xsd } from '../../vocabulary/terms.ts';
import { html } from '../formats.ts';
import type { FormatLink } from './format-link.ts';
import { renderPage } from './layout.tsx';
import type { PageContext } from './page-context.ts';
import { countOfChanges, displayTime, versionMessage } from './version-messages.ts';
import { AsData, PageLink, Time, titleIn } from './version-parts.tsx';
import { nameOf, phraseIn, thingLink, wordsOf } from './words.tsx';

export interface DifferencePageProps {
  readonly context: PageContext;
  readonly difference: Difference;
  /** Thing → its names in these versions. */
  readonly titles: ReadonlyMap<string, readonly Phrase[]>;
  readonly formats: readonly FormatLink[];
}

export function renderDifferencePage(props: DifferencePageProps): string {
  const { context, difference, titles } = props;
  const formats = props.formats.filter(({ mediaType }) => mediaType !== html.mediaType);
  return renderPage({
    context,
    title: `${titleIn(context, titles.get(difference.to.topic) ?? [], difference.to.topic).text} – ${versionMessage('whatChanged', context.language)}`,
    alternates: formats,
    head: <meta name="robots" content="noindex" />,
    children: <DifferencePage {...props} formats={formats} />,
  });
}

function DifferencePage(props: DifferencePageProps) {
  const { context, difference, titles, formats } = props;
  const { language } = context;
  const { document, from, to, removed, added } = difference;
  const order = (property: string) => context.properties.get(property)?.order ?? Number.MAX_SAFE_INTEGER;
  const changes = changesBySubject(difference, order);
  return (
    <article>
      <p class="kind">{versionMessage('difference', language)}</p>
      <h1>{wordsOf(titleIn(context, titles.get(to.topic) ?? [], to.topic), language)}</h1>
      <dl>
        <dt>{versionMessage('before', language)}</dt>
        <dd>
          <Side context={context} version={from} />
        </dd>
        <dt>{versionMessage('after', language)}</dt>
        <dd>
          <Side context={context} version={to} />
        </dd>
      </dl>
      <p>
        {changes.length === 0
          ? versionMessage('noDifference', language)
          : countOfChanges(removed.length, added.length, language)}
        {' · '}
        <PageLink context={context} iri={historyIri(document)}>
          {versionMessage('versions', language)}
        </PageLink>
      </p>
      {changes.map((change) => (
        <Changes key={change.subject} context={context} change={change} name={headingOf(props, change)} />
      ))}
      <AsData context={context} formats={formats} />
      <p class="quiet">{versionMessage('copyUpdate', language)}</p>
    </article>
  );
}

function headingOf({ context, difference, titles }: DifferencePageProps, { subject }: SubjectChange): Phrase {
  const { language } = context;
  if (subject === difference.document) return { text: versionMessage('ofTheRecord', language), language };
  return titleIn(context, titles.get(subject) ?? [], subject);
}

function Side({ context, version }: { context: PageContext; version: RecordVersion }) {
  return (
    <>
      <PageLink context={context} iri={versionIri(version.document, version.sequence)}>
        {versionMessage('version', context.language)} {version.sequence}
      </PageLink>
      {' · '}
      <Time context={context} time={version.modified} />
    </>
  );
}

/** One thing: a table of its properties, what was removed beside what was added. */
function Changes(props: { context: PageContext; change: SubjectChange; name: Phrase }) {
  const { context, change, name } = props;
  const { language } = context;
  const { subject, properties } = change;
  return (
    <section>
      <h2>{wordsOf(name, language)}</h2>
      <p class="quiet">
        <code>{displayIri(subject)}</code>
      </p>
      <table class="difference">
        <thead>
          <tr>
            <th scope="col">{versionMessage('property', language)}</th>
            <th scope="col">{versionMessage('before', language)}</th>
            <th scope="col">{versionMessage('after', language)}</th>
          </tr>
        </thead>
        <tbody>
          {properties.map(({ property, removed, added }) => (
            <tr key={property}>
              <th scope="row" title={displayIri(property)}>
                {wordsOf(propertyName(context, property), language)}
              </th>
              <td data-label={versionMessage('before', language)}>
                <Values context={context} values={removed} kind="removed" />
              </td>
              <td data-label={versionMessage('after', language)}>
                <Values context={context} values={added} kind="added" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function propertyName(context: PageContext, property: string) {
  const label = context.properties.get(property)?.label ?? otherProperties.get(property);
  return label ? phraseIn(label, context.language) : nameOf(context, property);
}

/** Properties that other pages show without a name. */
const otherProperties: ReadonlyMap<string, Text> = new Map([
  ...[dct.title, skos.prefLabel, foaf.name, rdfs.label, vcard.fn].map(
    (property) => [property, { en: 'Title', hi: 'शीर्षक' }] as const,
  ),
  ...[dct.description, rdfs.comment, skos.scopeNote].map(
    (property) => [property, { en: 'Description', hi: 'विवरण' }] as const,
  ),
  [foaf.primaryTopic, { en: 'About', hi: 'विषय' }],
  [dcat.distribution, { en: 'Distribution', hi: 'वितरण' }],
  [dcat.hasVersion, { en: 'Address of the version', hi: 'संस्करण का पता' }],
  [dcat.previousVersion, { en: 'Version before', hi: 'पिछला संस्करण' }],
]);

/** `del` and `ins` say what they are to some readers only, and colour to others: a word says it to all (WCAG 2.2, 1.4.1). */
function Values(props: { context: PageContext; values: readonly Term[]; kind: 'removed' | 'added' }) {
  const { context, values, kind } = props;
  const { language } = context;
  if (values.length === 0) return <span class="quiet">{versionMessage('nothing', language)}</span>;
  const Mark = kind === 'removed' ? 'del' : 'ins';
  return (
    <ul>
      {values.map((value) => (
        <li key={keyOf(value)}>
          <span class="sign">
            {versionMessage(kind === 'removed' ? 'removedWord' : 'addedWord', language)}
          </span>{' '}
          <Mark>
            <OneValue context={context} value={value} />
          </Mark>
        </li>
      ))}
    </ul>
  );
}

function OneValue({ context, value }: { context: PageContext; value: Term }) {
  if (value.termType !== 'Literal') return thingLink(context, value.value);
  const { datatype, language } = value as Literal;
  const text =
    datatype.value === xsd.dateTime && !Number.isNaN(Date.parse(value.value))
      ? displayTime(value.value, context.language)
      : displayLiteral(value.value, datatype.value, context.language);
  return (
    <>
      {wordsOf({ text, language }, context.language)}
      {language !== '' && <span class="quiet"> ({language})</span>}
    </>
  );
}

function keyOf(value: Term): string {
  return value.termType === 'Literal'
    ? `${value.value} ${(value as Literal).language} ${(value as Literal).datatype.value}`
    : value.value;
}
