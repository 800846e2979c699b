import { portalIri } from '../feeds/portal.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { findDocument } from './find-document.ts';
import type { HttpContext } from './http-context.ts';
import { encodeIri, type Site } from './site.ts';

type Places = Pick<HttpContext, 'site' | 'store' | 'portal'>;

/** What is served beside documents and things under addresses of its own. */
const ownPages =
  /^(?:$|(?:catalog|search|sparql|harvest)(?:[?#.]|$)|harvest\/[a-z0-9-]+(?:\/\d+)?(?:[?#.]|$)|catalog\/all\.|\.well-known\/void(?:#|$)|(?:version|timegate|timemap|difference|linkset)\/)/;

/** The document that describes a thing; a vocabulary may be named with its hash, which no client sends. */
export function describingDocument({ store }: Pick<Places, 'store'>, thing: Iri): Iri | undefined {
  return store.documentOf(thing) ?? store.documentOf(`${thing}#` as Iri);
}

/**
 * Reference to the document that describes `thing`, for `Location`. Where the document is about something else, the
 * thing is named as its `subject`, and its fragment kept: the page then shows that part, data is the same.
 * @param query of the request, which is kept
 */
export function thingLocation(
  { site, store }: Pick<Places, 'site' | 'store'>,
  thing: Iri,
  document: Iri,
  query = '',
): string {
  const topic = store.head(document)?.topic;
  const kept = query.split('&').filter((part) => part !== '' && !/^subject(?:=|$)/.test(part));
  const isTopic = topic === undefined || thing === topic || `${thing}#` === topic;
  const parameters = isTopic ? kept : [...kept, `subject=${subjectValue(site, thing)}`];
  const fragment = isTopic ? '' : encodeIri(/#.+$/.exec(thing)?.[0] ?? '');
  const search = parameters.length === 0 ? '' : `?${parameters.join('&')}`;
  return site.reference(document) + search + fragment;
}

/** The thing relative to the base where it is own, encoded for a query; slashes and colons may stand there as they are. */
function subjectValue(site: Site, thing: Iri): string {
  const name = site.isOwn(thing) ? thing.slice(site.base.length) : thing;
  return encodeURIComponent(name.replace(/[\uD800-\uDFFF]/gu, '\uFFFD'))
    .replaceAll('%2F', '/')
    .replaceAll('%3A', ':');
}

/**
 * Reference to where any IRI is described within the portal: the document of a thing or a part, a document itself, a node
 * within one, one of its formats, a page. Never a place outside; `undefined` where it has none.
 * @param language `?lang=` of the request, which is kept
 */
export function ownLocation(context: Places, iri: Iri, language: string | null): string | undefined {
  const { site, portal } = context;
  const query = language === null ? '' : new URLSearchParams({ lang: language }).toString();
  for (const spelling of spellings(site, iri)) {
    const document = describingDocument(context, spelling);
    // A node within a document keeps its fragment below: no page is about it alone.
    if (document !== undefined && !spelling.startsWith(`${document}#`))
      return thingLocation(context, spelling, document, query);
    const own = site.isOwn(spelling) ? ownDocument(context, spelling) : undefined;
    if (own !== undefined) return own;
  }
  return iri === portalIri(portal) ? `${site.path}catalog` : undefined;
}

/** Percent-encoded Unicode may be meant where an address was copied from a browser. */
function spellings(site: Site, iri: Iri): readonly Iri[] {
  if (!site.isOwn(iri)) return [iri];
  return [iri, ...(site.irisOf(site.path + iri.slice(site.base.length)) ?? [])];
}

function ownDocument({ site, store }: Pick<Places, 'site' | 'store'>, iri: Iri): string | undefined {
  const reference = site.reference(iri);
  const path = reference.replace(/[?#].*$/, '');
  const isDocument = path.startsWith(`${site.path}doc/`) && findDocument(store, site, path).type === 'found';
  return isDocument || ownPages.test(iri.slice(site.base.length)) ? reference : undefined;
}
