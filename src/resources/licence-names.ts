import type { Phrase } from './phrase.ts';

function names(en: string, hi?: string): readonly Phrase[] {
  return [{ text: en, language: 'en' }, ...(hi ? [{ text: hi, language: 'hi' }] : [])];
}

/** Licences that Indian and other public data is often under; the catalogue does not describe them itself. */
export const licenceNames: ReadonlyMap<string, readonly Phrase[]> = new Map([
  [
    'https://data.gov.in/government-open-data-license-india',
    names('Government Open Data License – India', 'सरकारी मुक्त डेटा लाइसेंस – भारत'),
  ],
  ['https://creativecommons.org/publicdomain/zero/1.0/', names('CC0 1.0')],
  ['https://creativecommons.org/licenses/by/4.0/', names('CC BY 4.0')],
  ['https://creativecommons.org/licenses/by-sa/4.0/', names('CC BY-SA 4.0')],
  ['https://opendatacommons.org/licenses/odbl/1-0/', names('ODbL 1.0')],
]);
