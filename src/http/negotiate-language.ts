import { type Language, languages } from '../model/text.ts';
import { parsePreferences } from './accept.ts';

/** `?lang=` where it names a language of the product, else the best of `Accept-Language` (RFC 4647 §3.4), else `fallback`. */
export function negotiateLanguage(
  acceptLanguage: string | undefined,
  asked: string | null,
  fallback: Language,
): Language {
  const named = languages.find((language) => language === asked);
  if (named) return named;
  if (acceptLanguage === undefined) return fallback;
  let best: { language: Language; quality: number } | undefined;
  for (const { range, quality } of parsePreferences(acceptLanguage)) {
    const language = range === '*' ? fallback : languages.find((one) => one === range.split('-', 1)[0]);
    if (language && quality > (best?.quality ?? 0)) best = { language, quality };
  }
  return best?.language ?? fallback;
}
