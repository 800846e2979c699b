import Negotiator from 'negotiator';

/** Something that can be sent: its media type, and other names under which it is asked for. */
export interface Negotiable {
  readonly mediaType: string;
  readonly aliases: readonly string[];
}

export interface Negotiated<F extends Negotiable> {
  readonly format: F;
  /** The media type to declare: the alias where the client names that. */
  readonly mediaType: string;
}

/** Everything is sent in UTF-8; an offer that says so is found under `text/turtle` and `text/turtle;charset=utf-8` alike. */
const inUtf8 = '; charset=utf-8';
/** A profile (RFC 6906) is a wish: what is there is sent without it, and `negotiateProfile` sees to the wish. */
const profile = /;\s*profile\s*=\s*(?:"(?:\\.|[^"\\])*"|[^\s,;]*)/gi;

/** Clients repeat themselves: the same few fields come millions of times. */
const remembered = new WeakMap<readonly Negotiable[], Map<string, { readonly chosen: unknown }>>();
const mostRemembered = 500;
/** Characters; longer fields are negotiated each time. */
const longestRemembered = 1_000;

/**
 * Proactive negotiation (RFC 9110 §12.5.1): the most specific range that names a format decides its weight, `q=0`
 * excludes it. Among equal weights the more specific range wins, then the client's order, then the order of `formats`.
 * Wildcards stand for media types, never for their aliases, which are sent to those who name them.
 * @param formats the same array each time, where there are few: outcomes are remembered by it
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
  let outcomes = remembered.get(formats);
  if (!outcomes) {
    outcomes = new Map();
    remembered.set(formats, outcomes);
  }
  const known = outcomes.get(accept);
  if (known) return known.chosen as Negotiated<F> | undefined;
  const chosen = choose(accept, formats);
  if (outcomes.size >= mostRemembered) outcomes.clear();
  if (accept.length <= longestRemembered) outcomes.set(accept, { chosen });
  return chosen;
}

function choose<F extends Negotiable>(accept: string, formats: readonly F[]): Negotiated<F> | undefined {
  const negotiator = new Negotiator({ headers: { accept: accept.replace(profile, '') } });
  const named = new Set(negotiator.mediaTypes().map((mediaType) => mediaType.toLowerCase()));
  const offers = new Map<string, Negotiated<F>>();
  for (const format of formats)
    offers.set(format.mediaType + inUtf8, { format, mediaType: format.mediaType });
  for (const format of formats) {
    for (const mediaType of format.aliases) {
      const offer = mediaType + inUtf8;
      if (named.has(mediaType) && !offers.has(offer)) offers.set(offer, { format, mediaType });
    }
  }
  const best = negotiator.mediaType([...offers.keys()]);
  return best === undefined ? undefined : offers.get(best);
}
