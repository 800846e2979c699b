import type { Language, Text } from '../../model/text.ts';

/** What the pages of the hub and of the inbox say. */
const messages = {
  hubTitle: { en: 'Have changes sent to you', hi: 'परिवर्तन अपने पास मँगाएँ' },
  hubLead: {
    en: 'This is a WebSub hub. Programs subscribe to a feed here, and are sent what is new in it a few seconds after it is published.',
    hi: 'यह एक WebSub हब है। प्रोग्राम यहाँ किसी फ़ीड की सदस्यता लेते हैं, और प्रकाशित होने के कुछ सेकंड बाद नई सामग्री उन्हें भेज दी जाती है।',
  },
  feeds: { en: 'Feeds', hi: 'फ़ीड' },
  filtered: {
    en: 'The Atom feed can be narrowed down by publisher, sector and kind; the results of a search are a feed too.',
    hi: 'Atom फ़ीड को प्रकाशक, क्षेत्र और प्रकार से सीमित किया जा सकता है; खोज के परिणाम भी एक फ़ीड हैं।',
  },
  searchFeed: { en: 'Results of a search, as an Atom feed', hi: 'खोज के परिणाम, Atom फ़ीड के रूप में' },
  howTo: { en: 'How to subscribe', hi: 'सदस्यता कैसे लें' },
  steps: {
    en: 'POST a form with hub.mode, hub.topic and hub.callback. The callback is then asked by GET whether you meant it, and answers with the value of hub.challenge. Renew the subscription before its lease ends; a callback that answers 410, or fails for three days, is dropped.',
    hi: 'hub.mode, hub.topic और hub.callback के साथ एक फ़ॉर्म POST करें। फिर कॉलबैक से GET द्वारा पूछा जाता है कि क्या यह आपका अनुरोध था; वह hub.challenge का मान लौटाता है। अवधि समाप्त होने से पहले सदस्यता नवीनीकृत करें; जो कॉलबैक 410 उत्तर दे, या तीन दिन विफल रहे, वह हटा दिया जाता है।',
  },
  signed: {
    en: 'Every delivery is signed (HTTP Message Signatures); with hub.secret it also has X-Hub-Signature. The public key is published here:',
    hi: 'हर प्रेषण पर हस्ताक्षर होते हैं (HTTP Message Signatures); hub.secret देने पर X-Hub-Signature भी। सार्वजनिक कुंजी यहाँ है:',
  },
  standard: { en: 'Specification', hi: 'विनिर्देश' },
  inboxTitle: { en: 'Inbox', hi: 'इनबॉक्स' },
  inboxLead: {
    en: 'Other catalogues and programs leave notifications here (Linked Data Notifications): POST JSON-LD, ActivityStreams best. What comes without a token can be read at its own address only, and is not listed.',
    hi: 'अन्य सूचियाँ और प्रोग्राम यहाँ सूचनाएँ छोड़ते हैं (Linked Data Notifications): JSON-LD POST करें, ActivityStreams में हो तो उत्तम। बिना टोकन आई सूचना केवल अपने पते पर पढ़ी जा सकती है और सूची में नहीं दिखती।',
  },
  none: { en: 'There are no notifications.', hi: 'कोई सूचना नहीं है।' },
  received: { en: 'Received', hi: 'प्राप्त' },
  type: { en: 'What', hi: 'क्या' },
  actor: { en: 'From', hi: 'किससे' },
  object: { en: 'About', hi: 'किसके बारे में' },
  anonymous: { en: 'without a token', hi: 'बिना टोकन' },
} as const satisfies Record<string, Text>;

export type HubMessage = keyof typeof messages;

export function hubMessage(key: HubMessage, language: Language): string {
  return messages[key][language];
}
