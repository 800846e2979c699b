import { Failure } from '../model/failure.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, shownJson } from './json-value.ts';
import { isLanguageTag } from './language-tag.ts';
import { resolveUrl } from './resolve-url.ts';
import type { ResourceLoader } from './resource-loader.ts';
import type { Warn } from './warning.ts';

/** Where in which metadata document one is, and what holds there. */
export interface MetadataContext {
  /** Location of the document. */
  readonly url: string;
  /** Path of the object within the document. */
  readonly path: string;
  /** Relative URLs are resolved against it. */
  readonly base: string;
  /** Default language of natural language and common properties; `und` where none is given. */
  readonly language: string;
  readonly loader: ResourceLoader;
  readonly warn: Warn;
}

export function at(context: MetadataContext, step: string): MetadataContext {
  const dot = context.path === '' || step.startsWith('[') ? '' : '.';
  return { ...context, path: `${context.path}${dot}${step}` };
}

export function warnAt(context: MetadataContext, message: string): void {
  context.warn({ url: context.url, path: context.path, message });
}

/** The metadata as a whole cannot be used: "MUST raise an error" in the specification. */
export function metadataError(context: MetadataContext, message: string): Failure {
  const place = context.path === '' ? context.url : `${context.url}, ${context.path}`;
  return new Failure('unreadable-input', `${place}: ${message}`);
}

/** The context of the vocabulary, which every metadata document names. */
export const vocabulary = 'http://www.w3.org/ns/csvw';

/**
 * What `@context` says (tabular-metadata §5.2): the vocabulary's context, and beside it `@base` and `@language` only.
 * @throws Failure `unreadable-input` where it is missing or says anything else
 */
export function withLocalContext(context: MetadataContext, value: JsonValue | undefined): MetadataContext {
  const here = at(context, '@context');
  if (value === vocabulary) return context;
  const [name, local, ...rest] = isJsonArray(value) ? value : [];
  if (name !== vocabulary || rest.length > 0 || (local !== undefined && !isJsonObject(local)))
    throw metadataError(
      here,
      `Write "${vocabulary}", or a list of it and an object with @base or @language.`,
    );
  return local === undefined ? context : localContext(context, here, local);
}

function localContext(context: MetadataContext, here: MetadataContext, local: JsonObject): MetadataContext {
  let { base, language } = context;
  for (const [key, value] of Object.entries(local)) {
    if (key === '@base') {
      if (typeof value !== 'string') throw metadataError(here, `@base is a URL, not ${shownJson(value)}.`);
      base = resolveUrl(value, base);
    } else if (key === '@language') {
      if (typeof value === 'string' && isLanguageTag(value)) language = value;
      else
        warnAt(
          here,
          `${shownJson(value)} is no language tag (BCP 47) and is ignored. Write one such as "en".`,
        );
    } else throw metadataError(here, `"${key}" cannot stand here; only @base and @language can. Remove it.`);
  }
  return { ...context, base, language };
}
