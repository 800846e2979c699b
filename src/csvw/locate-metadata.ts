import linkHeader from 'http-link-header';
import { isJsonArray, isJsonObject, type JsonValue } from './json-value.ts';
import { parseJson } from './load-json.ts';
import { vocabulary } from './metadata-context.ts';
import { normalisedUrl, resolveUrl, withoutFragment } from './resolve-url.ts';
import { type LoadedResource, type ResourceLoader, textOf } from './resource-loader.ts';
import { uriTemplate } from './uri-template.ts';
import type { Warn } from './warning.ts';

export interface LocatedMetadata {
  readonly url: string;
  readonly value: JsonValue;
}

/** Where metadata are looked for if the site says nothing else (tabular-data-model §5.3). */
const usualPlaces = ['{+url}-metadata.json', 'csv-metadata.json'];

/**
 * The first metadata document that is found for a table and refers to it (tabular-data-model §5.2–5.3): the one that its
 * `Link` field names, then those of the places that `/.well-known/csvm` lists.
 */
export async function locateMetadata(
  table: string,
  resource: LoadedResource,
  loader: ResourceLoader,
  warn: Warn,
): Promise<LocatedMetadata | undefined> {
  const linked = linkedMetadata(resource.link).map((reference) => resolveUrl(reference, table));
  for (const url of linked) {
    const found = await tryAt(url, table, loader, warn);
    if (found) return found;
  }
  for (const place of await placesOf(table, loader)) {
    const url = resolveUrl(uriTemplate(place)({ url: withoutFragment(table) }), table);
    const found = await tryAt(url, table, loader, warn);
    if (found) return found;
  }
  return undefined;
}

const types = /^application\/(?:csvm\+json|ld\+json|json)$/;

/** Of several links the last counts (§5.2). */
function linkedMetadata(link: string | undefined): string[] {
  if (link === undefined) return [];
  const describing = linksOf(link).filter(
    ({ rel, type }) => rel.split(/\s+/).includes('describedby') && types.test(type ?? ''),
  );
  const last = describing.at(-1);
  return last ? [last.uri] : [];
}

/** A field that is no list of links (RFC 8288) names none: other places are left to look at. */
function linksOf(field: string): readonly linkHeader.Reference[] {
  try {
    return linkHeader.parse(field).refs;
  } catch {
    return [];
  }
}

async function placesOf(table: string, loader: ResourceLoader): Promise<readonly string[]> {
  if (!URL.canParse('/.well-known/csvm', table)) return usualPlaces;
  const site = await loader.load(new URL('/.well-known/csvm', table).href);
  if (site === undefined) return usualPlaces;
  const lines = (await textOf(site)).split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== '');
}

async function tryAt(
  url: string,
  table: string,
  loader: ResourceLoader,
  warn: Warn,
): Promise<LocatedMetadata | undefined> {
  const resource = await loader.load(withoutFragment(url));
  if (resource === undefined) return undefined;
  const value = parseJson(await textOf(resource));
  const location = normalisedUrl(withoutFragment(table), table);
  if (value !== undefined && tablesOf(value, url).includes(location)) return { url, value };
  // A document that is no metadata at all is somebody else's.
  if (value === undefined || isMetadata(value)) {
    const what = value === undefined ? 'is no JSON' : `does not describe ${table}`;
    warn({ url, message: `This document ${what}, and is ignored. Correct its url, or remove it.` });
  }
  return undefined;
}

function isMetadata(value: JsonValue): boolean {
  if (!isJsonObject(value)) return false;
  const context = value['@context'];
  return context === vocabulary || (isJsonArray(context) && context.includes(vocabulary));
}

/** Locations of the tables that a document describes, before it is read in earnest. */
function tablesOf(value: JsonValue, url: string): string[] {
  if (!isJsonObject(value)) return [];
  const { tables, '@context': context } = value;
  const local = isJsonArray(context) ? context.find(isJsonObject) : undefined;
  const base = typeof local?.['@base'] === 'string' ? resolveUrl(local['@base'], url) : url;
  const described = isJsonArray(tables) ? tables.filter(isJsonObject) : [value];
  return described.flatMap((table) =>
    typeof table['url'] === 'string' ? [withoutFragment(normalisedUrl(table['url'], base))] : [],
  );
}
