import Negotiator from 'negotiator';
import { type Language, languages } from '../model/text.ts';

/**
 * `?lang=` where it names a language of the product, else the best of `Accept-Language` (RFC 9110 §12.5.4; a range also
 * stands for the language without its region, RFC 4647 §3.4), else `fallback`, else what was not refused with `q=0`.
 */
export function negotiateLanguage(
  acceptLanguage: string | undefined,
  asked: string | null,
  fallback: Language,
): Language {
  const named = languages.find((language) => language === asked);
  if (named) return named;
  if (acceptLanguage === undefined || acceptLanguage.trim() === '') return fallback;
  // A page in any language helps more than none: what the field does not mention comes last, in place of a 406.
  const accepted = `${acceptLanguage}, *;q=0.001`;
  const offered = [fallback, ...languages.filter((language) => language !== fallback)];
  const best = new Negotiator({ headers: { 'accept-language': accepted } }).language(offered);
  return languages.find((language) => language === best) ?? fallback;
}
