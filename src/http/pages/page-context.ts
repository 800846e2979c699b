import { usualDocument } from '../../mapping/alternate-iris.ts';
import type { Language, Text } from '../../model/text.ts';
import type { Labels } from '../../resources/labels.ts';
import type { PropertyLabel } from '../../resources/property-labels.ts';
import type { RecordReader } from '../../store/record-store.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import type { Site } from '../site.ts';
import { anchorOf } from './anchor-of.ts';

/** What every page needs to know. */
export interface PageContext {
  readonly site: Site;
  readonly portalTitle: Text;
  /** IRI of the portal's own catalogue. */
  readonly portal: Iri;
  readonly language: Language;
  /** The language was chosen in the address: links keep it. */
  readonly languageAsked: boolean;
  /** Path and query of this page, for the link to its other language. */
  readonly path: string;
  readonly query: string;
  readonly labels: Labels;
  readonly properties: ReadonlyMap<string, PropertyLabel>;
  readonly classes: ReadonlyMap<string, Text>;
  readonly store: RecordReader;
}

/** A reference within the portal, in the language of this page where it was chosen. */
export function localHref(context: PageContext, reference: string): string {
  if (!context.languageAsked) return reference;
  const [address = '', fragment] = reference.split('#', 2);
  const joined = `${address}${address.includes('?') ? '&' : '?'}lang=${context.language}`;
  return fragment === undefined ? joined : `${joined}#${fragment}`;
}

/**
 * Where a link to a thing leads: to the local document that describes it, else to the thing itself where it is on the
 * web. `undefined`: to nowhere; schemes that could run a script or open another program are never linked.
 */
export function hrefOf(context: PageContext, iri: string): { href: string; local: boolean } | undefined {
  const { site } = context;
  const document = context.labels.documentOf(iri) ?? documentItself(context, iri as Iri);
  if (document !== undefined) {
    const anchor = isPart(site, iri, document) ? `#${encodeURI(anchorOf(iri))}` : '';
    const reference = site.reference(document) + anchor;
    return { href: localHref(context, reference), local: true };
  }
  if (iri === context.portal) return { href: localHref(context, `${site.path}catalog`), local: true };
  if (site.isOwn(iri)) return { href: site.reference(iri), local: true };
  if (/^(?:https?:\/\/|mailto:)/i.test(iri)) return { href: site.reference(iri), local: false };
  return undefined;
}

function documentItself(context: PageContext, iri: Iri): Iri | undefined {
  if (!iri.startsWith(`${context.site.base}doc/`)) return undefined;
  const head = context.store.head(iri);
  return head?.state === 'live' ? head.document : undefined;
}

/** Whether the document is about something else and has the thing on its page. */
function isPart({ base }: Site, iri: string, document: Iri): boolean {
  if (iri.includes('#')) return !iri.endsWith('#');
  return iri.startsWith(`${base}id/`) && !usualDocument(document).endsWith(`/${iri.slice(base.length + 3)}`);
}
