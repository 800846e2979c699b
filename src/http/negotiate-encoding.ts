import Negotiator from 'negotiator';

export type ContentCoding = 'br' | 'gzip';

/** Release 1 of the library takes the server's order too, which its type definitions do not know. */
interface EncodingNegotiator {
  encoding(
    available: readonly string[],
    options: { readonly preferred: readonly string[] },
  ): string | undefined;
}

/** Clients repeat themselves, and this is asked of every answer. */
const remembered = new Map<string, Map<string, ContentCoding | 'identity'>>();
const mostRemembered = 1_000;
/** Characters; longer fields are negotiated each time. */
const longestRemembered = 200;

/**
 * The content coding to send (RFC 9110 §12.5.3). Who sends no `Accept-Encoding` is mostly a script that cannot decode.
 * @param available what can be sent beside the bytes as they are; the first is taken among equal weights
 */
export function chooseEncoding(
  field: string | undefined,
  available: readonly ContentCoding[],
): ContentCoding | 'identity' {
  if (field === undefined || field === 'identity') return 'identity';
  const offered = available.length === 1 ? (available[0] as string) : available.join();
  let outcomes = remembered.get(offered);
  if (!outcomes) {
    outcomes = new Map();
    remembered.set(offered, outcomes);
  }
  const known = outcomes.get(field);
  if (known !== undefined) return known;
  const chosen = choose(field, available);
  if (outcomes.size >= mostRemembered) outcomes.clear();
  if (field.length <= longestRemembered) outcomes.set(field, chosen);
  return chosen;
}

function choose(field: string, available: readonly ContentCoding[]): ContentCoding | 'identity' {
  if (field.trim() === '') return 'identity';
  // The older name of gzip (RFC 9110 §8.4.1.3) counts where it is used; `*` does not stand for it.
  const older = available.includes('gzip') && /\bx-gzip\b/i.test(field) ? ['x-gzip'] : [];
  const preferred = [...available, ...older];
  const negotiator: EncodingNegotiator = new Negotiator({ headers: { 'accept-encoding': field } });
  const best = negotiator.encoding([...preferred, 'identity'], { preferred });
  if (best === 'x-gzip') return 'gzip';
  return available.find((coding) => coding === best) ?? 'identity';
}
