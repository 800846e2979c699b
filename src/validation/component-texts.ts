import type { Text } from '../model/text.ts';

/** What is wrong and what to do, for a shape that does not say it itself. */
export interface ComponentTexts {
  readonly message: Text;
  readonly remedy: Text;
}

function texts(en: readonly [string, string], hi: readonly [string, string]): ComponentTexts {
  return { message: { en: en[0], hi: hi[0] }, remedy: { en: en[1], hi: hi[1] } };
}

const comparison = texts(
  [
    'The value is not in the required order to another one.',
    'Compare the two values and correct the wrong one.',
  ],
  ['यह मान दूसरे मान की तुलना में अपेक्षित क्रम में नहीं है।', 'दोनों मानों की तुलना करें और गलत मान को ठीक करें।'],
);
const range = texts(
  ['The value is outside the allowed range.', 'Give a value within the allowed range.'],
  ['यह मान अनुमत सीमा से बाहर है।', 'अनुमत सीमा के भीतर का मान दें।'],
);
const length = texts(
  ['The text is too short or too long.', 'Change the length of the text.'],
  ['पाठ बहुत छोटा या बहुत लंबा है।', 'पाठ की लंबाई बदलें।'],
);
const alternatives = texts(
  ['The value meets none, or too many, of the allowed forms.', 'Give the value in one of the allowed forms.'],
  ['यह मान किसी अनुमत रूप में नहीं है, या एक से अधिक रूपों में है।', 'मान को अनुमत रूपों में से किसी एक में दें।'],
);
const shape = texts(
  [
    'The value does not meet what is asked of such a value.',
    'Correct the value, or complete its description.',
  ],
  ['यह मान अपनी अपेक्षित शर्तें पूरी नहीं करता।', 'मान को ठीक करें, या उसका विवरण पूरा करें।'],
);
const qualified = texts(
  ['Too few or too many values are of the required kind.', 'Add or remove values of that kind.'],
  ['अपेक्षित प्रकार के मान बहुत कम या बहुत अधिक हैं।', 'उस प्रकार के मान जोड़ें या हटाएँ।'],
);

/** By finding code; the constraint components of SHACL Core, section 4. */
export const componentTexts: Readonly<Record<string, ComponentTexts>> = {
  'min-count': texts(
    ['A required value is missing.', 'Add a value.'],
    ['एक आवश्यक मान नहीं दिया गया है।', 'मान जोड़ें।'],
  ),
  'max-count': texts(
    ['There are more values than allowed.', 'Keep the value that holds and remove the others.'],
    ['अनुमत संख्या से अधिक मान हैं।', 'सही मान रखें और बाकी हटा दें।'],
  ),
  datatype: texts(
    ['The value is not of the required datatype.', 'Write the value in the form of that datatype.'],
    ['यह मान अपेक्षित डेटा-प्रकार का नहीं है।', 'मान को उस डेटा-प्रकार के रूप में लिखें।'],
  ),
  class: texts(
    [
      'The value is not known to be of the required class.',
      'Refer to a thing of that class, or describe it as one.',
    ],
    ['यह मान अपेक्षित वर्ग का नहीं माना जा सकता।', 'उस वर्ग की वस्तु का संदर्भ दें, या उसे उसी वर्ग का बताएँ।'],
  ),
  'node-kind': texts(
    [
      'The value is of the wrong kind: a link where a text is asked for, or the other way round.',
      'Give a link (IRI) or a text, as asked for.',
    ],
    ['मान का प्रकार गलत है: पाठ की जगह लिंक है, या लिंक की जगह पाठ।', 'माँग के अनुसार लिंक (IRI) या पाठ दें।'],
  ),
  pattern: texts(
    ['The value is not written in the required form.', 'Write the value in the required form.'],
    ['यह मान अपेक्षित रूप में नहीं लिखा गया है।', 'मान को अपेक्षित रूप में लिखें।'],
  ),
  in: texts(
    ['The value is not one of the allowed values.', 'Choose one of the allowed values.'],
    ['यह मान अनुमत मानों में से नहीं है।', 'अनुमत मानों में से एक चुनें।'],
  ),
  'has-value': texts(
    ['A prescribed value is missing.', 'Add the prescribed value.'],
    ['एक निर्धारित मान नहीं दिया गया है।', 'निर्धारित मान जोड़ें।'],
  ),
  'language-in': texts(
    [
      'The text is in none of the allowed languages, or its language is not stated.',
      'Give the text in an allowed language, with its language tag.',
    ],
    ['पाठ किसी अनुमत भाषा में नहीं है, या उसकी भाषा नहीं बताई गई है।', 'पाठ को अनुमत भाषा में, भाषा-टैग के साथ दें।'],
  ),
  'unique-lang': texts(
    ['There is more than one text in the same language.', 'Keep one text in each language.'],
    ['एक ही भाषा में एक से अधिक पाठ हैं।', 'हर भाषा में एक ही पाठ रखें।'],
  ),
  equals: texts(
    ['The values differ from those of another property.', 'Make the values of both properties agree.'],
    ['ये मान दूसरे गुण के मानों से अलग हैं।', 'दोनों गुणों के मान एक समान करें।'],
  ),
  disjoint: texts(
    [
      'The value also stands in another property, which is not allowed.',
      'Remove the value from one of the two.',
    ],
    ['यह मान दूसरे गुण में भी है, जिसकी अनुमति नहीं है।', 'दोनों में से एक जगह से मान हटाएँ।'],
  ),
  closed: texts(
    ['A property stands here that is not allowed.', 'Remove the property.'],
    ['यहाँ ऐसा गुण है जिसकी अनुमति नहीं है।', 'उस गुण को हटाएँ।'],
  ),
  not: texts(
    ['The value is of a form that is not allowed.', 'Give another value.'],
    ['यह मान ऐसे रूप में है जिसकी अनुमति नहीं है।', 'कोई दूसरा मान दें।'],
  ),
  'less-than': comparison,
  'less-than-or-equals': comparison,
  'min-inclusive': range,
  'max-inclusive': range,
  'min-exclusive': range,
  'max-exclusive': range,
  'min-length': length,
  'max-length': length,
  or: alternatives,
  xone: alternatives,
  and: shape,
  node: shape,
  'qualified-min-count': qualified,
  'qualified-max-count': qualified,
};

/** For a constraint component that the table does not know. */
export const anyComponent: ComponentTexts = shape;

/** The finding code of a constraint component: `sh:MinCountConstraintComponent` → `min-count`. */
export function codeOf(component: string): string {
  return component
    .replace(/^.*[#/]/, '')
    .replace(/ConstraintComponent$/, '')
    .replace(/(?<!^)(?=[A-Z])/g, '-')
    .toLowerCase();
}
