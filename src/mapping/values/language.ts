/** Scripts of India → the language that is meant unless the publisher's default language is written in it too. */
const scripts: readonly { script: RegExp; language: string; also: readonly string[] }[] = [
  { script: /\p{Script=Devanagari}/gu, language: 'hi', also: ['mr', 'ne', 'sa', 'kok', 'mai', 'doi', 'brx'] },
  { script: /\p{Script=Bengali}/gu, language: 'bn', also: ['as', 'mni'] },
  { script: /\p{Script=Gurmukhi}/gu, language: 'pa', also: [] },
  { script: /\p{Script=Gujarati}/gu, language: 'gu', also: [] },
  { script: /\p{Script=Oriya}/gu, language: 'or', also: [] },
  { script: /\p{Script=Tamil}/gu, language: 'ta', also: [] },
  { script: /\p{Script=Telugu}/gu, language: 'te', also: [] },
  { script: /\p{Script=Kannada}/gu, language: 'kn', also: [] },
  { script: /\p{Script=Malayalam}/gu, language: 'ml', also: [] },
  { script: /\p{Script=Arabic}/gu, language: 'ur', also: ['ks', 'sd', 'ar', 'fa'] },
];
const sampleLength = 2000;

/**
 * BCP 47 tag of a text, decided by its script: most of its letters Devanagari → `hi`, and so on; otherwise `fallback`,
 * the publisher's default language — or English where that language is not written in Latin letters and the text is.
 */
export function languageOf(text: string, fallback: string): string {
  const primary = fallback.toLowerCase().split('-')[0] ?? fallback;
  if (isLatin(text)) return writtenOtherwise(primary) && /[a-z]/i.test(text) ? 'en' : fallback;
  const sample = text.slice(0, sampleLength);
  const latin = sample.match(/[a-z]/gi)?.length ?? 0;
  for (const { script, language, also } of scripts) {
    const letters = sample.match(script)?.length ?? 0;
    if (letters > latin) return primary === language || also.includes(primary) ? fallback : language;
  }
  return fallback;
}

function isLatin(text: string): boolean {
  return !/[\u0600-\u0dff]/.test(text);
}

function writtenOtherwise(primary: string): boolean {
  return scripts.some(({ language, also }) => language === primary || also.includes(primary));
}

/** Names under which columns and cells mention a language → BCP 47 tag and code of the EU's language table. */
const known: readonly (readonly [tag: string, code: string, ...names: string[]])[] = [
  ['en', 'ENG', 'english', 'eng', 'अंग्रेज़ी', 'अंग्रेजी'],
  ['hi', 'HIN', 'hindi', 'hin', 'हिन्दी', 'हिंदी'],
  ['as', 'ASM', 'assamese', 'asm', 'असमिया'],
  ['bn', 'BEN', 'bengali', 'bangla', 'ben', 'बंगाली', 'बांग्ला'],
  ['doi', 'DOI', 'dogri', 'डोगरी'],
  ['gu', 'GUJ', 'gujarati', 'guj', 'गुजराती'],
  ['kn', 'KAN', 'kannada', 'kan', 'कन्नड़'],
  ['ks', 'KAS', 'kashmiri', 'kas', 'कश्मीरी'],
  ['kok', 'KOK', 'konkani', 'कोंकणी'],
  ['mai', 'MAI', 'maithili', 'मैथिली'],
  ['ml', 'MAL', 'malayalam', 'mal', 'मलयालम'],
  ['mni', 'MNI', 'manipuri', 'meitei', 'मणिपुरी'],
  ['mr', 'MAR', 'marathi', 'mar', 'मराठी'],
  ['ne', 'NEP', 'nepali', 'nep', 'नेपाली'],
  ['or', 'ORI', 'odia', 'oriya', 'ori', 'उड़िया', 'ओड़िया'],
  ['pa', 'PAN', 'punjabi', 'panjabi', 'pan', 'पंजाबी'],
  ['sa', 'SAN', 'sanskrit', 'san', 'संस्कृत'],
  ['sat', 'SAT', 'santali', 'santhali', 'संथाली'],
  ['sd', 'SND', 'sindhi', 'snd', 'सिंधी'],
  ['ta', 'TAM', 'tamil', 'tam', 'तमिल'],
  ['te', 'TEL', 'telugu', 'tel', 'तेलुगु'],
  ['ur', 'URD', 'urdu', 'urd', 'उर्दू'],
  ['de', 'DEU', 'german', 'deu', 'ger', 'deutsch'],
  ['es', 'SPA', 'spanish', 'spa', 'español'],
  ['fr', 'FRA', 'french', 'fra', 'fre', 'français'],
  ['it', 'ITA', 'italian', 'ita', 'italiano'],
  ['mi', 'MRI', 'maori', 'māori', 'mri'],
  ['pt', 'POR', 'portuguese', 'por', 'português'],
  ['ru', 'RUS', 'russian', 'rus'],
  ['zh', 'ZHO', 'chinese', 'zho', 'chi'],
];
const byName = new Map(
  known.flatMap((entry) => [entry[0], ...entry.slice(1)].map((n) => [n.toLowerCase(), entry])),
);

/** BCP 47 tag of a language that is named ("Hindi", "हिन्दी") or given as a code (`hi`, `hin`, `en-IN`). */
export function languageTag(name: string): string | undefined {
  return lookup(name)?.[0];
}

/** Code in the EU's language table (`http://publications.europa.eu/resource/authority/language/…`). */
export function languageCode(name: string): string | undefined {
  return lookup(name)?.[1];
}

function lookup(name: string) {
  const text = name.trim().toLowerCase();
  return (
    byName.get(text) ??
    (/^[a-z]{2,3}[-_][a-z0-9_-]+$/.test(text) ? byName.get(text.split(/[-_]/)[0] ?? '') : undefined)
  );
}
