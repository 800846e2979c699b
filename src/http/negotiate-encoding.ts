import Negotiator from 'negotiator';

export type Encoding = 'br' | 'gzip';

/**
 * The content coding to send (RFC 9110 §12.5.3). Without the field nothing is compressed: who does not say so may not unpack it.
 * @param available best first
 */
export function chooseEncoding(
  field: string | readonly string[] | undefined,
  available: readonly Encoding[],
): Encoding | 'identity' {
  if (field === undefined) return 'identity';
  const text = typeof field === 'string' ? field : field.join(',');
  const chosen = new Negotiator({ headers: { 'accept-encoding': text } }).encoding([
    ...available,
    'identity',
  ]);
  return available.find((coding) => coding === chosen) ?? 'identity';
}
