import { sourceAddress } from '../../../harvest/run-iri.ts';
import { displayIri } from '../../../resources/display-value.ts';
import type { RecordHead } from '../../../store/record-store.ts';
import type { Iri } from '../../../vocabulary/iri.ts';
import type { PageContext } from '../page-context.ts';
import { PageLink, Time } from '../version-parts.tsx';
import { thingLink } from '../words.tsx';
import { originMessage } from './origin-messages.ts';

/** The other records of the same thing, by who gives them: the same dataset from two sources is never merged. */
export function AlsoDescribed({ context, head }: { context: PageContext; head: RecordHead }) {
  const { language } = context;
  const others = otherRecords(context, head);
  if (others.length === 0) return null;
  return (
    <p>
      {originMessage('alsoDescribed', language)}:{' '}
      {others.map(({ document, origin }, at) => (
        <span key={document}>
          {at > 0 && ', '}
          <PageLink context={context} iri={document} rel="alternate">
            {origin?.source ?? originMessage('thisPortal', language)}
          </PageLink>
        </span>
      ))}
    </p>
  );
}

/** Where a record was harvested; nothing of what was published here. */
export function OriginSection({ context, head }: { context: PageContext; head: RecordHead }) {
  const { language } = context;
  const { origin } = head;
  if (!origin) return null;
  const { source, url, catalogue, run, time } = origin;
  return (
    <section id="origin">
      <h2>{originMessage('origin', language)}</h2>
      <dl>
        <dt>{originMessage('source', language)}</dt>
        <dd>
          <PageLink context={context} iri={sourceAddress(context.site.base, source)}>
            {source}
          </PageLink>
        </dd>
        {url !== undefined && (
          <Address context={context} name={originMessage('record', language)} iri={url} />
        )}
        {catalogue !== undefined && (
          <Address context={context} name={originMessage('catalogue', language)} iri={catalogue} />
        )}
        <dt>{originMessage('harvested', language)}</dt>
        <dd>
          <Time context={context} time={time} />
          {' · '}
          <PageLink context={context} iri={run.replace(/#.*$/, '') as Iri}>
            {originMessage('run', language)}
          </PageLink>
        </dd>
      </dl>
    </section>
  );
}

function Address({ context, name, iri }: { context: PageContext; name: string; iri: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{thingLink(context, iri, { text: displayIri(iri), language: '' })}</dd>
    </>
  );
}

function otherRecords({ store }: PageContext, { topic, document }: RecordHead): RecordHead[] {
  const documents = new Set([store.documentOf(topic), ...store.alternatesOf(topic)]);
  documents.delete(document);
  return [...documents]
    .map((other) => other && store.head(other))
    .filter((head) => head?.state === 'live')
    .filter((head) => head !== undefined);
}
