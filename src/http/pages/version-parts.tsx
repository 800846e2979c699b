import type { ComponentChildren } from 'preact';
import { choosePhrase, type Phrase } from '../../resources/phrase.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import type { FormatLink } from './format-link.ts';
import { FormatList } from './format-list.tsx';
import { localHref, type PageContext } from './page-context.ts';
import { displayTime, type VersionMessage, versionMessage } from './version-messages.ts';
import { nameOf, thingLink } from './words.tsx';

/** The name that a version gives to its topic, else the one that the topic has now. */
export function titleIn(context: PageContext, titles: readonly Phrase[], topic: Iri): Phrase {
  return choosePhrase(titles, context.language) ?? nameOf(context, topic);
}

/** A point in time, readable and exact. */
export function Time({ context, time }: { context: PageContext; time: string }) {
  return <time dateTime={time}>{displayTime(time, context.language)}</time>;
}

/** A link to another page about the same record. */
export function PageLink(props: {
  context: PageContext;
  iri: Iri;
  rel?: string;
  class?: string;
  children: ComponentChildren;
}) {
  const { context, iri, rel, children } = props;
  return (
    <a href={localHref(context, context.site.reference(iri))} rel={rel} class={props.class}>
      {children}
    </a>
  );
}

/** Why a record was withdrawn, and what replaces it. */
export function Why(props: {
  context: PageContext;
  reason?: string | undefined;
  replacedBy?: Iri | undefined;
}) {
  const { context, reason, replacedBy } = props;
  const name = (key: VersionMessage) => versionMessage(key, context.language);
  if (reason === undefined && replacedBy === undefined) return null;
  return (
    <dl>
      {reason !== undefined && (
        <>
          <dt>{name('reason')}</dt>
          <dd>{reason}</dd>
        </>
      )}
      {replacedBy !== undefined && (
        <>
          <dt>{name('replacedBy')}</dt>
          <dd>{thingLink(context, replacedBy)}</dd>
        </>
      )}
    </dl>
  );
}

export function AsData({ context, formats }: { context: PageContext; formats: readonly FormatLink[] }) {
  return (
    <section>
      <h2>{versionMessage('asData', context.language)}</h2>
      <FormatList formats={formats} />
    </section>
  );
}
