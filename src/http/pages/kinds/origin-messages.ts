import type { Language, Text } from '../../../model/text.ts';

/** What pages say of where a harvested record comes from. */
const messages = {
  origin: { en: 'Where this record comes from', hi: 'यह रिकॉर्ड कहाँ से आया' },
  source: { en: 'Harvested from', hi: 'स्रोत' },
  record: { en: 'The record there', hi: 'वहाँ का रिकॉर्ड' },
  catalogue: { en: 'Its catalogue', hi: 'वहाँ की सूची' },
  harvested: { en: 'Harvested on', hi: 'कब लिया गया' },
  run: { en: 'Report of that run', hi: 'उस बार की रिपोर्ट' },
  alsoDescribed: { en: 'Also described by', hi: 'इसका विवरण यहाँ भी है' },
  thisPortal: { en: 'this portal', hi: 'यह पोर्टल' },
} as const satisfies Record<string, Text>;

export function originMessage(key: keyof typeof messages, language: Language): string {
  return messages[key][language];
}
