import type { Language, Text } from '../../model/text.ts';

/** What the list of dumps says. */
const messages = {
  title: { en: 'The whole catalogue as files', hi: 'पूरी सूची, फ़ाइलों में' },
  introduction: {
    en: 'Everything that is published here, in one file: choose the syntax that your programs read. A file is written anew when the catalogue has changed and someone asks for it; until then its size is not known.',
    hi: 'यहाँ जो कुछ प्रकाशित है, वह सब एक फ़ाइल में: वह रूप चुनें जिसे आपके प्रोग्राम पढ़ते हैं। सूची बदलने पर फ़ाइल तब फिर लिखी जाती है जब कोई उसे माँगता है; तब तक उसका आकार ज्ञात नहीं होता।',
  },
  syntax: { en: 'Syntax', hi: 'रूप' },
  plain: { en: 'As it is', hi: 'मूल रूप में' },
  compressed: { en: 'Compressed', hi: 'संपीड़ित' },
  notYet: { en: 'Written when it is asked for.', hi: 'माँगने पर लिखी जाती है।' },
  asOf: { en: 'As of', hi: 'स्थिति' },
  checksum: { en: 'Checksum (SHA-256)', hi: 'चेकसम (SHA-256)' },
  onlyChanges: { en: 'Only what changed', hi: 'केवल परिवर्तन' },
  feed: { en: 'Records by their last change (DCAT)', hi: 'अंतिम परिवर्तन के क्रम में रिकॉर्ड (DCAT)' },
  oai: { en: 'OAI-PMH, withdrawn records included', hi: 'OAI-PMH, हटाए गए रिकॉर्ड सहित' },
  asData: { en: 'This list as data', hi: 'यह सूची डेटा के रूप में' },
} as const satisfies Record<string, Text>;

export type DumpListMessage = keyof typeof messages;

export function dumpListMessage(key: DumpListMessage, language: Language): string {
  return messages[key][language];
}
