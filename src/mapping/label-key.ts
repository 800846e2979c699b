/** Marks that Latin letters carry (U+0300–U+036F). The vowel signs of Indian scripts lie elsewhere and stay. */
const latinMarks = /[\u0300-\u036f]/g;
/** Nukta of Devanagari: फ़ and फ are written for one another. */
const nukta = /\u093c/g;
const chandrabindu = /\u0901/g;
const anusvara = '\u0902';
/** White space, punctuation, symbols, and the joiners that only change how a word looks. */
const insignificant = /[\p{Z}\p{P}\p{S}\p{C}]+/gu;

/**
 * What is left of a label when case, white space, punctuation, the accents of Latin letters and the spelling
 * variants of Devanagari (nukta, chandrabindu) are taken away; "&" is "and". "Half-Yearly", "half yearly" and
 * "HALFYEARLY" have one key. A text of signs only is its own key.
 */
export function labelKey(text: string): string {
  const key = text
    .normalize('NFKD')
    .replace(latinMarks, '')
    .replace(nukta, '')
    .replace(chandrabindu, anusvara)
    .replace(/&/g, ' and ')
    .toLowerCase()
    .replace(insignificant, '')
    .normalize('NFC');
  return key === '' ? text.trim() : key;
}
