import type { Text } from '../../model/text.ts';

/** What the page about any IRI says. */
export const resourceMessages = {
  title: { en: 'Look up an IRI', hi: 'कोई IRI खोजें' },
  kind: { en: 'What this portal knows of', hi: 'यह पोर्टल इसके बारे में क्या जानता है' },
  introduction: {
    en: 'Give the address (IRI) of anything: a dataset, a concept of another authority, a property. You get what is published here about it.',
    hi: 'किसी भी वस्तु का पता (IRI) दें: डेटासेट, किसी और प्राधिकरण की अवधारणा, या गुण। यहाँ उसके बारे में जो प्रकाशित है वह मिलेगा।',
  },
  field: { en: 'IRI', hi: 'IRI' },
  example: { en: 'For example', hi: 'उदाहरण' },
  lookUp: { en: 'Look it up', hi: 'खोजें' },
  missing: { en: 'No IRI was given.', hi: 'कोई IRI नहीं दी गई।' },
  malformed: {
    en: 'This is no absolute IRI. It begins with a scheme such as https: and has no spaces, quotation marks or angle brackets.',
    hi: 'यह पूर्ण IRI नहीं है। वह https: जैसी स्कीम से आरंभ होती है और उसमें रिक्त स्थान, उद्धरण चिह्न या कोण कोष्ठक नहीं होते।',
  },
  elsewhere: {
    en: 'It is described elsewhere; these are the statements of this portal in which it stands.',
    hi: 'इसका विवरण कहीं और है; ये इस पोर्टल के वे कथन हैं जिनमें यह आता है।',
  },
  itself: { en: 'The address itself', hi: 'स्वयं यह पता' },
  said: { en: 'What is said about it here', hi: 'यहाँ इसके बारे में क्या कहा गया है' },
  refer: { en: 'What refers to it', hi: 'इसका उल्लेख कहाँ है' },
  used: { en: 'Where it is used as a property', hi: 'गुण के रूप में इसका उपयोग' },
  cut: {
    en: 'There are more statements. Ask for all of them in SPARQL.',
    hi: 'और भी कथन हैं। सभी के लिए SPARQL में पूछें।',
  },
} as const satisfies Record<string, Text>;
