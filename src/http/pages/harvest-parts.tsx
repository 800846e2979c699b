import type { ComponentChildren } from 'preact';
import { runAddress, sourceAddress } from '../../harvest/run-iri.ts';
import type { RunOutcome } from '../../harvest/run-report.ts';
import type { ShownAddress } from '../../harvest/shown-address.ts';
import type { Language } from '../../model/text.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { harvestList } from '../harvest-target.ts';
import { harvestMessage } from './harvest-messages.ts';
import { message } from './messages.ts';
import { localHref, type PageContext } from './page-context.ts';
import { PageLink } from './version-parts.tsx';

/** The way from the home page to a source, or to a run of one. */
export function HarvestBreadcrumbs({ context, source }: { context: PageContext; source?: string }) {
  const { language, site } = context;
  return (
    <nav class="breadcrumbs" aria-label={message('breadcrumbs', language)}>
      <ol>
        <li>
          <a href={localHref(context, site.path)}>{message('home', language)}</a>
        </li>
        <li>
          <PageLink context={context} iri={harvestList(site.base)}>
            {harvestMessage('sources', language)}
          </PageLink>
        </li>
        {source !== undefined && (
          <li>
            <PageLink context={context} iri={sourceAddress(context.site.base, source)}>
              {source}
            </PageLink>
          </li>
        )}
      </ol>
    </nav>
  );
}

/** A cell that names its column where the screen is too narrow for columns. */
export function Cell({ name, children }: { name: string; children: ComponentChildren }) {
  return <td data-name={name}>{children}</td>;
}

/** What needs somebody's attention is marked, in words and by colour. */
export function StateMark({ outcome, words }: { outcome: RunOutcome | undefined; words: string }) {
  const isUrgent = outcome === 'failed' || outcome === 'waiting' || outcome === 'interrupted';
  return isUrgent ? <strong class="warn">{words}</strong> : <span>{words}</span>;
}

export function RunLink(props: {
  context: PageContext;
  source: string;
  number: number;
  children: ComponentChildren;
}) {
  const { context, source, number, children } = props;
  return (
    <PageLink context={context} iri={runAddress(context.site.base, source, number)}>
      {children}
    </PageLink>
  );
}

/** An address that leads elsewhere, or its text where it leads nowhere. */
export function SourceLink({ address }: { address: ShownAddress }) {
  const { iri, text } = address;
  if (iri === undefined) return <span>{text}</span>;
  return (
    <a class="external" href={iri} rel="external noopener nofollow">
      {text}
    </a>
  );
}

export function Command({ words, command }: { words: string; command: string }) {
  return (
    <>
      <p>{words}</p>
      <pre>
        <code>{command}</code>
      </pre>
    </>
  );
}

/** @param back words of the link to the first page; absent: this is it */
export function Pager(props: {
  context: PageContext;
  first?: { readonly iri: Iri; readonly words: string } | undefined;
  next?: { readonly iri: Iri; readonly words: string } | undefined;
}) {
  const { context, first, next } = props;
  if (!first && !next) return null;
  return (
    <nav class="actions" aria-label={message('paging', context.language)}>
      {first && (
        <PageLink context={context} iri={first.iri} rel="first" class="button second">
          {first.words}
        </PageLink>
      )}
      {next && (
        <PageLink context={context} iri={next.iri} rel="next" class="button">
          {next.words}
        </PageLink>
      )}
    </nav>
  );
}

/** How long something took, in the largest unit that says enough. */
export function tookWords(milliseconds: number, language: Language): string {
  const [unit, size] =
    milliseconds >= 7_200_000
      ? (['hour', 3_600_000] as const)
      : milliseconds >= 120_000
        ? (['minute', 60_000] as const)
        : (['second', 1_000] as const);
  return new Intl.NumberFormat(`${language}-IN`, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 1,
  }).format(milliseconds / size);
}
