import type { Language, Text } from '../../model/text.ts';

/** What the pages of versions say. */
const messages = {
  versions: { en: 'Versions', hi: 'संस्करण' },
  allVersions: { en: 'All versions of this record', hi: 'इस रिकॉर्ड के सभी संस्करण' },
  version: { en: 'Version', hi: 'संस्करण' },
  historyIntroduction: {
    en: 'Every version of this record stays at its own address for ever, newest first.',
    hi: 'इस रिकॉर्ड का हर संस्करण अपने पते पर सदा उपलब्ध रहता है, नवीनतम पहले।',
  },
  presentRecord: { en: 'The record as it is now', hi: 'रिकॉर्ड का वर्तमान रूप' },
  pastVersion: {
    en: 'This is an earlier version. The record has changed since.',
    hi: 'यह पुराना संस्करण है। रिकॉर्ड बाद में बदल चुका है।',
  },
  withdrawnVersion: {
    en: 'This is an earlier version. The record was withdrawn after it.',
    hi: 'यह पुराना संस्करण है। इसके बाद रिकॉर्ड वापस ले लिया गया।',
  },
  presentVersion: { en: 'This is the present version.', hi: 'यह वर्तमान संस्करण है।' },
  began: { en: 'Published', hi: 'प्रकाशित' },
  ended: { en: 'Valid until', hi: 'तक मान्य' },
  notKnown: { en: 'not known', hi: 'ज्ञात नहीं' },
  first: { en: 'First published', hi: 'पहली बार प्रकाशित' },
  changed: { en: 'Changed', hi: 'बदला गया' },
  again: { en: 'Published again', hi: 'फिर से प्रकाशित' },
  withdrawn: { en: 'Withdrawn', hi: 'वापस लिया गया' },
  reason: { en: 'Reason', hi: 'कारण' },
  replacedBy: { en: 'Replaced by', hi: 'इसके स्थान पर' },
  whatChanged: { en: 'What changed', hi: 'क्या बदला' },
  previous: { en: 'Earlier version', hi: 'पिछला संस्करण' },
  next: { en: 'Later version', hi: 'अगला संस्करण' },
  older: { en: 'Older versions', hi: 'और पुराने संस्करण' },
  newest: { en: 'Newest versions', hi: 'नवीनतम संस्करण' },
  difference: { en: 'What changed between two versions', hi: 'दो संस्करणों में क्या बदला' },
  noDifference: {
    en: 'The two versions state the same.',
    hi: 'दोनों संस्करणों में एक ही बात लिखी है।',
  },
  property: { en: 'Property', hi: 'गुण' },
  before: { en: 'Before', hi: 'पहले' },
  after: { en: 'After', hi: 'बाद में' },
  removedWord: { en: 'Removed:', hi: 'हटाया गया:' },
  addedWord: { en: 'Added:', hi: 'जोड़ा गया:' },
  nothing: { en: 'nothing', hi: 'कुछ नहीं' },
  ofTheRecord: { en: 'The record itself', hi: 'स्वयं रिकॉर्ड' },
  lastVersion: { en: 'The last version', hi: 'अंतिम संस्करण' },
  openLastVersion: { en: 'Read it as it last was', hi: 'इसका अंतिम रूप पढ़ें' },
  asData: { en: 'This page as data', hi: 'यह पृष्ठ डेटा के रूप में' },
  copyUpdate: {
    en: 'The SPARQL Update turns a copy of the earlier version into the later one.',
    hi: 'SPARQL Update पुराने संस्करण की प्रति को नए संस्करण में बदल देता है।',
  },
} as const satisfies Record<string, Text>;

export type VersionMessage = keyof typeof messages;

export function versionMessage(key: VersionMessage, language: Language): string {
  return messages[key][language];
}

/** Such as `3 versions`. */
export function countOfVersions(count: number, language: Language): string {
  const number = count.toLocaleString(`${language}-IN`);
  if (language === 'hi') return `${number} संस्करण`;
  return `${number} ${count === 1 ? 'version' : 'versions'}`;
}

/** Such as `4 triples removed, 2 added`. */
export function countOfChanges(removed: number, added: number, language: Language): string {
  const [less, more] = [removed, added].map((count) => count.toLocaleString(`${language}-IN`));
  if (language === 'hi') return `${less} ट्रिपल हटाए गए, ${more} जोड़े गए`;
  return `${less} triples removed, ${more} added`;
}

/** Day and time of day in UTC: several versions may be of one day. */
export function displayTime(time: string, language: Language): string {
  const formatted = new Intl.DateTimeFormat(`${language}-IN`, {
    dateStyle: 'long',
    timeStyle: 'medium',
    hourCycle: 'h23',
    timeZone: 'UTC',
  }).format(Date.parse(time));
  return `${formatted} UTC`;
}
