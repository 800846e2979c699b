import type { Quad } from '@rdfjs/types';
import { choosePhrase } from '../../resources/phrase.ts';
import { titleOf } from '../../resources/title-of.ts';
import { composeDocument } from '../../store/document.ts';
import type { StoredVersion } from '../../store/record-store.ts';
import { dcat, dct, rdf } from '../../vocabulary/terms.ts';
import type { FormatLink } from './format-link.ts';
import { renderPage } from './layout.tsx';
import { countOfRecords, message } from './messages.ts';
import { localHref, type PageContext } from './page-context.ts';
import { nameOf, thingLink, wordsOf } from './words.tsx';

export interface CatalogueListProps {
  readonly context: PageContext;
  /** Of a catalogue that is not the portal's own. */
  readonly name?: string;
  /** Of the list, without its pages. */
  readonly address: string;
  readonly records: readonly Omit<StoredVersion, 'ended'>[];
  /** Absent where it is not known. */
  readonly total?: number;
  /** References of the first and the next page; absent where this is the first, or the last. */
  readonly first?: string;
  readonly next?: string;
  readonly formats: readonly FormatLink[];
  /** The whole catalogue in one file. */
  readonly dumps: readonly FormatLink[];
  /** The catalogue in the words of schema.org. */
  readonly jsonLd?: object;
}

export function renderCatalogueList(props: CatalogueListProps): string {
  const { context, jsonLd } = props;
  const { language } = context;
  const title = props.name ?? message('catalogue', language);
  return renderPage({
    context,
    title,
    alternates: props.formats,
    social: {
      title: `${title} – ${context.portalTitle[language]}`,
      description: message('catalogueIntroduction', language),
      url: props.address,
      type: 'website',
    },
    ...(jsonLd && { jsonLd }),
    children: <CatalogueList {...props} />,
  });
}

function CatalogueList({ context, name, records, total, first, next, formats, dumps }: CatalogueListProps) {
  const { language } = context;
  return (
    <>
      <h1>
        {name ?? message('catalogue', language)}{' '}
        {total !== undefined && <span class="number">{countOfRecords(total, language)}</span>}
      </h1>
      {name === undefined && <p>{message(total === 0 ? 'nothingYet' : 'catalogueIntroduction', language)}</p>}
      <ul class="list">
        {records.map((record) => (
          <Entry key={record.document} context={context} record={record} />
        ))}
      </ul>
      {(first !== undefined || next !== undefined) && (
        <nav class="actions" aria-label={message('paging', language)}>
          {first !== undefined && (
            <a class="button second" rel="first" href={localHref(context, first)}>
              {message('firstPage', language)}
            </a>
          )}
          {next !== undefined && (
            <a class="button" rel="next" href={localHref(context, next)}>
              {message('nextPage', language)}
            </a>
          )}
        </nav>
      )}
      <h2>{message('useTheData', language)}</h2>
      <p>{message('harvestFeed', language)}</p>
      <Formats formats={formats} />
      <p>{message('wholeDump', language)}</p>
      <Formats formats={dumps} />
    </>
  );
}

function Formats({ formats }: { formats: readonly FormatLink[] }) {
  return (
    <ul class="formats">
      {formats.map(({ name, mediaType, href }) => (
        <li key={href}>
          <a href={href} type={mediaType}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Entry({ context, record }: { context: PageContext; record: Omit<StoredVersion, 'ended'> }) {
  const quads = composeDocument(record);
  const title = choosePhrase(titleOf(quads, record.topic), context.language);
  const linked = linksOf(quads, record.topic);
  const types = linked.get(rdf.type) ?? [];
  const kind = [...context.classes.keys()].find((type) => types.includes(type));
  const about = [dct.publisher, dcat.theme].flatMap((property) => linked.get(property) ?? []);
  return (
    <li>
      {thingLink(context, record.topic, title)}
      <p class="quiet">
        {kind && wordsOf(nameOf(context, kind), context.language)}
        {about.map((iri) => (
          <span key={iri}>
            {' · '}
            {thingLink(context, iri)}
          </span>
        ))}
      </p>
    </li>
  );
}

/** Property → things that `subject` links to with it. */
function linksOf(quads: readonly Quad[], subject: string): ReadonlyMap<string, readonly string[]> {
  const links = new Map<string, string[]>();
  for (const quad of quads) {
    if (quad.subject.value !== subject || quad.object.termType !== 'NamedNode') continue;
    const things = links.get(quad.predicate.value);
    if (things) things.push(quad.object.value);
    else links.set(quad.predicate.value, [quad.object.value]);
  }
  return links;
}
