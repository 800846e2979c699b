import type { Iri } from '../vocabulary/iri.ts';

export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A value, or what is wrong with it (a phrase that follows the setting's name). */
export type Parsed<T> = { readonly value: T } | { readonly problem: string };

export const text = (text: string): Parsed<string> =>
  text.trim() ? { value: text } : { problem: 'is empty' };

export const list = (text: string): Parsed<readonly string[]> => ({
  value: text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
});

export function whole(least: number, most: number): (text: string) => Parsed<number> {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text.trim()) && value >= least && value <= most) return { value };
    return { problem: `must be a whole number from ${least} to ${most}, not "${text}"` };
  };
}

export function baseIri(text: string): Parsed<string> {
  const base = URL.canParse(text) ? new URL(text) : undefined;
  if (!base || !/^https?:$/.test(base.protocol) || base.search || base.hash || base.username) {
    return { problem: `must be an http or https IRI without query, fragment and user name, not "${text}"` };
  }
  if (!base.pathname.endsWith('/')) return { problem: `must end in "/": write "${text}/"` };
  // The first segment `doc` of a document's IRI ends the base.
  if (base.pathname.includes('/doc/')) return { problem: 'must have no segment "doc" in its path' };
  return { value: base.href };
}

export function absoluteIri(text: string): Parsed<Iri> {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|^`\\]+$/.test(text)) return { value: text as Iri };
  return { problem: `must be an absolute IRI, not "${text}"` };
}

export function languageTag(text: string): Parsed<string> {
  if (/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(text)) return { value: text };
  return { problem: `must be a language tag such as "en" or "hi", not "${text}"` };
}

export function logLevel(text: string): Parsed<LogLevel> {
  const value = logLevels.find((level) => level === text);
  return value ? { value } : { problem: `must be one of ${logLevels.join(', ')}, not "${text}"` };
}

const directive = /^[a-z]+(?:-[a-z]+)*(?:=(?:\d+|"[A-Za-z0-9 -]*"))?$/;

/** Directives of an answer's `Cache-Control` (RFC 9111 §5.2). */
export function cacheDirectives(text: string): Parsed<string> {
  const directives = text.split(',').map((item) => item.trim().toLowerCase());
  const wrong = directives.find((item) => !directive.test(item));
  if (wrong === undefined) return { value: directives.join(', ') };
  return { problem: `must be directives such as "public, max-age=300"; "${wrong}" is none` };
}
