import { type Preference, parsePreferences } from './accept.ts';

/** Something that can be sent: its media type, and other names under which it is asked for. */
export interface Negotiable {
  readonly mediaType: string;
  readonly aliases: readonly string[];
}

export interface Negotiated<F extends Negotiable> {
  readonly format: F;
  /** The media type to declare: the alias where the client accepts only that. */
  readonly mediaType: string;
}

interface Match {
  readonly quality: number;
  readonly specificity: number;
  /** Position in the field. */
  readonly position: number;
}

/**
 * Proactive negotiation (RFC 9110 §12.5.1): the most specific range that names a format decides its weight, `q=0`
 * excludes it. Among equal weights the more specific range wins, then the client's order, then the order of `formats`.
 * @returns `undefined` where nothing is acceptable; the first format where the field is absent or empty
 */
export function negotiateFormat<F extends Negotiable>(
  accept: string | undefined,
  formats: readonly F[],
): Negotiated<F> | undefined {
  const [first] = formats;
  if (accept === undefined || accept.trim() === '') {
    return first && { format: first, mediaType: first.mediaType };
  }
  const preferences = parsePreferences(accept);
  let best: (Negotiated<F> & Match) | undefined;
  for (const format of formats) {
    const own = matchMediaType(preferences, format.mediaType, true);
    const named = own && own.quality > 0 ? [] : format.aliases;
    const matches = [
      { mediaType: format.mediaType, match: own },
      ...named.map((alias) => ({ mediaType: alias, match: matchMediaType(preferences, alias, false) })),
    ];
    for (const { mediaType, match } of matches) {
      if (match && match.quality > 0 && (!best || isBetter(match, best)))
        best = { format, mediaType, ...match };
    }
  }
  return best && { format: best.format, mediaType: best.mediaType };
}

function isBetter(a: Match, b: Match): boolean {
  if (a.quality !== b.quality) return a.quality > b.quality;
  if (a.specificity !== b.specificity) return a.specificity > b.specificity;
  return a.position < b.position;
}

function matchMediaType(
  preferences: readonly Preference[],
  mediaType: string,
  wildcards: boolean,
): Match | undefined {
  let match: Match | undefined;
  preferences.forEach((preference, position) => {
    const specificity = specificityOf(preference, mediaType);
    if (specificity === undefined || (!wildcards && specificity < 2)) return;
    if (!match || specificity > match.specificity)
      match = { quality: preference.quality, specificity, position };
  });
  return match;
}

/** 0 for any type, 1 for any subtype, 2 for the type itself, 3 with parameters; `undefined` where it does not match. */
function specificityOf(preference: Preference, mediaType: string): number | undefined {
  const { range, parameters } = preference;
  if (range === '*/*' || range === '*') return 0;
  if (range.endsWith('/*')) return mediaType.startsWith(range.slice(0, -1)) ? 1 : undefined;
  if (range !== mediaType) return undefined;
  for (const [name, value] of parameters) {
    // Everything is sent in UTF-8. A profile (RFC 6906) is a wish: what is there is sent without it.
    if (name === 'charset' ? value.toLowerCase() !== 'utf-8' : name !== 'profile') return undefined;
  }
  return parameters.size > 0 ? 3 : 2;
}
