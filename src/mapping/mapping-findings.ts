import type { Finding, Severity } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import type { Text } from '../model/text.ts';
import type { Iri } from '../vocabulary/iri.ts';
import type { Concept } from './concept-index.ts';

/** What a mapping has to say of one value: everything of a {@link Finding} but where it stands. */
export interface Remark {
  readonly severity: Severity;
  readonly code: string;
  readonly message: Text;
  readonly remedy: Text;
}

const longestValue = 300;

/** The remark as a finding of the field that holds the value. The publisher's own field name is used in both languages. */
export function findingOf(
  remark: Remark,
  at: { place: Place; field: string; property?: Iri; value?: string },
): Finding {
  const value =
    at.value === undefined || at.value.length <= longestValue
      ? at.value
      : `${at.value.slice(0, longestValue)}…`;
  return {
    ...remark,
    field: { en: at.field, hi: at.field },
    ...(at.property ? { property: at.property } : {}),
    ...(value === undefined ? {} : { value }),
    place: { ...at.place, field: at.field },
  };
}

export function unresolvedValue(nearest: readonly Concept[], severity: Severity = 'warning'): Remark {
  const allowed = (language: string) =>
    nearest
      .map((concept) => concept.labels.get(language) ?? concept.labels.get('en') ?? concept.iri)
      .join(', ');
  return {
    severity,
    code: 'unresolved-value',
    message: {
      en: 'The value is none of the allowed ones. It is kept as text.',
      hi: 'यह मान स्वीकृत मानों में नहीं है। इसे पाठ के रूप में रखा गया है।',
    },
    remedy:
      nearest.length === 0
        ? { en: 'Use a value of the controlled list.', hi: 'नियंत्रित सूची का कोई मान लिखें।' }
        : {
            en: `Use one of the nearest: ${allowed('en')}.`,
            hi: `निकटतम मानों में से एक लिखें: ${allowed('hi')}।`,
          },
  };
}

export const impossibleDate: Remark = {
  severity: 'warning',
  code: 'impossible-date',
  message: {
    en: 'No such date exists. It is kept as text.',
    hi: 'ऐसी कोई तारीख़ नहीं है। इसे पाठ के रूप में रखा गया है।',
  },
  remedy: {
    en: 'Write the date as YYYY-MM-DD or DD/MM/YYYY.',
    hi: 'तारीख़ YYYY-MM-DD या DD/MM/YYYY के रूप में लिखें।',
  },
};

export const unreadableDate: Remark = {
  ...impossibleDate,
  code: 'unreadable-date',
  message: {
    en: 'The text is not understood as a date. It is kept as text.',
    hi: 'यह पाठ तारीख़ के रूप में समझा नहीं जा सका। इसे पाठ के रूप में रखा गया है।',
  },
};

export const intervalForDate: Remark = {
  severity: 'info',
  code: 'interval-for-date',
  message: {
    en: 'An interval of repetition stands where a date is expected. It is taken as the frequency.',
    hi: 'तारीख़ के स्थान पर आवृत्ति लिखी है। इसे आवृत्ति माना गया है।',
  },
  remedy: {
    en: 'State the date of the last change here and the interval as the frequency.',
    hi: 'यहाँ अंतिम परिवर्तन की तारीख़ लिखें और अंतराल को आवृत्ति में लिखें।',
  },
};

export const unreadablePeriod: Remark = {
  ...unreadableDate,
  code: 'unreadable-period',
  message: {
    en: 'The text is not understood as a period of time. It is kept as text.',
    hi: 'यह पाठ समय-अवधि के रूप में समझा नहीं जा सका। इसे पाठ के रूप में रखा गया है।',
  },
  remedy: {
    en: 'Write the period as START/END, for example 2012-01-01/2013-12-31.',
    hi: 'अवधि को आरंभ/अंत के रूप में लिखें, जैसे 2012-01-01/2013-12-31।',
  },
};

export const invalidIri: Remark = {
  severity: 'warning',
  code: 'invalid-iri',
  message: {
    en: 'The text is no web address. It is kept as text.',
    hi: 'यह पाठ वेब पता नहीं है। इसे पाठ के रूप में रखा गया है।',
  },
  remedy: {
    en: 'Write the whole address, beginning with https:// or http://, without blanks.',
    hi: 'पूरा पता https:// या http:// से आरंभ करके, बिना रिक्त स्थान के लिखें।',
  },
};

export const mendedIri: Remark = {
  severity: 'info',
  code: 'mended-iri',
  message: {
    en: 'The web address was completed: a missing http:// was added or blanks were encoded.',
    hi: 'वेब पता पूरा किया गया: http:// जोड़ा गया या रिक्त स्थान कूटबद्ध किए गए।',
  },
  remedy: invalidIri.remedy,
};

export const mendedText: Remark = {
  severity: 'info',
  code: 'mended-text',
  message: {
    en: 'HTML or line breaks were removed from the text.',
    hi: 'पाठ से HTML या पंक्ति-विराम हटाए गए।',
  },
  remedy: { en: 'Write plain text on one line.', hi: 'एक पंक्ति में सादा पाठ लिखें।' },
};

export const invalidMail: Remark = {
  severity: 'warning',
  code: 'invalid-mail',
  message: {
    en: 'The text is no mail address. It is kept as text.',
    hi: 'यह पाठ ई-मेल पता नहीं है। इसे पाठ के रूप में रखा गया है।',
  },
  remedy: {
    en: 'Write one address such as office@example.gov.in.',
    hi: 'एक पता लिखें, जैसे office@example.gov.in।',
  },
};

export const invalidNumber: Remark = {
  severity: 'warning',
  code: 'invalid-number',
  message: {
    en: 'The text is not understood as a number or size. It is kept as text.',
    hi: 'यह पाठ संख्या या आकार के रूप में समझा नहीं जा सका। इसे पाठ के रूप में रखा गया है।',
  },
  remedy: { en: 'Write a number, such as 12345 or 12 KB.', hi: 'संख्या लिखें, जैसे 12345 या 12 KB।' },
};

export const unknownLicence: Remark = {
  severity: 'warning',
  code: 'unknown-licence',
  message: {
    en: 'The licence is not known by this name. It is kept as a statement of rights.',
    hi: 'इस नाम का लाइसेंस ज्ञात नहीं है। इसे अधिकार-कथन के रूप में रखा गया है।',
  },
  remedy: {
    en: 'Give the web address of the licence, or a known identifier such as CC-BY-4.0 or GODL-India.',
    hi: 'लाइसेंस का वेब पता या ज्ञात पहचान लिखें, जैसे CC-BY-4.0 या GODL-India।',
  },
};

export const unknownField: Remark = {
  severity: 'info',
  code: 'unknown-field',
  message: {
    en: 'The field is not known to this profile. Its value is kept as a note.',
    hi: 'यह फ़ील्ड इस प्रोफ़ाइल में ज्ञात नहीं है। इसका मान टिप्पणी के रूप में रखा गया है।',
  },
  remedy: {
    en: 'Rename the field to a known one, or leave it if a note is what you want.',
    hi: 'फ़ील्ड का नाम ज्ञात नाम से बदलें, या टिप्पणी ही चाहिए तो ऐसे ही रहने दें।',
  },
};

export const secondValue: Remark = {
  severity: 'info',
  code: 'second-value',
  message: {
    en: 'Only one value can stand here; this one is kept as text.',
    hi: 'यहाँ केवल एक मान हो सकता है; यह मान पाठ के रूप में रखा गया है।',
  },
  remedy: { en: 'State one value.', hi: 'एक ही मान लिखें।' },
};

export const notARecord: Remark = {
  severity: 'violation',
  code: 'not-a-record',
  message: {
    en: 'This is not a record: an object of fields is expected.',
    hi: 'यह अभिलेख नहीं है: फ़ील्ड वाला ऑब्जेक्ट अपेक्षित है।',
  },
  remedy: {
    en: 'Check that the right --from profile was chosen.',
    hi: 'जाँचें कि सही --from प्रोफ़ाइल चुना गया है।',
  },
};

export const noIdentity: Remark = {
  severity: 'violation',
  code: 'no-identity',
  message: {
    en: 'The record has neither identifier nor title, so that no address can be made for it.',
    hi: 'अभिलेख में न पहचान है न शीर्षक, इसलिए इसका पता नहीं बन सकता।',
  },
  remedy: { en: 'Give it an identifier or a title.', hi: 'पहचान या शीर्षक लिखें।' },
};

export const noCategory: Remark = {
  severity: 'violation',
  code: 'no-category',
  message: {
    en: 'The category does not say whether this is a Dataset, an App or a Catalog.',
    hi: 'श्रेणी से स्पष्ट नहीं कि यह डेटासेट है, ऐप है या कैटलॉग।',
  },
  remedy: { en: 'Write Dataset, App or Catalog as the Category.', hi: 'श्रेणी में Dataset, App या Catalog लिखें।' },
};

export const privateRecord: Remark = {
  severity: 'violation',
  code: 'private-record',
  message: { en: 'The source marks this record as private.', hi: 'स्रोत ने इस अभिलेख को निजी चिह्नित किया है।' },
  remedy: {
    en: 'Publish it in the source first, or leave it out.',
    hi: 'पहले इसे स्रोत में प्रकाशित करें, या छोड़ दें।',
  },
};

export const unknownKind: Remark = {
  severity: 'violation',
  code: 'unknown-kind',
  message: {
    en: 'This kind of record is not known to the profile.',
    hi: 'इस प्रकार का अभिलेख प्रोफ़ाइल में ज्ञात नहीं है।',
  },
  remedy: notARecord.remedy,
};
