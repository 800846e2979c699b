import type { JsonValue } from './json-value.ts';
import { isJsonObject } from './json-value.ts';
import { type MetadataContext, warnAt, withLocalContext } from './metadata-context.ts';
import { withoutFragment } from './resolve-url.ts';
import { textOf } from './resource-loader.ts';

export interface LoadedJson {
  readonly value: JsonValue;
  /** Of the document: its own location, base and language. */
  readonly context: MetadataContext;
}

/** A part of the metadata that stands in a document of its own (§5.1.4); `undefined`, and a warning, where it is not there. */
export async function loadJson(url: string, context: MetadataContext): Promise<LoadedJson | undefined> {
  const location = withoutFragment(url);
  const resource = await context.loader.load(location);
  if (resource === undefined) {
    warnAt(context, `${location} cannot be found. Put the document there, or correct the URL.`);
    return undefined;
  }
  const value = parseJson(await textOf(resource));
  if (value === undefined) {
    warnAt(context, `${location} is no JSON. Correct the document.`);
    return undefined;
  }
  const own: MetadataContext = { ...context, url: location, path: '', base: location };
  const declared = isJsonObject(value) ? value['@context'] : undefined;
  return { value, context: declared === undefined ? own : withLocalContext(own, declared) };
}

/** @returns `undefined` where the text is no JSON */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as JsonValue;
  } catch {
    return undefined;
  }
}
