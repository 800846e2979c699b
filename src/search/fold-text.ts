/** Characters of a word that count; what is longer is no word that anybody types. */
const longestWord = 64;

const devanagariZero = '०'.charCodeAt(0);

/**
 * A text in the form in which it is compared: NFKD without diacritics, lower case, then NFC; Devanagari with the
 * spellings folded that people use side by side, as Lucene's HindiNormalizer does: with and without nukta, chandrabindu
 * and anusvara, a nasal before a consonant of its class and anusvara, with and without joiners, both kinds of digits.
 */
export function foldText(text: string): string {
  const folded = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036F]/g, '');
  return foldDevanagari(folded).normalize('NFC');
}

function foldDevanagari(text: string): string {
  if (!/[\u0900-\u097F]/.test(text)) return text;
  return text
    .replace(/[\u093C\u200C\u200D]/g, '')
    .replace(/\u0901/g, '\u0902')
    .replace(/ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])/g, '\u0902')
    .replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - devanagariZero));
}

/** A UUID is one word: its parts mean nothing. Vowel signs and the like (`\p{M}`) belong to the letter before them. */
const wordPattern = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** The words of a text as they are written in it. */
export function writtenWords(text: string): string[] {
  const joined = text.replace(/(?<=[\p{L}\p{M}])['’ʼ](?=\p{L})|[\u200C\u200D]/gu, '');
  return (
    joined.match(/[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ??
    []
  );
}

/** The words of a text as they are indexed and looked up, in their order. */
export function wordsOf(text: string): string[] {
  const joined = text.replace(/(?<=[\p{L}\p{M}])['’ʼ](?=\p{L})/gu, '');
  return (foldText(joined).match(wordPattern) ?? []).map((word) => foldPlural(word.slice(0, longestWord)));
}

/** English plurals by the three rules of the S stemmer (Harman 1991, "How effective is suffixing?"). */
function foldPlural(word: string): string {
  if (word.length < 4 || !/^[a-z]+s$/.test(word)) return word;
  if (word.endsWith('ies')) return /[ae]ies$/.test(word) ? word : `${word.slice(0, -3)}y`;
  if (word.endsWith('es')) return /[aeo]es$/.test(word) ? word : word.slice(0, -1);
  return /[us]s$/.test(word) ? word : word.slice(0, -1);
}
