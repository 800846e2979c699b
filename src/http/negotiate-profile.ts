/** A shape that the same data can be sent in (DX-PROF-CONNEG), by all of its names. */
export interface NegotiableProfile {
  /** Short name for `?profile=`. */
  readonly token: string;
  readonly iri: string;
  /** Other IRIs or tokens, e.g. of its versions. */
  readonly aliases: readonly string[];
}

/** Where a request may name profiles. */
export interface ProfileRequest {
  /** Value of `profile` in the address; `null`: absent. */
  readonly query: string | null;
  readonly acceptProfile: string | undefined;
  /** The parameter `profile` of the media type that was chosen: one or more IRIs, with blanks between (RFC 6906 §3.1). */
  readonly mediaTypeProfile?: string;
}

export interface NegotiatedProfile<P extends NegotiableProfile> {
  readonly profile: P;
  /** It was named by the address: the answer varies with no header field. */
  readonly byAddress: boolean;
}

/** Commas separate nothing inside `<…>` and `"…"`. */
const element = /(?:[^,"<]|"(?:\\.|[^"\\])*"?|<[^>]*>?)+/g;
const named = /^\s*(?:<([^>]*)>|"((?:\\.|[^"\\])*)"|([^\s;<>"]+))/;
const weight = /;\s*q\s*=\s*([^\s;]*)/i;
const validWeight = /^(?:0?\.\d+|[01](?:\.\d*)?)$/;

/**
 * The profile that a request asks for (Content Negotiation by Profile, W3C; query string argument, then
 * `Accept-Profile`, then the media type). What the address names is a demand, what fields name are wishes.
 * @returns `'unknown'` where the address names none of `available`; `undefined` where none is asked for, or no wish
 *   can be met
 */
export function negotiateProfile<P extends NegotiableProfile>(
  request: ProfileRequest,
  available: readonly P[],
): NegotiatedProfile<P> | 'unknown' | undefined {
  const { query, acceptProfile, mediaTypeProfile } = request;
  if (query !== null && query.trim() !== '') {
    const profile = find(query.trim(), available) ?? best(query, available);
    return profile ? { profile, byAddress: true } : 'unknown';
  }
  const profile =
    best(acceptProfile ?? '', available) ??
    (mediaTypeProfile ?? '')
      .split(/\s+/)
      .map((iri) => find(iri, available))
      .find((one) => one !== undefined);
  return profile && { profile, byAddress: false };
}

/**
 * The parameter `profile` with which a field `Accept` names a media type: that of the greatest weight, then the first.
 * @param mediaType without parameters, in lower case, e.g. what `negotiateFormat` chose
 */
export function profileOfMediaType(accept: string | undefined, mediaType: string): string | undefined {
  if (accept === undefined) return undefined;
  const asked = (accept.match(element) ?? []).flatMap((text) => {
    if (text.split(';', 1)[0]?.trim().toLowerCase() !== mediaType) return [];
    const [, quoted, plain] = /;\s*profile\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^\s;"]+))/i.exec(text) ?? [];
    const value = quoted ?? plain;
    return value ? [{ value, quality: qualityOf(text.replace(/"(?:\\.|[^"\\])*"/g, '')) }] : [];
  });
  return mostWanted(asked);
}

/** The profile of the greatest weight; among equal weights the one that is named first. */
function best<P extends NegotiableProfile>(field: string, available: readonly P[]): P | undefined {
  const asked = (field.match(element) ?? []).flatMap((text) => {
    const [whole, iri, quoted, token] = named.exec(text) ?? [];
    const value = find(iri ?? quoted ?? token ?? '', available);
    return value && whole !== undefined ? [{ value, quality: qualityOf(text.slice(whole.length)) }] : [];
  });
  return mostWanted(asked);
}

function mostWanted<T>(asked: readonly { readonly value: T; readonly quality: number }[]): T | undefined {
  return asked.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality)[0]?.value;
}

function find<P extends NegotiableProfile>(name: string, available: readonly P[]): P | undefined {
  if (name === '') return undefined;
  return available.find(
    ({ token, iri, aliases }) => iri === name || token === name.toLowerCase() || aliases.includes(name),
  );
}

/** 1 where none is stated; 0 where it cannot be read: what is said unclearly is not forced upon the client. */
function qualityOf(parameters: string): number {
  const text = weight.exec(parameters)?.[1];
  if (text === undefined) return 1;
  return validWeight.test(text) ? Math.min(1, Number(text)) : 0;
}
