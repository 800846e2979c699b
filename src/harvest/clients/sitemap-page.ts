import { Failure } from '../../model/failure.ts';
import { markupText } from '../../sources/markup-text.ts';
import { readSchemaOrgHtml, readSchemaOrgJsonLd, type SchemaOrgPage } from '../../sources/read-schema-org.ts';
import type { ArrivedPage, HarvestContext, HarvestItem, PageRequest } from '../harvest-client.ts';
import { linkTargets } from './html-links.ts';
import { unreadPage } from './html-unread-page.ts';

/** What a page came to. */
export type PageLinks = {
  readonly keys: readonly string[];
  /** Where the page says that its description in JSON-LD is; empty: nowhere, or it holds its description itself. */
  readonly described: string;
  /** Something on the page could not be read: it may hold more records. */
  readonly isBroken: boolean;
  /** It is no page that may describe a dataset: a picture, a document. */
  readonly isOther?: boolean;
};

const nothing: PageLinks = { keys: [], described: '', isBroken: false };
const other: PageLinks = { ...nothing, isOther: true };
const broken: PageLinks = { ...nothing, isBroken: true };

const acceptHtml = 'text/html, application/xhtml+xml, application/ld+json;q=0.9';
const acceptJsonLd = 'application/ld+json';
const mostCharacters = 32 * 1024 * 1024;

/** A page of HTML with JSON-LD in it, or JSON-LD itself. */
export function pageRequest(
  url: string,
  context: HarvestContext,
): PageRequest<PageLinks> & { readonly optional: true } {
  return { url, accept: acceptHtml, optional: true, parse: (page) => readPage(page, url, context) };
}

/** The description that a page links to. */
export function describedRequest(
  url: string,
  context: HarvestContext,
): PageRequest<PageLinks> & { readonly optional: true } {
  return { url, accept: acceptJsonLd, optional: true, parse: (page) => readJsonLd(page, url, context) };
}

async function* readPage(
  page: ArrivedPage,
  url: string,
  context: HarvestContext,
): AsyncGenerator<HarvestItem, PageLinks> {
  if (isJson(page.mediaType)) return yield* readJsonLd(page, url, context);
  if (page.mediaType !== '' && !/^(?:text\/html|application\/xhtml\+xml)$/.test(page.mediaType)) return other;
  const text = yield* textOf(page);
  if (text === undefined) return broken;
  if (text.trim() === '') return other;
  const read = await readSchemaOrgHtml(text, options(page, url, context));
  const keys = yield* items(read, page.url);
  const isBroken = isBrokenPage(read);
  // A page that speaks JSON-LD itself, and not of a dataset, is about something else.
  if ((read.html?.scripts.length ?? 0) > 0) return { keys, described: '', isBroken };
  const [described = ''] = linkTargets(page, read.html, {
    relations: ['describedby', 'alternate'],
    types: ['application/ld+json'],
    profile: 'schema.org',
  });
  return { keys, described, isBroken };
}

async function* readJsonLd(
  page: ArrivedPage,
  url: string,
  context: HarvestContext,
): AsyncGenerator<HarvestItem, PageLinks> {
  if (!isJson(page.mediaType)) return other;
  const text = yield* textOf(page);
  if (text === undefined) return broken;
  if (text.trim() === '') return other;
  const read = await readSchemaOrgJsonLd(text, options(page, url, context));
  const keys = yield* items(read, page.url);
  return { keys, described: '', isBroken: isBrokenPage(read) };
}

function isBrokenPage({ items: found }: SchemaOrgPage): boolean {
  return found.some(({ type }) => type === 'unreadable');
}

async function* items(
  { items: found, records }: SchemaOrgPage,
  url: string,
): AsyncGenerator<HarvestItem, string[]> {
  const open = [...records];
  for (const item of found) {
    if (item.type === 'unreadable') yield item;
    else {
      const record = open.shift();
      if (record === undefined) continue;
      const [catalogue] = record.data['includedInDataCatalog'] ?? [];
      const id = typeof catalogue === 'object' && '@type' in catalogue ? catalogue['@id'] : undefined;
      const origin = { url, ...(id !== undefined && { catalogue: id }) };
      yield { type: 'record', key: record.key, record: item.record, origin };
    }
  }
  return records.map(({ key }) => key);
}

/** One page that is no text says nothing of the others. */
async function* textOf(page: ArrivedPage): AsyncGenerator<HarvestItem, string | undefined> {
  try {
    const parts: string[] = [];
    const source = { file: page.url, charset: page.charset, most: mostCharacters };
    for await (const part of markupText(page.bytes(), source)) parts.push(part);
    return parts.join('');
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    yield* unreadPage(error, page.url);
    return undefined;
  }
}

function isUnreadable(error: unknown): error is Failure {
  return (
    error instanceof Failure &&
    (error.code === 'unreadable-input' || error.code === 'too-large' || error.code === 'unknown-format')
  );
}

function options(page: ArrivedPage, url: string, { reading }: HarvestContext) {
  return {
    file: page.url,
    base: page.url,
    page: url,
    ...(reading.contexts && { contexts: reading.contexts }),
  };
}

function isJson(mediaType: string): boolean {
  return mediaType === 'application/ld+json' || mediaType === 'application/json';
}
