import type { IncomingMessage } from 'node:http';
import type { CatalogueListing } from '../feeds/catalogue-page.ts';
import { type CatalogueOrder, catalogueOrders } from '../feeds/catalogue-page-controls.ts';
import { portalIri } from '../feeds/portal.ts';
import type { Text } from '../model/text.ts';
import { parseIri } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import type { HttpContext } from './http-context.ts';
import { fromPosition, toPosition } from './page-position.ts';
import { ProblemError } from './problem.ts';
import { badRequest, notFound } from './problems.ts';
import { requestTarget } from './request-target.ts';
import { strictParameters } from './text-body.ts';
import { WithdrawnError } from './withdrawn-error.ts';

export const largestSize = 500;

/** What a request for `/catalog` asks for. */
export interface CatalogueRequest extends Omit<CatalogueListing, 'size'> {
  /** As asked for; each representation has a default of its own. */
  readonly size?: number;
}

const moment = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+ -]\d{2}:\d{2})?)?$/;

/** @throws ProblemError 400, 404, 410 */
export function readCatalogueRequest(context: HttpContext, request: IncomingMessage): CatalogueRequest {
  const parameters = strictParameters(requestTarget(request).query);
  const catalog = readCatalog(context, parameters.get('catalog'));
  const since = readSince(parameters.get('modified_since'));
  const order = readOrder(parameters.get('order'), since);
  const size = parseSize(parameters.get('size'));
  const after = parameters.get('after');
  const cursor = after && order === 'address' ? fromPosition(context.site.base, after) : after;
  return {
    order,
    ...(catalog !== undefined && { catalog }),
    ...(since !== undefined && { since }),
    ...(size !== undefined && { size }),
    ...(cursor && { after: cursor }),
  };
}

/** The parameters that lead to a page; without `size` those that name the collection. */
export function catalogueParameters(
  base: string,
  { catalog, order, since }: CatalogueRequest,
  page?: { size: number; after?: string },
): string {
  const cursor = page?.after;
  const entries = {
    catalog,
    modified_since: since,
    // A collection is the same in whichever order its members are listed.
    order: page && order === 'modified' && since === undefined ? order : undefined,
    size: page && String(page.size),
    after: cursor !== undefined && order === 'address' ? toPosition(base, cursor) : cursor,
  };
  const given = Object.entries(entries).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

/** A cursor that no page of this order gives. */
export function malformedCursor(): ProblemError {
  return refusal('after', 'malformed-after', {
    en: 'Begin with the first page, without "after", and follow the links to the next ones.',
    hi: '"after" के बिना पहले पृष्ठ से आरंभ करें और अगले पृष्ठों की कड़ियों पर चलें।',
  });
}

function readCatalog({ store, portal, site }: HttpContext, text: string | null): Iri | undefined {
  if (text === null) return undefined;
  const iri = parseIri(text);
  if (iri === portalIri(portal)) return undefined;
  const document = iri && store.documentOf(iri);
  const head = document && store.head(document);
  if (head?.kind !== 'catalog' || head.topic !== iri) {
    throw new ProblemError(notFound(text.slice(0, 200), `${site.base}catalog`));
  }
  if (head.state !== 'live') throw new WithdrawnError(head, `${site.base}catalog`);
  return iri;
}

function readSince(text: string | null): string | undefined {
  if (text === null) return undefined;
  const [, day, time = '00:00:00', zone = 'Z'] = moment.exec(text) ?? [];
  // In a query a plus sign stands for a space.
  const written = `${day}T${time}${zone.replace(' ', '+')}`;
  const instant = Date.parse(written);
  const isReal = Date.parse(`${day}T${time}Z`);
  if (Number.isNaN(instant) || !new Date(isReal).toISOString().startsWith(`${day}T${time}`)) {
    throw refusal('modified_since', 'malformed-modified-since', {
      en: 'Give a date such as 2026-01-31, or a moment such as 2026-01-31T10:00:00Z.',
      hi: '2026-01-31 जैसी तिथि, या 2026-01-31T10:00:00Z जैसा समय दें।',
    });
  }
  return new Date(instant).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

function readOrder(text: string | null, since: string | undefined): CatalogueOrder {
  const order = catalogueOrders.find((one) => one === text);
  if (text !== null && order === undefined) {
    throw refusal('order', 'unknown-order', {
      en: `Give one of ${catalogueOrders.join(', ')}, or leave it out.`,
      hi: `${catalogueOrders.join(', ')} में से एक दें, या इसे हटा दें।`,
    });
  }
  if (since !== undefined && order === 'address') {
    throw refusal('order', 'unknown-order', {
      en: 'What was changed since a time is listed by its last change: leave "order" out, or give "modified".',
      hi: 'किसी समय के बाद के परिवर्तन अंतिम परिवर्तन के क्रम में दिए जाते हैं: "order" हटा दें, या "modified" दें।',
    });
  }
  return since === undefined ? (order ?? 'address') : 'modified';
}

/** What is larger than the largest page is cut to it: the page says its own size. */
function parseSize(text: string | null): number | undefined {
  if (text === null) return undefined;
  const size = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (size >= 1) return Math.min(size, largestSize);
  throw refusal('size', 'malformed-size', {
    en: `Give a whole number from 1 to ${largestSize}, or leave it out.`,
    hi: `1 से ${largestSize} तक की पूर्ण संख्या दें, या इसे हटा दें।`,
  });
}

function refusal(parameter: string, code: string, remedy: Text): ProblemError {
  const detail = {
    en: `"${parameter}" has a value that cannot be used here.`,
    hi: `"${parameter}" का मान यहाँ काम का नहीं है।`,
  };
  return new ProblemError(badRequest(code, detail, remedy));
}
