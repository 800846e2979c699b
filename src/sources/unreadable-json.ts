import type { ReadLimits } from './reader-context.ts';
import type { Reason } from './unreadable.ts';

export function invalidJson(column: number): Reason {
  return {
    code: 'invalid-json',
    message: {
      en: `This line is no valid JSON: the error is at column ${column}.`,
      hi: `यह पंक्ति मान्य JSON नहीं है: त्रुटि स्तंभ ${column} पर है।`,
    },
    remedy: {
      en: 'Write one whole JSON object on each line, strings in double quotes, no comma at its end.',
      hi: 'हर पंक्ति में एक पूरा JSON ऑब्जेक्ट लिखें, पाठ दोहरे उद्धरण चिह्नों में, अंत में अल्पविराम नहीं।',
    },
  };
}

export const invalidEncoding: Reason = {
  code: 'invalid-encoding',
  message: {
    en: 'This line holds bytes that are not UTF-8.',
    hi: 'इस पंक्ति में ऐसे बाइट हैं जो UTF-8 नहीं हैं।',
  },
  remedy: { en: 'Save the file as UTF-8.', hi: 'फ़ाइल को UTF-8 में सहेजें।' },
};

export const notAnObject: Reason = {
  code: 'not-an-object',
  message: {
    en: 'A record was expected here, a JSON object in braces.',
    hi: 'यहाँ एक अभिलेख अपेक्षित था, अर्थात् धनु कोष्ठकों में JSON ऑब्जेक्ट।',
  },
  remedy: {
    en: 'Give the whole record as an object, or remove this element.',
    hi: 'पूरा अभिलेख ऑब्जेक्ट के रूप में दें, या इस अंश को हटाएँ।',
  },
};

export function tooDeep(limits: ReadLimits): Reason {
  return {
    code: 'too-deep',
    message: {
      en: `Objects and arrays stand inside each other more than ${limits.depth} levels deep.`,
      hi: `ऑब्जेक्ट और सूचियाँ ${limits.depth} से अधिक स्तरों तक एक-दूसरे के भीतर हैं।`,
    },
    remedy: {
      en: 'Write the record flatter.',
      hi: 'अभिलेख को कम स्तरों में लिखें।',
    },
  };
}

export function tooLarge(limits: ReadLimits): Reason {
  return {
    code: 'record-too-large',
    message: {
      en: `This record has more than ${limits.recordBytes} bytes, the largest that is read.`,
      hi: `इस अभिलेख में ${limits.recordBytes} से अधिक बाइट हैं, जो पढ़ने की सीमा है।`,
    },
    remedy: {
      en: 'Keep data out of the metadata: link to it. Otherwise split the record.',
      hi: 'डेटा को मेटाडेटा में न रखें: उसका लिंक दें। अन्यथा अभिलेख को बाँटें।',
    },
  };
}

export const unknownShape = (names: string): Reason => ({
  code: 'unknown-structure',
  message: {
    en: `This is not structured like a record of ${names}.`,
    hi: `इसकी संरचना ${names} के अभिलेख जैसी नहीं है।`,
  },
  remedy: {
    en: 'Remove it, or publish it in a file of its own.',
    hi: 'इसे हटाएँ, या अलग फ़ाइल में प्रकाशित करें।',
  },
});
