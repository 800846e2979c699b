const yes = new Set(['yes', 'y', 'true', '1', 'हाँ', 'हां', 'compliant', 'complied', 'सत्य']);
const no = new Set(['no', 'n', 'false', '0', 'नहीं', 'नही', 'non-compliant', 'not compliant', 'असत्य']);

/** Yes or no, in English or Hindi; `undefined` where the text says neither. */
export function parseTruth(text: string): boolean | undefined {
  const word = text.normalize('NFC').trim().toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : undefined;
}
